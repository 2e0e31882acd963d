import type { Questionnaire } from 'fhir/r4.js'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { EXT } from '../../src/fhir/systems.ts'
import { everyItemType } from '../questionnaire/every-item-type.ts'
import { fhirPath } from '../questionnaire/expressions.ts'
import { axeViolations, describeInBrowser, launchBrowser, newPerson, watchRequests } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

const answerTo = (linkId: string) => `%resource.item.where(linkId = '${linkId}').answer.value`
const rich: Questionnaire = {
  ...everyItemType,
  title: 'A rich form',
  item: [
    ...everyItemType.item,
    {
      linkId: 'twice',
      type: 'integer',
      text: 'Twice the integer',
      extension: [fhirPath(EXT.calculatedExpression, `${answerTo('integer')} * 2`)],
    },
    {
      linkId: 'evil',
      type: 'string',
      text: '<img src="https://elsewhere.example/a.png" onerror="document.title = 1"> A line with markup',
      required: true,
    },
  ],
}

describeInBrowser('the form preview', () => {
  let app: RunningApp
  let browser: Browser
  beforeAll(async () => {
    ;[app, browser] = await Promise.all([startApp(), launchBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  it.each([
    { javaScriptEnabled: true, width: 1280 },
    { javaScriptEnabled: false, width: 400 },
  ])(
    'draws a form, works out answers, and takes rows, with $javaScriptEnabled and $width',
    async ({ width, ...options }) => {
      const person = await newPerson(browser, { ...options, viewport: { width, height: 900 } })
      const requests = watchRequests(person)
      const page = await person.newPage()
      await page.goto(`${app.url}/forms/preview`)
      await page.getByLabel('Paste the Questionnaire').fill(JSON.stringify(rich))
      await page.getByRole('button', { name: 'Show form' }).press('Enter')
      await page.getByRole('heading', { name: 'A rich form' }).waitFor()
      if (options.javaScriptEnabled) expect(await axeViolations(page)).toEqual([])

      await page.getByLabel('An integer').fill('21')
      await page.getByLabel('Job title').first().fill('Welder')
      await page.getByRole('button', { name: 'Keep and add another: Job' }).press('Enter')
      await page.getByText('Twice the integer').locator('..').getByText('42').waitFor()
      await page.getByRole('button', { name: 'Remove: Job' }).press('Enter')
      await page.getByRole('button', { name: 'Keep and add another: Job' }).waitFor()
      expect(await page.getByLabel('Job title').first().inputValue()).toBe('')

      await page.getByLabel('A decimal').press('Enter')
      await page.getByText('There is a problem').waitFor()
      if (options.javaScriptEnabled) {
        expect(await axeViolations(page)).toEqual([])
        await page.locator('.nhsuk-error-summary:focus').waitFor()
      }
      expect(await page.locator('img').count()).toBe(0)
      expect(requests.outside).toEqual([])
      await person.close()
    },
  )
})
