import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LaunchFailureCode } from '../../launch/smart/launch-failure.ts'
import { LAUNCH_FAILURES } from '../../launch/web/launch-failure-page.tsx'
import { EHR_FAULTS } from '../../src/sandbox/ehr/faults/ehr-faults.ts'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { heading, launchFrom, openPatientList } from './consultation-in-browser.ts'
import { brokenPromises } from './page-promises.ts'

/** One fault of the record system for each failure that it can bring about; what takes long is left to the journeys. */
const faultFor = new Map(
  EHR_FAULTS.filter(({ name, code }) => code !== undefined && !/slow|huge|down|other-host|jwks|kid|key/.test(name)).map(
    ({ name, code }) => [code, name] as const,
  ),
)
// What is wrong with discovery is seen only by an app that does not know this record system yet.
const BY_FAULT = [...faultFor].toSorted(([a], [b]) => Number(b === 'EHR_NOT_SMART') - Number(a === 'EHR_NOT_SMART'))

describeInBrowser('every page of a launch that failed', () => {
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

  it.each(BY_FAULT)('keeps what every page promises: %s', async (code, fault) => {
    const context = await newPerson(browser)
    const list = await openPatientList(context, app)
    await list.goto(`${app.sandboxUrl}/?fault=${fault}`)
    const page = await launchFrom(list, 'Gareth Ashworth')
    await heading(page, LAUNCH_FAILURES[code as LaunchFailureCode].title).waitFor()
    expect(await brokenPromises(page, { javaScriptEnabled: true })).toEqual([])
    await context.close()
  })

  it('keeps what every page promises: OTHER_BROWSER', async () => {
    const begun = await fetch(`${app.url}/launch?iss=${encodeURIComponent(`${app.sandboxUrl}/fhir`)}&launch=1`, {
      redirect: 'manual',
    })
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state')
    const page = await (await newPerson(browser)).newPage()
    await page.goto(`${app.url}/callback?code=1&state=${state}`)
    await heading(page, LAUNCH_FAILURES.OTHER_BROWSER.title).waitFor()
    expect(await brokenPromises(page, { javaScriptEnabled: true })).toEqual([])
    await page.context().close()
  })

  // own-window.test.ts has that one.
  it('is looked at here or, in a panel without cookies, in a test of its own', () => {
    const here = [...faultFor.keys(), 'OTHER_BROWSER', 'COOKIES_BLOCKED']
    expect(Object.keys(LAUNCH_FAILURES).filter(code => !here.some(each => each === code))).toEqual([])
  })
})
