import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import {
  answerUsual,
  arrived,
  CONCERN,
  choose,
  goToCheck,
  isChosen,
  launchInTab,
  openContact,
} from './consultation-in-browser.ts'

const TYPED = '07700 900246'
const NOT_KEPT = 'What you have just typed is on this page, but could not be saved yet'

const phone = (page: Page) => page.getByRole('textbox', { name: 'Phone number', exact: true })

describeInBrowser('what is typed, where scripts run (hazard H15)', () => {
  let app: RunningApp
  let browser: Browser
  beforeAll(async () => {
    app = await startApp()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  it('is there again after a reload, without a press of a button', async () => {
    const person = await newPerson(browser)
    const page = await launchInTab(person, app, 'Gareth Ashworth')
    const kept = page.waitForResponse(answer => answer.url().endsWith('/typed') && answer.ok())
    await openContact(page)
    await phone(page).fill(TYPED)
    await choose(page, CONCERN, 'Not discussed')
    await kept
    await page.reload()
    await arrived(page, 'Work and health')
    expect(await phone(page).inputValue()).toBe(TYPED)
    expect(await isChosen(page, CONCERN, 'Not discussed')).toBe(true)
    await person.close()
  })

  it('goes out as the tab closes, without waiting for a quiet moment', async () => {
    const person = await newPerson(browser)
    const page = await launchInTab(person, app, 'Marek Kowalczyk')
    const address = page.url()
    await openContact(page)
    await phone(page).fill(TYPED)
    await page.goto('about:blank')
    const phoneAgain = async () => {
      await page.goto(address)
      return phone(page).inputValue()
    }
    await expect.poll(phoneAgain, { timeout: 60_000 }).toBe(TYPED)
    await person.close()
  })

  it('is said not to be kept while the app cannot be reached, and goes with the next button all the same', async () => {
    const person = await newPerson(browser)
    const page = await launchInTab(person, app, 'Gareth Ashworth')
    await page.route('**/typed', route => route.abort())
    await openContact(page)
    await phone(page).fill(TYPED)
    await page.getByText(NOT_KEPT).waitFor()
    await page.unroute('**/typed')
    const kept = page.waitForResponse(answer => answer.url().endsWith('/typed') && answer.ok())
    await answerUsual(page)
    await kept
    await page.getByText(NOT_KEPT).waitFor({ state: 'hidden' })
    await goToCheck(page)
    expect(await page.content()).toContain(TYPED)
    await person.close()
  })
})
