import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { londonDay } from '../../src/domain/local-date.ts'
import { clinicianResources } from '../../src/sandbox/ehr/clinicians.ts'
import { seed } from '../../src/sandbox/patients/seed.ts'
import { syntheticPatients } from '../../src/sandbox/patients/synthetic-patients.ts'
import { answerUsual, button, goToCheck, launchInTab, send } from '../browser/consultation-in-browser.ts'
import { describeInBrowser, launchBrowser, newPerson, watchRequests } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

const hapi = inject('hapi')

describeInBrowser('with HAPI as the record and the hub, in a browser', () => {
  let app: RunningApp
  let browser: Browser
  beforeAll(async () => {
    const patients = syntheticPatients(londonDay(new Date())).flatMap(each => each.resources)
    expect(await seed(hapi, [...clinicianResources(), ...patients])).toMatchObject({ ok: true })
    app = await startApp({ SANDBOX_FHIR_URL: hapi, WORKWELL_FHIR_URL: hapi })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  it('a clinician refers, a coach acknowledges, and the clinician sees it', async () => {
    const consultation = await newPerson(browser)
    const seen = watchRequests(consultation)
    const page = await launchInTab(consultation, app, 'Gareth Ashworth')
    await answerUsual(page)
    await goToCheck(page)
    await send(page)
    await page.getByRole('link', { name: 'See how the referral stands' }).click()
    await page.getByText('Sent, not opened yet').waitFor()

    const coach = await newPerson(browser)
    const inbox = await coach.newPage()
    await inbox.goto(`${app.sandboxUrl}/workwell/`)
    await inbox.getByRole('link', { name: 'Mr Gareth Ashworth', exact: true }).first().click()
    await button(inbox, 'Acknowledge').click()
    await button(inbox, 'Acknowledge').waitFor({ state: 'detached' })

    await page.reload()
    await page.getByText('Received by WorkWell').waitFor()
    expect(seen.outside).toEqual([])
    await coach.close()
    await consultation.close()
  })
})
