import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInBrowser, launchBrowser, newPerson, watchRequests } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import {
  answerUsual,
  arrived,
  button,
  CONCERN,
  choose,
  group,
  heading,
  isChosen,
  launchFrom,
  launchInTab,
  openPatientList,
  option,
  RECORD,
  referredAtHub,
  SHARING,
  tickIfSecond,
  toForm,
  USUAL_ANSWERS,
} from './consultation-in-browser.ts'
import { brokenPromises, GARETH } from './page-promises.ts'

const SCRIPTS = [{ javaScriptEnabled: true }, { javaScriptEnabled: false }]

describeInBrowser('the main job, from the record to the coach and back', () => {
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

  it.each(SCRIPTS)('takes seven clicks and no key, with scripts on: $javaScriptEnabled', async scripts => {
    const before = await referredAtHub(app)
    const context = await newPerson(browser, scripts)
    const seen = watchRequests(context)
    const list = await openPatientList(context, app)
    expect(await brokenPromises(list, scripts)).toEqual([])

    const page = await launchFrom(list, 'Gareth Ashworth')
    await toForm(page)
    let clicks = 0
    const click = async (target: Locator) => {
      clicks += 1
      await target.click()
    }
    expect(await brokenPromises(page, scripts, GARETH)).toEqual([])
    for (const [legend] of USUAL_ANSWERS)
      expect(await group(page, legend).getByRole('radio', { checked: true }).count()).toBe(0)
    for (const [legend, label] of USUAL_ANSWERS) {
      await click(option(page, legend, label))
    }
    for (const [legend, label] of USUAL_ANSWERS) expect(await isChosen(page, legend, label)).toBe(true)
    await click(button(page, 'Check before sending'))
    await arrived(page, 'Check before sending')
    expect(await brokenPromises(page, scripts, GARETH)).toEqual([])
    await tickIfSecond(page)
    await click(button(page, 'Send referral'))
    await arrived(page, 'Referral sent')
    expect(clicks).toBeLessThanOrEqual(7)
    expect(await referredAtHub(app)).toEqual([...before, 'Ashworth'].toSorted())
    expect(await brokenPromises(page, scripts, GARETH)).toEqual([])

    await page.getByRole('link', { name: 'See how the referral stands' }).click()
    await page.getByText('Sent, not opened yet').waitFor()
    expect(await brokenPromises(page, scripts, GARETH)).toEqual([])

    const coach = await newPerson(browser, scripts)
    const seenByCoach = watchRequests(coach)
    const inbox = await coach.newPage()
    await inbox.goto(`${app.sandboxUrl}/workwell/`)
    expect(await brokenPromises(inbox, scripts)).toEqual([])
    await inbox.getByRole('link', { name: 'Mr Gareth Ashworth', exact: true }).first().click()
    expect(await brokenPromises(inbox, scripts)).toEqual([])
    await button(inbox, 'Acknowledge').click()
    await button(inbox, 'Acknowledge').waitFor({ state: 'detached' })

    await page.reload()
    await page.getByText('Received by WorkWell').waitFor()
    expect([...seen.outside, ...seenByCoach.outside]).toEqual([])
    await coach.close()
    await context.close()
  })

  it.each(SCRIPTS)(
    'keeps its promises off the straight path too, with scripts on: $javaScriptEnabled',
    async scripts => {
      const before = await referredAtHub(app)
      const context = await newPerson(browser, scripts)
      const seen = watchRequests(context)
      const page = await launchInTab(context, app, 'Gareth Ashworth')
      await button(page, 'Check before sending').click()
      await arrived(page, 'There is a problem')
      expect(await page.title()).toMatch(/^Error: /)
      expect(await page.getByRole('alert').getByRole('link').count()).toBe(USUAL_ANSWERS.length)
      expect(await brokenPromises(page, scripts, GARETH)).toEqual([])

      await answerUsual(page)
      await choose(page, CONCERN, 'Urgent or safeguarding concern today')
      await button(page, 'Check before sending').click()
      await arrived(page, 'Deal with the concern first')
      expect(await brokenPromises(page, scripts, GARETH)).toEqual([])

      await page.getByRole('link', { name: 'Change the answers' }).click()
      await group(page, SHARING).waitFor()
      expect(await isChosen(page, CONCERN, 'Urgent or safeguarding concern today')).toBe(true)
      await choose(page, SHARING, 'Does not agree to a referral')
      await button(page, RECORD).click()
      await arrived(page, 'Nothing was sent to WorkWell')
      expect(await brokenPromises(page, scripts, GARETH)).toEqual([])
      expect(await heading(page, 'Referral sent').count()).toBe(0)
      expect(await referredAtHub(app)).toEqual(before)
      expect(seen.outside).toEqual([])
      await context.close()
    },
  )

  it('keeps its promises where nothing can be sent', async () => {
    const context = await newPerson(browser)
    const page = await launchFrom(await openPatientList(context, app), 'Albert Entwistle')
    await page.getByText('This patient cannot be referred from here').waitFor()
    expect(await button(page, 'Check before sending').count()).toBe(0)
    expect(await brokenPromises(page, { javaScriptEnabled: true })).toEqual([])
    await page.goto(`${app.url}/r/${'x'.repeat(43)}/`)
    await arrived(page, 'This consultation is closed')
    expect(await brokenPromises(page, { javaScriptEnabled: true })).toEqual([])
    await context.close()
  })

  it('goes on after an urgent concern that was managed', async () => {
    const before = await referredAtHub(app)
    const context = await newPerson(browser)
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    await answerUsual(page)
    await choose(page, CONCERN, 'Urgent or safeguarding concern today')
    await button(page, 'Check before sending').click()
    await arrived(page, 'Deal with the concern first')
    expect(await referredAtHub(app)).toEqual(before)
    await button(page, 'Managed, still refer').click()
    await arrived(page, 'Check before sending')
    await tickIfSecond(page)
    await button(page, 'Send referral').click()
    await arrived(page, 'Referral sent')
    expect(await referredAtHub(app)).toEqual([...before, 'Ashworth'].toSorted())
    await context.close()
  })
})
