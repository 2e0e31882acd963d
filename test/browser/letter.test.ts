import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { letterSite } from '../support/letter-site.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { barriers } from './barriers.ts'
import { answerUsual, arrived, button, launchInTab, tickIfSecond } from './consultation-in-browser.ts'

describeInBrowser('a letter and its answer', () => {
  const site = letterSite({ asks: 'date-of-birth' })
  let app: RunningApp
  let browser: Browser
  beforeAll(async () => {
    app = await startApp({ SITES_DIR: site.folder })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
    site.remove()
  })

  it.each([
    ['with scripts', true],
    ['without scripts', false],
  ])('has no barrier %s, and the service says that it has the referral', async (_name, javaScriptEnabled) => {
    const found: string[] = []
    // Axe is a script itself.
    const judge = async (page: Page, state: string) => javaScriptEnabled && found.push(...(await barriers(page, state)))
    const gp = await launchInTab(await newPerson(browser, { javaScriptEnabled }), app, 'Gareth Ashworth')
    await answerUsual(gp)
    await button(gp, 'Check before sending').click()
    await arrived(gp, 'Check the letter')
    await judge(gp, 'check')
    await tickIfSecond(gp)
    await button(gp, 'Make the letter').click()
    await arrived(gp, 'Referral letter to print')
    await judge(gp, 'letter')

    const service = await (await newPerson(browser, { javaScriptEnabled })).newPage()
    await service.goto((await gp.locator('a[href*="/reply/"]').getAttribute('href')) ?? '')
    await arrived(service, 'Answer a referral letter')
    await judge(service, 'second factor')
    await button(service, 'Open the referral').click()
    await arrived(service, 'Not opened')
    await judge(service, 'wrong factor')
    for (const [box, text] of [
      ['Day', '10'],
      ['Month', '1'],
      ['Year', '1980'],
    ] as const)
      await service.getByLabel(box).fill(text)
    await button(service, 'Open the referral').click()
    await arrived(service, 'Mr Gareth Ashworth')
    await button(service, 'Acknowledge').click()
    await service.getByText('a person has it').waitFor()
    await judge(service, 'answered')

    await gp.getByRole('link', { name: 'See what the service says of it' }).click()
    await gp.getByText('Received by WorkWell').waitFor()
    expect(found).toEqual([])
  })
})
