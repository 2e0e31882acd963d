import type { Page } from 'playwright-core'
import { z } from 'zod'

const MOST_TABS = 250

/** What Tab must come to, one of each group of radios; how each looks without the focus is kept for later. */
const BEGIN = `(() => {
  window.looks = it => {
    const label = it.labels?.[0]
    return [[it], [it, '::before'], [label], [label, '::before'], [label, '::after']]
      .filter(([element]) => element)
      .map(([element, part]) => getComputedStyle(element, part))
      .map(style => [style.outline, style.boxShadow, style.backgroundColor, style.borderColor, style.borderWidth].join())
      .join()
  }
  window.nameOf = it => (it.type === 'radio' ? 'radios ' + it.name : it.outerHTML.slice(0, 120))
  const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(each => !each.disabled && each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true }))
  window.unfocused = new Map(all.map(each => [each, looks(each)]))
  return [...new Set(all.map(nameOf))]
})()`

/** Where the focus is: whether something lies over all that is in sight of it, and whether it looks as it does without. */
const STOP = `(() => {
  const it = document.activeElement
  if (it === null || it === document.body || it === document.documentElement) return { what: '' }
  const { left, right, top, bottom } = it.getBoundingClientRect()
  const middle = (from, to, most) => (Math.max(0, from) + Math.min(to, most)) / 2
  const above = document.elementFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight))
  return {
    what: nameOf(it),
    covered: !(it.contains(above) || above?.contains(it) || it.labels?.[0]?.contains(above)),
    unseen: unfocused.get(it) === looks(it),
  }
})()`
const stop = z.object({ what: z.string(), covered: z.boolean().default(false), unseen: z.boolean().default(false) })

/** Presses Tab from the top of a page to its end; what a person would miss who has only the keyboard. */
export async function walkFaults(page: Page): Promise<string[]> {
  // An error summary has taken the focus: Tab begins above it.
  await page.evaluate('document.body.tabIndex = -1; document.body.focus()')
  const expected = z.array(z.string()).parse(await page.evaluate(BEGIN))
  const reached = new Set<string>()
  const seen = new Set<string>()
  const faults: string[] = []
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    await page.keyboard.press('Tab')
    const { what, covered, unseen } = stop.parse(await page.evaluate(STOP))
    // The page is at its end, and the browser's own bar has the focus.
    if (what === '') break
    if (covered) faults.push(`covered: ${what}`)
    // A date has several stops: those on its parts are drawn by the browser itself.
    if (!unseen) seen.add(what)
    reached.add(what)
  }
  const without = (others: ReadonlySet<string>, all: Iterable<string>) => [...all].filter(each => !others.has(each))
  return [
    ...new Set(faults),
    ...without(reached, expected).map(each => `not reached: ${each}`),
    ...without(seen, reached).map(each => `looks the same with the focus as without: ${each}`),
  ]
}
