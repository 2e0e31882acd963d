import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInBrowser, launchBrowserThatKeepsPages, newPerson } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { arrived, button, choose, FINISH, launchUrl, PATHWAY, type Screen } from './consultation-in-browser.ts'

/** The shortest way to the end of a consultation. */
async function finish(screen: Screen): Promise<void> {
  await choose(screen, PATHWAY, 'Fit note only')
  await button(screen, FINISH).click()
  await arrived(screen, 'Nothing was sent to WorkWell')
}
async function close(screen: Screen): Promise<void> {
  await button(screen, 'Close').click()
  await arrived(screen, 'WorkWell is closed')
}

describeInBrowser('after "Close" (hazards H01, H22)', () => {
  let app: RunningApp
  let browser: Browser
  beforeAll(async () => {
    app = await startApp()
    browser = await launchBrowserThatKeepsPages()
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  it('"back" shows nothing of the patient, in a browser that keeps pages', async () => {
    const person = await newPerson(browser)
    const page = await person.newPage()
    await page.goto(await launchUrl(app, 'patient-typical'))
    await arrived(page, 'Work and health')
    await finish(page)
    await close(page)
    for (let pages = 0; pages < 2; pages += 1) {
      await page.goBack()
      await arrived(page, 'WorkWell is closed')
      expect(await page.content()).not.toContain('Ashworth')
    }
    await person.close()
  })

  it('a duplicate of a tab is closed with it', async () => {
    const person = await newPerson(browser)
    const page = await person.newPage()
    await page.goto(await launchUrl(app, 'patient-typical'))
    const duplicate = await person.newPage()
    await duplicate.goto(page.url())
    await arrived(duplicate, 'Work and health')
    expect(await duplicate.getByRole('region', { name: 'Patient', exact: true }).textContent()).toContain(
      'Gareth Ashworth',
    )
    await finish(page)
    await close(page)
    await duplicate.reload()
    await arrived(duplicate, 'WorkWell is closed')
    expect(await duplicate.content()).not.toContain('Ashworth')
    await person.close()
  })
})
