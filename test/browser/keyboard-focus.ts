import type { Locator, Page } from 'playwright-core'
import { z } from 'zod'

const MOST_TABS = 80

export const hasFocus = async (page: Page, target: Locator): Promise<boolean> =>
  (await target.and(page.locator(':focus')).count()) === 1

/** Where the focus is and whether it can be seen there, as the page itself reckons it. */
const FOCUSED = `(() => {
  const { activeElement: element } = document
  const { x, y, width, height } = element.getBoundingClientRect()
  const above = document.elementFromPoint(x + width / 2, y + height / 2)
  return {
    what: element.id || element.textContent.trim() || element.tagName,
    covered: !(element.contains(above) || above?.contains(element)),
    clip: { x: Math.max(0, x - 8), y: Math.max(0, y - 8), width: width + 16, height: height + 16 },
  }
})()`
const focusedElement = z.object({
  what: z.string(),
  covered: z.boolean(),
  clip: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
})

/** What is wrong with where the focus is: nothing to be seen of it, or something lies over it. */
export async function focusFault(page: Page): Promise<string | undefined> {
  const { what, covered, clip } = focusedElement.parse(await page.evaluate(FOCUSED))
  if (covered) return `${what}: out of sight or covered`
  const withFocus = await page.screenshot({ clip })
  await page.evaluate('window.hadFocus = document.activeElement; hadFocus.blur()')
  const without = await page.screenshot({ clip })
  await page.evaluate('hadFocus.focus({ preventScroll: true })')
  return withFocus.equals(without) ? `${what}: looks the same with the focus as without` : undefined
}

/** Presses Tab until the target has the focus; every stop on the way must be seen to have it. */
export async function tabTo(page: Page, target: Locator, faults: string[] = []): Promise<void> {
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    await page.keyboard.press('Tab')
    // A question that opens as the one before is left has opened.
    await page.evaluate('new Promise(done => setTimeout(done))')
    const fault = await focusFault(page)
    if (fault) faults.push(fault)
    if (await hasFocus(page, target)) return
  }
  throw new Error(`${target.toString()} is not reached with ${MOST_TABS} presses of Tab`)
}
