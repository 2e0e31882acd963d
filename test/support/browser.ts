import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { describe, inject } from 'vitest'
import { BROWSER_ARGS } from './browser-args.ts'

const found = inject('chromium')

/**
 * Like `describe`, for tests that need a real browser. Where there is none, the end of the output says why (report-not-run.ts);
 * with CI=true they run all the same, and fail for want of it.
 */
export const describeInBrowser = describe.runIf(found?.ok === true || process.env.CI === 'true')

// A step that does not come about must fail by its own name, before the test does by its clock.
const STEP_MS = 60_000

function executable(): string {
  if (found === undefined) throw new Error('this test is not in the browser project of vitest.config.ts')
  if (!found.ok) throw new Error(found.failure)
  return found.value
}

/** A browser for one file: to start one costs less than to speak with a shared one through the test runner. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: inject('lightBrowser') ?? executable(), args: BROWSER_ARGS })
}

/** Like a clinician's own browser: it keeps whole pages for its "back" button, which the driver switches off otherwise. */
export const launchBrowserThatKeepsPages = (): Promise<Browser> =>
  chromium.launch({
    executablePath: executable(),
    args: BROWSER_ARGS,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })

/** A window of its own, with its own cookies: another person. */
export async function newPerson(
  browser: Browser,
  options: { javaScriptEnabled?: boolean; viewport?: { width: number; height: number } } = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(STEP_MS)
  return context
}

/** A browser with a profile on disk, the only place where Chromium takes its rule on third-party cookies from. */
export async function launchWithThirdPartyCookies(
  rule: 'blocked' | 'allowed',
): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  const profile = mkdtempSync(join(tmpdir(), 'workwell-profile-'))
  mkdirSync(join(profile, 'Default'))
  const preferences = { profile: { cookie_controls_mode: rule === 'blocked' ? 1 : 0 } }
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences))
  const context = await chromium.launchPersistentContext(profile, { executablePath: executable(), args: BROWSER_ARGS })
  context.setDefaultTimeout(STEP_MS)
  return {
    context,
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const HERE = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Every request that a context's pages make from now on; `outside` are those to another machine, which must stay empty. */
export function watchRequests(context: BrowserContext): { all: string[]; outside: string[] } {
  const seen: { all: string[]; outside: string[] } = { all: [], outside: [] }
  context.on('request', request => {
    const url = new URL(request.url())
    if (!/^(https?|wss?):$/.test(url.protocol)) return
    seen.all.push(url.href)
    if (!HERE.has(url.hostname)) seen.outside.push(url.href)
  })
  return seen
}

/** Half as long to read as the one that axe comes with otherwise. */
const AXE = readFileSync(
  createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
)

/** What axe finds on a page, one line each; frames belong to it, unless they are left out. */
export async function axeViolations(page: Page, { withFrames = true } = {}): Promise<string[]> {
  const isAlone = page.frames().length === 1
  // A page that was judged at another width has it already.
  const isThere = isAlone && (await page.evaluate('"axe" in window')) === true
  const axe = new AxeBuilder({ page, axeSource: isThere ? 'void 0' : AXE }).options({ resultTypes: ['violations'] })
  if (!withFrames) axe.exclude('iframe')
  // Half the work: only what several frames found has to be put together, in a window of its own.
  if (isAlone) axe.setLegacyMode()
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes
      // Known in the NHS design system itself: aria-expanded on the input that reveals a conditional question.
      .filter(
        node => !(id === 'aria-allowed-attr' && /nhsuk-(radios|checkboxes)__input[^>]*aria-controls/.test(node.html)),
      )
      .map(node => `${id} at ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  )
}
