import type { TestProject } from 'vitest/node'
import type { Result } from '../../src/domain/result.ts'
import { findChromium, thisMachine } from './find-chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: Result<string, string>
  }
}

/** Once per run, before the browser project: finds a browser, or says at the end of the output what was not run and why. */
export function setup(project: TestProject): (() => void) | undefined {
  const chromium = findChromium(thisMachine)
  project.provide('chromium', chromium)
  if (chromium.ok) return undefined
  return () => {
    console.log(`\nNot run on this machine: the browser tests, because ${chromium.failure}.\n`)
  }
}
