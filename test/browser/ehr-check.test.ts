import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { brokenPromises, GARETH } from './page-promises.ts'

describeInBrowser.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'an EHR under check, script $javaScriptEnabled',
  options => {
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

    it('is checked from the page, before and after signing in', async () => {
      const page = await (await newPerson(browser, options)).newPage()
      await page.goto(`${app.url}/ehr-check`)
      expect(await brokenPromises(page, options)).toEqual([])
      await page.getByRole('link', { name: 'Check Make-believe EHR', exact: true }).click()
      await page.getByText('Nothing stands in the way of a launch').waitFor()
      expect(await brokenPromises(page, options)).toEqual([])
      await page.goBack()
      await page.getByRole('link', { name: 'Sign in at Make-believe EHR and check it' }).click()
      await page.getByRole('button', { name: 'Choose Gareth Ashworth' }).click()
      await page.getByText('This EHR can launch the app').waitFor()
      expect(await brokenPromises(page, options)).toEqual([])
    })

    it('opens a consultation without a record, by keyboard alone', async () => {
      const page = await (await newPerson(browser, options)).newPage()
      await page.goto(`${app.url}/launch?${new URLSearchParams({ iss: `${app.sandboxUrl}/fhir` })}`)
      expect(await brokenPromises(page, options)).toEqual([])
      await page.getByRole('button', { name: 'Choose Gareth Ashworth' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('region', { name: 'Patient', exact: true }).getByText(GARETH.name).waitFor()
    })

    it('tells a clinician who cancels what happened', async () => {
      const page = await (await newPerson(browser, options)).newPage()
      await page.goto(`${app.url}/launch?${new URLSearchParams({ iss: `${app.sandboxUrl}/fhir` })}`)
      await page.getByRole('button', { name: 'Cancel' }).press('Enter')
      await page.getByRole('heading', { name: 'Access to the record was refused' }).waitFor()
    })
  },
)
