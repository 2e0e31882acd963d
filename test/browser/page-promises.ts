import type { Page } from 'playwright-core'
import { axeViolations, newPerson } from '../support/browser.ts'

/** Whose consultation a page belongs to, as its banner must say. */
export interface BannerWords {
  readonly name: string
  readonly born: string
  readonly nhsNumber: string
}

export const GARETH: BannerWords = { name: 'Gareth Ashworth', born: 'Born 10 January 1980', nhsNumber: '999 910 2786' }

const HEIGHT = 700

/**
 * What every page promises, and this one breaks: no axe violation at 1280 and 400 pixels, no sideways scrolling at 400 and 320,
 * the patient in sight at the top and at the end. Leaves the window at 1280.
 */
export async function brokenPromises(
  page: Page,
  { javaScriptEnabled }: { javaScriptEnabled: boolean },
  banner?: BannerWords,
): Promise<string[]> {
  const broken: string[] = []
  const judged = javaScriptEnabled ? page : await twinOf(page)
  for (const width of [320, 400, 1280]) {
    await page.setViewportSize({ width, height: HEIGHT })
    const scrollWidth = Number(await page.evaluate('document.documentElement.scrollWidth'))
    if (scrollWidth > width) broken.push(`scrolls sideways at ${width}: ${scrollWidth}`)
    if (banner) broken.push(...(await bannerFaults(page, banner)).map(line => `at ${width}: ${line}`))
    if (width === 320) continue
    await judged.setViewportSize({ width, height: HEIGHT })
    broken.push(...(await axeViolations(judged)).map(line => `at ${width}: ${line}`))
  }
  if (judged !== page) await judged.context().close()
  return broken
}

/** Axe itself is a script. What a browser without scripts shows, it judges in one that has them but gets none of the app's. */
async function twinOf(page: Page): Promise<Page> {
  const browser = page.context().browser()
  if (!browser) throw new Error('the page is in no browser')
  const twin = await (await newPerson(browser)).newPage()
  const body = await page.content()
  await twin.route('**/*.js', route => route.abort())
  await twin.route(page.url(), route => route.fulfill({ body, contentType: 'text/html' }))
  await twin.goto(page.url())
  return twin
}

async function bannerFaults(page: Page, { name, born, nhsNumber }: BannerWords): Promise<string[]> {
  const banner = page.getByRole('region', { name: 'Patient', exact: true })
  const text = (await banner.textContent()) ?? ''
  const faults = [name, born, `NHS number: ${nhsNumber}`]
    .filter(words => !text.includes(words))
    .map(words => `the banner does not say: ${words}`)
  for (const [place, y] of [
    ['end', 'document.documentElement.scrollHeight'],
    ['top', '0'],
  ]) {
    await page.evaluate(`window.scrollTo(0, ${y})`)
    const box = await banner.boundingBox()
    if (!box || box.y < 0 || box.y + box.height > HEIGHT) faults.push(`the banner is out of sight at the ${place}`)
  }
  return faults
}
