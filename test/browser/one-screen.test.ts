import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { answerUsual, arrived, button, choose, launchInTab, SHARING } from './consultation-in-browser.ts'

const DESKTOP = { viewport: { width: 1280, height: 800 } }

describeInBrowser('the usual consultation on a desktop screen', () => {
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

  it('stands on one screen, from the banner to "Check before sending", with nothing to scroll', async () => {
    const context = await newPerson(browser, DESKTOP)
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    const last = await button(page, 'Check before sending').boundingBox()
    expect(last?.y).toBeGreaterThan(0)
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(DESKTOP.viewport.height)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(DESKTOP.viewport.width)
    await context.close()
  })

  it('what will leave stands on one screen too, from the banner to "Send referral"', async () => {
    const context = await newPerson(browser, DESKTOP)
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    await answerUsual(page)
    await button(page, 'Check before sending').click()
    await arrived(page, 'Check before sending')
    const send = await button(page, 'Send referral').boundingBox()
    expect((send?.y ?? 0) + (send?.height ?? 0)).toBeLessThanOrEqual(DESKTOP.viewport.height)
    // The button stays in sight by itself: what counts is that nothing of what leaves lies under it, or below.
    for (const row of await page.locator('.ww-leaving dl > div').all()) {
      const box = await row.boundingBox()
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(send?.y ?? 0)
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(DESKTOP.viewport.width)
    await context.close()
  })

  it.each([true, false])(
    'says what would leave at the level that is chosen, with scripts on: %s',
    async javaScriptEnabled => {
      const context = await newPerson(browser, { ...DESKTOP, javaScriptEnabled })
      const page = await launchInTab(context, app, 'Gareth Ashworth')
      const shown = () => page.locator('.ww-leaves__level:visible').allInnerTexts()
      expect(await shown()).toEqual([])
      await choose(page, SHARING, 'Basic')
      expect((await shown()).join()).toMatch(
        /Would leave:.*that there is a health condition.*Would not:.*Low back pain/s,
      )
      await choose(page, SHARING, 'Full')
      expect((await shown()).join()).toMatch(/Would leave:.*the condition’s name/s)
      expect((await shown()).join()).not.toContain('Low back pain')
      await choose(page, SHARING, 'Does not agree to a referral')
      expect(await shown()).toEqual(['Nothing would leave.'])
      await context.close()
    },
  )
})
