import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import type { Result } from '../../src/domain/result.ts'
import { BROWSER_ARGS } from './browser-args.ts'
import { findChromium, lightestOf, thisMachine } from './find-chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: Result<string, string>
    /** Where the browser that the tests share listens; undefined where there is none. */
    sharedBrowser: string | undefined
  }
}

/** Once per run, before the browser project: a browser for all its files, or at the end of the output what was not run and why. */
export async function setup(project: TestProject): Promise<() => void | Promise<void>> {
  const found = findChromium(thisMachine)
  project.provide('chromium', found)
  if (!found.ok) {
    project.provide('sharedBrowser', undefined)
    return () => console.log(`\nNot run on this machine: the browser tests, because ${found.failure}.\n`)
  }
  const server = await chromium.launchServer({
    executablePath: lightestOf(thisMachine, found.value),
    args: BROWSER_ARGS,
  })
  project.provide('sharedBrowser', server.wsEndpoint())
  return () => server.close()
}
