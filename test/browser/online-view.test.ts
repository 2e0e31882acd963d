import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { HIDE_LINE } from '../../src/domain/online-view.ts'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { answerUsual, button, CONCERN, choose, goToCheck, launchInTab, send } from './consultation-in-browser.ts'
import { brokenPromises, GARETH } from './page-promises.ts'

const fault = (app: RunningApp, method: string) => fetch(`${app.sandboxUrl}/faults/fhir-writes-refused`, { method })

describeInBrowser('what is filed, printed or pasted may be read at home (hazard H24)', () => {
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

  it.each([true, false])(
    'the text to paste follows the answer at once, with scripts on: %s',
    async javaScriptEnabled => {
      const context = await newPerson(browser, { javaScriptEnabled })
      const page = await launchInTab(context, app, 'Gareth Ashworth')
      await answerUsual(page)
      await goToCheck(page)
      await fault(app, 'PUT')
      await send(page)
      await fault(app, 'DELETE')
      const shown = () => page.locator('textarea:visible').evaluateAll(all => all.map(each => each.textContent ?? ''))
      expect((await shown()).map(text => text.startsWith(HIDE_LINE))).toEqual([false])
      await page.getByRole('checkbox', { name: 'Yes, hide it' }).check()
      expect((await shown()).map(text => text.startsWith(HIDE_LINE))).toEqual([true])
      await context.close()
    },
  )

  it.each([true, false])(
    'after "phone me before contact" nothing is in sight until it is opened, with scripts on: %s',
    async javaScriptEnabled => {
      const scripts = { javaScriptEnabled }
      const context = await newPerson(browser, scripts)
      const page = await launchInTab(context, app, 'Gareth Ashworth')
      await answerUsual(page)
      await choose(page, CONCERN, 'Yes, phone me before contact')
      await goToCheck(page)
      await send(page)
      const handout = page.getByRole('link', { name: 'Handout for the patient' })
      const inSight = async () => [await handout.isVisible(), await page.locator('textarea:visible').count()]
      expect(await inSight()).toEqual([false, 0])
      await page.getByText('File a copy or print the handout all the same').click()
      // No text before an answer.
      expect(await inSight()).toEqual([true, 0])
      expect(await brokenPromises(page, scripts, GARETH)).toEqual([])
      await page.getByRole('radio', { name: 'Yes, hide it' }).check()
      expect(await inSight()).toEqual([true, 1])
      await button(page, 'File a copy in the record').click()
      await page.getByText('check that it did').waitFor()
      await context.close()
    },
  )
})
