import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeViolations, describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { createClinician, FIVE_TAPS } from '../support/clinician.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

/** A folder for pictures of each page, where somebody wants to look at them. */
const PICTURES = process.env.SCREENSHOTS

describeInBrowser('the coach’s worklist in a real browser', () => {
  let app: RunningApp
  let browser: Browser
  beforeAll(async () => {
    app = await startApp()
    browser = await launchBrowser()
    const clinician = createClinician(app)
    await clinician.submit(await clinician.submit(await clinician.launchToRefer('patient-typical'), FIVE_TAPS))
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  it.each([
    ['1280 pixels, with script', { width: 1280, height: 900 }, true],
    ['400 pixels, without script', { width: 400, height: 800 }, false],
  ])('works by keyboard and reads well: %s', async (name, viewport, javaScriptEnabled) => {
    const coach = await newPerson(browser, { viewport, javaScriptEnabled })
    const page = await coach.newPage()
    const check = async (step: string): Promise<void> => {
      if (javaScriptEnabled) expect(await axeViolations(page), step).toEqual([])
      expect(await overflow(page), step).toBe(0)
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/${viewport.width}-${step}.png`, fullPage: true })
    }
    await page.goto(`${app.url}/hub/`)
    await check('who')
    await page.getByRole('button', { name: 'Asha Grant' }).press('Enter')
    await page.getByRole('heading', { name: 'Referrals to your service' }).waitFor()
    await check('list')
    await page.getByRole('link', { name: 'Mr Gareth Ashworth' }).first().press('Enter')
    await page.getByRole('heading', { name: 'Where it stands' }).waitFor()
    await check('referral')
    for (const kind of ['Decline or end early', ...(name.startsWith('1280') ? ['Ask the referrer a question'] : [])]) {
      const link = page.getByRole('link', { name: kind })
      if ((await link.count()) === 0) continue
      await link.press('Enter')
      await page.getByRole('button', { name: 'Save' }).press('Enter')
      await page.getByText('Not saved yet').waitFor()
      await check(kind.slice(0, 7))
      await page.getByRole('link', { name: 'Back to the referral' }).press('Enter')
    }
    for (const tap of ['Acknowledge', 'Accept']) {
      const button = page.getByRole('button', { name: tap })
      if ((await button.count()) > 0) await button.press('Enter')
    }
    await page.getByRole('link', { name: 'Record a contact attempt' }).press('Enter')
    await chooseByWords(page, ['Phone', 'Spoke with the patient'])
    await page.getByText('The contact attempt is recorded').waitFor()
    await page.getByRole('link', { name: 'Assign' }).press('Enter')
    await chooseByWords(page, ['Me'])
    await page.getByText('The referral is assigned').waitFor()
    await page.getByRole('link', { name: 'Close with an outcome' }).press('Enter')
    await page.getByRole('heading', { name: /^Close with an outcome/ }).waitFor()
    for (const radio of await page.getByRole('radio').all()) expect(await nameOf(radio)).not.toBe('')
    await check('close')
    // A coach may read the counts too; an ICB lead lands there.
    await page.goto(`${app.url}/hub/demo-workwell/counts`)
    await page.getByRole('heading', { name: /^Referrals to/ }).waitFor()
    await check('counts')
    await coach.close()
  })
})

/** As a voice or a screen reader does it: an option is what its label says. */
async function chooseByWords(page: Page, options: readonly string[]): Promise<void> {
  for (const name of options) await page.getByRole('radio', { name, exact: true }).check()
  await page.getByRole('button', { name: 'Save' }).press('Enter')
}

const nameOf = async (radio: Locator): Promise<string> => /"(.*)"/.exec(await radio.ariaSnapshot())?.[1] ?? ''

const overflow = (page: Page): Promise<number> =>
  page.evaluate('Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)')
