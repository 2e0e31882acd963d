import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { resourcesAt } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { answerUsual, arrived, button, goToCheck, launchInTab, send } from './consultation-in-browser.ts'
import { brokenPromises, GARETH } from './page-promises.ts'

/** A folder for pictures of each page, where somebody wants to look at them. */
const PICTURES = process.env.SCREENSHOTS

describeInBrowser('a question of the service, in two windows', () => {
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

  it.each([true, false])('is answered by keyboard, with scripts on: %s', async javaScriptEnabled => {
    const page = await launchInTab(await newPerson(browser, { javaScriptEnabled }), app, 'Gareth Ashworth')
    await answerUsual(page)
    await goToCheck(page)
    await send(page)
    const tasks = await resourcesAt(app.hubUrl, 'Task?code=fulfill&_sort=-_lastUpdated&_count=1')
    const coach = await createCoach(app)
    await coach.signIn()
    await coach.act(String(tasks[0]?.id), 'acknowledge')
    await coach.act(String(tasks[0]?.id), 'ask', { question: 'May we write to the employer?' })

    await page.getByRole('link', { name: 'See how the referral stands' }).press('Enter')
    await arrived(page, 'How the referral stands')
    const picture = async (name: string) => {
      expect(await brokenPromises(page, { javaScriptEnabled }, GARETH), name).toEqual([])
      for (const width of PICTURES ? [1280, 400] : []) {
        await page.setViewportSize({ width, height: 800 })
        await page.screenshot({ path: `${PICTURES}/${name}-${javaScriptEnabled}-${width}.png`, fullPage: true })
      }
    }
    await picture('question')
    await button(page, 'Send the answer').press('Enter')
    await page.getByText('Enter an answer').first().waitFor()
    await picture('question-unanswered')
    await page.getByRole('textbox', { name: /^Or write an answer/ }).fill('Yes, the patient agrees')
    await button(page, 'Send the answer').press('Enter')
    await page.getByText('Yes, the patient agrees').waitFor()
    await picture('question-answered')
    await page.context().close()
  })
})
