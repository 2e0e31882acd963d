import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import {
  answerUsual,
  arrived,
  button,
  goToCheck,
  launchInTab,
  referredAtHub,
  send,
  tickIfSecond,
} from './consultation-in-browser.ts'

describeInBrowser('a referral leaves once, whatever is pressed', () => {
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

  describe.each([true, false])('with scripts on: %s', javaScriptEnabled => {
    beforeEach(async () => {
      before = await referredAtHub(app)
      context = await newPerson(browser, { javaScriptEnabled })
    })
    afterEach(() => context.close())

    it('a double click on "Send referral" sends once', async () => {
      const page = await launchInTab(context, app, 'Gareth Ashworth')
      await answerUsual(page)
      await goToCheck(page)
      await tickIfSecond(page)
      await button(page, 'Send referral').dblclick()
      await arrived(page, 'Referral sent')
      expect(await referredAtHub(app)).toEqual([...before, 'Ashworth'].toSorted())
    })

    it('after "Referral sent" neither the back button nor a second window can send again', async () => {
      const page = await launchInTab(context, app, 'Gareth Ashworth')
      await answerUsual(page)
      await goToCheck(page)
      const second = await context.newPage()
      await second.goto(page.url())
      await send(page)
      await page.goBack()
      await arrived(page, 'Referral sent')
      expect(await button(page, 'Send referral').count()).toBe(0)
      await page.goBack()
      await arrived(page, 'Referral sent')
      await send(second)
      expect(await referredAtHub(app)).toEqual([...before, 'Ashworth'].toSorted())
    })
  })
})
