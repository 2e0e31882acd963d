import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { barriers } from './barriers.ts'
import {
  answerUsual,
  arrived,
  button,
  CONCERN,
  choose,
  FINISH,
  goToCheck,
  launchInTab,
  PATHWAY,
  send,
  tickIfSecond,
} from './consultation-in-browser.ts'

describeInBrowser('every page and state, at 100, 200 and 400 % zoom, in forced colours, without motion', () => {
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

  it('has no barrier that a machine can find, and an error summary takes the focus', async () => {
    const context = await newPerson(browser, { viewport: { width: 1280, height: 800 } })
    const found: string[] = []
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
    const judge = async (state: string) => found.push(...(await barriers(page, state)))
    const home = page.url()

    await judge('consultation')
    await button(page, 'Check before sending').click()
    await arrived(page, 'There is a problem')
    expect(await page.evaluate('document.activeElement.classList.contains("nhsuk-error-summary")')).toBe(true)
    await judge('errors')

    await choose(page, PATHWAY, 'Fit note only')
    await button(page, FINISH).click()
    await arrived(page, 'Nothing was sent to WorkWell')
    await judge('nothing sent')

    await page.goto(home)
    await answerUsual(page)
    await choose(page, CONCERN, 'Urgent or safeguarding concern today')
    await button(page, 'Check before sending').click()
    await arrived(page, 'Deal with the concern first')
    await judge('pause')

    for (const name of ['handout', 'letter', 'fit-note', 'health-and-work-report', 'practice']) {
      await page.goto(`${home}${name}`)
      await judge(name)
    }

    await page.goto(home)
    await answerUsual(page)
    await goToCheck(page)
    await judge('check')
    await send(page)
    await judge('sent')
    await page.goto(`${home}status`)
    await judge('status')
    await page.getByRole('link', { name: 'Withdraw the referral', exact: true }).click()
    await arrived(page, 'Withdraw the referral')
    await judge('withdraw')
    await button(page, 'Withdraw the referral').click()
    await arrived(page, 'There is a problem')
    await judge('withdraw without a reason')
    await page.getByRole('radio', { name: 'The patient no longer agrees to it', exact: true }).check()
    await button(page, 'Withdraw the referral').click()
    await arrived(page, 'How the referral stands')
    await judge('withdrawn')
    await page.getByRole('link', { name: 'Closing letter for the record', exact: true }).click()
    await arrived(page, 'WorkWell: how the referral ended')
    await judge('closing letter')

    for (const [state, path] of [
      ['welcome', '/'],
      ['forms preview', '/forms/preview'],
      ['check of an EHR', '/ehr-check'],
      ['launch without an EHR', '/launch'],
      ['unknown page', '/nowhere'],
      ['closed consultation', '/r/AAAAAAAAAAAAAAAAAAAAAA/'],
    ] as const) {
      await page.goto(new URL(path, app.url).href)
      await judge(state)
    }
    expect(found).toEqual([])
    await context.close()
  })

  it.each([
    ['down', 'waits to be sent', 'Referral saved, not sent yet'],
    ['refuses', 'was declined', 'WorkWell Demo did not take this referral'],
    ['shuts-us-out', 'is held', 'Referral saved, not sent: the connection to WorkWell Demo has a fault'],
  ])('has none either while the fault of the hub is: %s', async (fault, state, heading) => {
    const faults = `${app.sandboxUrl}/workwell/faults`
    const context = await newPerson(browser, { viewport: { width: 1280, height: 800 } })
    const page = await launchInTab(context, app, 'Marek Kowalczyk')
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
    const found: string[] = []
    const home = page.url()
    await answerUsual(page)
    await goToCheck(page)
    await fetch(`${faults}/${fault}`, { method: 'PUT' })
    await tickIfSecond(page)
    await button(page, 'Send referral').click()
    await arrived(page, heading)
    found.push(...(await barriers(page, `a referral that ${state}`)))
    for (const each of ['status', 'practice']) {
      await page.goto(`${home}${each}`)
      found.push(...(await barriers(page, `${each} of a referral that ${state}`)))
    }
    await fetch(faults, { method: 'DELETE' })
    expect(found).toEqual([])
    await context.close()
  })
})
