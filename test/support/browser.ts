import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { describe, inject } from 'vitest'

const found = inject('chromium')

/**
 * Like `describe`, for tests that need a real browser. Where there is none, the end of the output says why (report-not-run.ts);
 * with CI=true they run all the same, and fail for want of it.
 */
export const describeInBrowser = describe.runIf(found?.ok === true || process.env.CI === 'true')

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  // Whatever a page asks for, nothing leaves this machine.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]

export async function launchBrowser(): Promise<Browser> {
  if (found === undefined) throw new Error('this test is not in the browser project of vitest.config.ts')
  if (!found.ok) throw new Error(found.failure)
  return chromium.launch({ executablePath: found.value, args: ARGS })
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

/** What axe finds on a page, one line each. */
export async function axeViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes
      // Known in the NHS design system itself: aria-expanded on the input that reveals a conditional question.
      .filter(
        node => !(id === 'aria-allowed-attr' && /nhsuk-(radios|checkboxes)__input[^>]*aria-controls/.test(node.html)),
      )
      .map(node => `${id} at ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  )
}
