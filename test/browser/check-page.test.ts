import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { answerUsual, arrived, button, goToCheck, launchInTab } from './consultation-in-browser.ts'

const PANEL = { width: 400, height: 676 }

describeInBrowser('the check page in a panel', () => {
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

  async function checkPage(viewport = PANEL, javaScriptEnabled = true): Promise<Page> {
    const context = await newPerson(browser, { viewport, javaScriptEnabled })
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    await answerUsual(page)
    await goToCheck(page)
    return page
  }
  const heightOf = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollHeight')

  it.each([true, false])('is short, and folds away nothing that leaves, with scripts on: %s', async scripts => {
    const page = await checkPage(PANEL, scripts)
    expect(await heightOf(page)).toBeLessThanOrEqual(1100)
    expect(await page.locator('details .ww-leaving, .ww-leaving details').count()).toBe(0)
    for (const row of await page.locator('.ww-leaving dl > div').all()) expect(await row.isVisible()).toBe(true)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PANEL.width)
    await page.context().close()
  })

  it('keeps "Send referral" in sight, and what has the focus never lies under it', async () => {
    const page = await checkPage()
    const bottom = async () => {
      const box = await button(page, 'Send referral').boundingBox()
      return (box?.y ?? 0) + (box?.height ?? 0)
    }
    expect(await bottom()).toBeLessThanOrEqual(PANEL.height)
    for (const link of await page.getByRole('link', { name: /^Change / }).all()) {
      await link.focus()
      const isInFront = await link.evaluate(element => {
        const { x, y, width, height } = element.getBoundingClientRect()
        return element.contains(document.elementFromPoint(x + width / 2, y + height / 2))
      })
      expect(isInFront, (await link.textContent()) ?? '').toBe(true)
    }
    // In a low window it would leave no room for the page.
    await page.setViewportSize({ width: 400, height: 400 })
    await page.evaluate('scrollTo(0, 0)')
    expect(await bottom()).toBeGreaterThan(400)
    await page.context().close()
  })

  it('leads from each line to its question', async () => {
    const page = await checkPage()
    const names = ['Change agreed to share', 'Change condition', 'Change work', 'Change safety', 'Change phone']
    for (const name of names) expect(await page.getByRole('link', { name, exact: true }).count(), name).toBe(1)
    await page.getByRole('link', { name: 'Change safety', exact: true }).click()
    await arrived(page, 'Work and health')
    expect(new URL(page.url()).hash).toBe('#q-concern')
    expect(await page.locator('#q-concern').count()).toBe(1)
    await page.context().close()
  })
})
