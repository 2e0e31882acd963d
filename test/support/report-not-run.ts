import type { TestProject } from 'vitest/node'
import type { Result } from '../../src/domain/result.ts'
import { findChromium, lightestOf, thisMachine } from './find-chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: Result<string, string>
    /** The one for most tests; undefined where there is none. */
    lightBrowser: string | undefined
  }
}

/** Once per run, before the browser project: finds a browser, or says at the end of the output what was not run and why. */
export function setup(project: TestProject): (() => void) | undefined {
  const found = findChromium(thisMachine)
  project.provide('chromium', found)
  project.provide('lightBrowser', found.ok ? lightestOf(thisMachine, found.value) : undefined)
  if (found.ok) return undefined
  return () => console.log(`\nNot run on this machine: the browser tests, because ${found.failure}.\n`)
}
