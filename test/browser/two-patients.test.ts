import type { Browser, BrowserContext, Page, Response } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import {
  answerUsual,
  arrived,
  button,
  choose,
  FINISH,
  goToCheck,
  launchInTab,
  launchUrl,
  PATHWAY,
  referredAtHub,
  send,
  tickIfSecond,
} from './consultation-in-browser.ts'

const bannerOf = (page: Page): Promise<string | null> =>
  page.getByRole('region', { name: 'Patient', exact: true }).textContent()

/** Sends the form of the page to another address of the app, as a mixed-up window would. */
const redirectForm = (page: Page, to: string): Promise<unknown> =>
  page.evaluate(`[...document.forms].at(-1).action = ${JSON.stringify(to)}`)

/** The answer to a form sent under the other patient's address; what is kept while it is typed goes to its own. */
const handedIn = (page: Page, other: Page): Promise<Response> => {
  const { origin, pathname } = new URL(other.url())
  return page.waitForResponse(
    response => response.request().method() === 'POST' && response.url().startsWith(`${origin}${pathname}`),
  )
}

describeInBrowser('two patients open in one browser (hazard H01)', () => {
  let app: RunningApp
  let browser: Browser
  let context: BrowserContext
  let before: string[]
  beforeAll(async () => {
    app = await startApp()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })
  beforeEach(async () => {
    context = await newPerson(browser)
    before = await referredAtHub(app)
  })
  afterEach(() => context.close())

  it('a reload shows the patient of that tab, not the one who was opened last', async () => {
    const gareth = await launchInTab(context, app, 'Gareth Ashworth')
    const marek = await launchInTab(context, app, 'Marek Kowalczyk')
    await gareth.reload()
    expect(await bannerOf(gareth)).toContain('Gareth Ashworth')
    await marek.reload()
    expect(await bannerOf(marek)).toContain('Marek Kowalczyk')
  })

  it('a form sent after another patient was opened goes out for the patient on it, and for nobody else', async () => {
    const gareth = await launchInTab(context, app, 'Gareth Ashworth')
    await answerUsual(gareth)
    const marek = await launchInTab(context, app, 'Marek Kowalczyk')
    await goToCheck(gareth)
    expect(await bannerOf(gareth)).toContain('Gareth Ashworth')
    await choose(marek, PATHWAY, 'Fit note only')
    await button(marek, FINISH).click()
    await arrived(marek, 'Nothing was sent to WorkWell')
    await send(gareth)
    expect(await bannerOf(gareth)).toContain('Gareth Ashworth')
    expect(await referredAtHub(app)).toEqual([...before, 'Ashworth'].toSorted())
    await marek.reload()
    expect(await bannerOf(marek)).toContain('Marek Kowalczyk')
    expect(await marek.getByRole('heading', { level: 1 }).textContent()).toBe('Nothing was sent to WorkWell')
  })

  it('the back button leads to the patient who was there, with what was answered for that patient', async () => {
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    await answerUsual(page)
    await goToCheck(page)
    await page.goto(await launchUrl(app, 'patient-back-pain'))
    expect(await bannerOf(page)).toContain('Marek Kowalczyk')
    expect(await page.getByRole('group', { name: PATHWAY }).getByRole('radio', { checked: true }).count()).toBe(0)
    await page.goBack()
    await arrived(page, 'Check before sending')
    expect(await bannerOf(page)).toContain('Gareth Ashworth')
    await page.goBack()
    await arrived(page, 'Work and health')
    expect(await bannerOf(page)).toContain('Gareth Ashworth')
    await page.goForward()
    await send(page)
    expect(await bannerOf(page)).toContain('Gareth Ashworth')
    expect(await referredAtHub(app)).toEqual([...before, 'Ashworth'].toSorted())
  })

  it('answers for one patient are refused under the other one’s address, and change nothing there', async () => {
    const gareth = await launchInTab(context, app, 'Gareth Ashworth')
    const marek = await launchInTab(context, app, 'Marek Kowalczyk')
    await answerUsual(gareth)
    await redirectForm(gareth, marek.url())
    const answer = handedIn(gareth, marek)
    await button(gareth, 'Check before sending').click()
    expect((await answer).status()).toBe(409)
    await arrived(gareth, 'This is another patient')
    await marek.reload()
    expect(await marek.getByRole('group', { name: PATHWAY }).getByRole('radio', { checked: true }).count()).toBe(0)
    expect(await referredAtHub(app)).toEqual(before)
  })

  it('"Send referral" for one patient is refused under the other one’s address, though that one is ready to be sent', async () => {
    const gareth = await launchInTab(context, app, 'Gareth Ashworth')
    const marek = await launchInTab(context, app, 'Marek Kowalczyk')
    for (const page of [gareth, marek]) {
      await answerUsual(page)
      await goToCheck(page)
    }
    await redirectForm(gareth, marek.url())
    const answer = handedIn(gareth, marek)
    await tickIfSecond(gareth)
    await button(gareth, 'Send referral').click()
    expect((await answer).status()).toBe(409)
    await arrived(gareth, 'This is another patient')
    expect(await referredAtHub(app)).toEqual(before)
    await send(marek)
    expect(await bannerOf(marek)).toContain('Marek Kowalczyk')
    expect(await referredAtHub(app)).toEqual([...before, 'Kowalczyk'].toSorted())
  })

  it('another person’s browser does not get in with a copied address', async () => {
    const gareth = await launchInTab(context, app, 'Gareth Ashworth')
    const other = await newPerson(browser)
    const copied = await other.newPage()
    expect((await copied.goto(gareth.url()))?.status()).toBe(401)
    await arrived(copied, 'This consultation is closed')
    expect(await copied.content()).not.toContain('Ashworth')
    await other.close()
  })
})
