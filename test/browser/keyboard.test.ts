import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import {
  answerUsual,
  arrived,
  button,
  group,
  launchInTab,
  option,
  referredAtHub,
  USUAL_ANSWERS,
} from './consultation-in-browser.ts'
import { focusFault, hasFocus, tabTo } from './keyboard-focus.ts'

/** Space on the first option, the down arrow as often as needed for the others. */
async function chooseByKey(page: Page, legend: string, label: string, faults: string[]): Promise<void> {
  const first = group(page, legend).getByRole('radio').first()
  // Tab out of the question before has led here already.
  if (!(await hasFocus(page, first))) await tabTo(page, first, faults)
  const wanted = option(page, legend, label)
  await page.keyboard.press('Space')
  while (!(await hasFocus(page, wanted))) await page.keyboard.press('ArrowDown')
  expect(await wanted.isChecked()).toBe(true)
}

describeInBrowser('with the keyboard alone', () => {
  let app: RunningApp
  let browser: Browser
  let context: BrowserContext
  beforeAll(async () => {
    app = await startApp()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })
  beforeEach(async () => {
    context = await newPerson(browser, { viewport: { width: 1280, height: 700 } })
  })
  afterEach(() => context.close())

  it('a patient is launched and referred, and the focus is seen at every stop', async () => {
    const before = await referredAtHub(app)
    const list = await context.newPage()
    await list.goto(app.sandboxUrl)
    await tabTo(list, list.getByRole('combobox', { name: 'Clinician', exact: true }))
    await tabTo(list, button(list, 'Launch Gareth Ashworth'))
    const tab = context.waitForEvent('page')
    await list.keyboard.press('Enter')
    const page = await tab
    await arrived(page, 'Work and health')

    const faults: string[] = []
    for (const [legend, label] of USUAL_ANSWERS) await chooseByKey(page, legend, label, faults)
    await tabTo(page, button(page, 'Check before sending'), faults)
    await page.keyboard.press('Enter')
    await arrived(page, 'Check before sending')
    await tabTo(page, button(page, 'Send referral'), faults)
    await page.keyboard.press('Space')
    await arrived(page, 'Referral sent')
    await tabTo(page, page.getByRole('link', { name: 'See how the referral stands' }), faults)
    expect(faults).toEqual([])
    expect(await referredAtHub(app)).toEqual([...before, 'Ashworth'].toSorted())
  })

  it('in a 400-pixel panel the banner that stays in sight never covers what has the focus', async () => {
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    await page.setViewportSize({ width: 400, height: 600 })
    const faults: string[] = []
    await tabTo(page, button(page, 'Check before sending'), faults)
    // Backwards, what comes next lies above, where the banner is.
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Shift+Tab')
      const fault = await focusFault(page)
      if (fault) faults.push(fault)
    }
    expect(faults).toEqual([])
  })

  it('after a failed submit the error summary has the focus, and its links lead to the first control of each question', async () => {
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    await button(page, 'Check before sending').press('Enter')
    await arrived(page, 'There is a problem')
    const summary = page.getByRole('alert')
    await summary.waitFor()
    expect(await page.locator(':focus').getByRole('alert').count()).toBe(1)
    for (const [legend] of USUAL_ANSWERS) {
      const link = summary.getByRole('link', { name: new RegExp(legend.replace('?', '\\?')) })
      await link.focus()
      await page.keyboard.press('Enter')
      expect(await hasFocus(page, group(page, legend).getByRole('radio').first()), legend).toBe(true)
      expect(await focusFault(page)).toBeUndefined()
      const words = await group(page, legend).locator('legend').boundingBox()
      const banner = await page.getByRole('region', { name: 'Patient', exact: true }).boundingBox()
      expect(words?.y, legend).toBeGreaterThanOrEqual((banner?.y ?? 0) + (banner?.height ?? 0))
    }
    await answerUsual(page)
    await button(page, 'Check before sending').press('Enter')
    await arrived(page, 'Check before sending')
  })

  it('the skip link is the first stop, and leads past the header to the content', async () => {
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    const skip = page.getByRole('link', { name: 'Skip to main content' })
    await page.keyboard.press('Tab')
    expect(await hasFocus(page, skip)).toBe(true)
    expect(await focusFault(page)).toBeUndefined()
    await page.keyboard.press('Enter')
    expect(await hasFocus(page, page.getByRole('main'))).toBe(true)
    await page.keyboard.press('Tab')
    expect(await page.getByRole('main').locator(':focus').count()).toBe(1)
  })
})
