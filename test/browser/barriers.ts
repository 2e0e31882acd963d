import type { Page } from 'playwright-core'
import { axeViolations } from '../support/browser.ts'

/** A 1280-pixel window at 100 %, 200 % and 400 % zoom is this wide; 320 is also the width of the reflow rule (WCAG 1.4.10). */
const WIDTHS = [1280, 640, 320]

/** Where a page has to be scrolled sideways; what fits the narrowest window fits the others, as long as it is laid out alike. */
export async function sidewaysScrolls(page: Page, state: string, widths: readonly number[] = [320]): Promise<string[]> {
  const found: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    const scrollWidth = Number(await page.evaluate('document.documentElement.scrollWidth'))
    if (scrollWidth > width) found.push(`${state}: scrolls sideways at ${width}: ${scrollWidth}`)
  }
  return found
}

/** What is wrong with a page in forced colours and with reduced motion, at each zoom. */
export async function barriers(page: Page, state: string): Promise<string[]> {
  const found = await sidewaysScrolls(page, state, WIDTHS)
  found.push(...(await axeViolations(page)).map(line => `${state}: ${line}`))
  await page.setViewportSize({ width: 1280, height: 800 })
  return found
}
