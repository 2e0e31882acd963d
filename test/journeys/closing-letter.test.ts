import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { londonDay } from '../../src/domain/local-date.ts'
import { CS, ID } from '../../src/fhir/systems.ts'
import { clinicianResources } from '../../src/sandbox/ehr/clinicians.ts'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { seed } from '../../src/sandbox/patients/seed.ts'
import { syntheticPatients } from '../../src/sandbox/patients/synthetic-patients.ts'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let recordUrl: string
let app: RunningApp
let stop: () => Promise<void>
beforeAll(async () => {
  const record = createFhirServer()
  const server = express().use('/fhir', record.router).listen(0, '127.0.0.1')
  await once(server, 'listening')
  recordUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`
  const patients = syntheticPatients(londonDay(new Date())).flatMap(each => each.resources)
  expect(await seed(recordUrl, [...clinicianResources(), ...patients])).toMatchObject({ ok: true })
  app = await startApp({ SANDBOX_FHIR_URL: recordUrl })
  stop = async () => {
    await app.close()
    server.closeAllConnections()
    await new Promise(done => server.close(done))
    await record.close()
  }
})
afterAll(() => stop())

/** The closing letters in the record of whoever they are about. */
const filed = () => resourcesAt(recordUrl, `DocumentReference?identifier=${encodeURIComponent(`${ID.closingLetter}|`)}`)

/** A referral whose service has come to this, and the clinician who sent it. */
async function referred(to: string) {
  const clinician = createClinician(app)
  const sent = await clinician.submit(await clinician.submit(await clinician.launch('patient-typical'), FIVE_TAPS))
  const [task] = await resourcesAt(app.hubUrl, 'Task?_sort=-_lastUpdated&_count=1')
  const inbox = `${app.sandboxUrl}/workwell/referrals/${task?.id}`
  const coach = createClinician(app)
  await coach.submit(await coach.get(inbox), { to }, `${inbox}/bring`)
  const status = await clinician.get(sent.url.replace(/sent$/, 'status'))
  const [, path = ''] = /href="([^"]*\/closing-letter\/[^"]*)"/.exec(status.html) ?? []
  const letter = () => clinician.get(new URL(path || `${status.url}/../closing-letter/none`, sent.url).href)
  return { clinician, status, path, letter }
}
const fault = (name: string, method: string) => fetch(`${app.sandboxUrl}/faults/${name}`, { method })

describe('the closing letter', () => {
  it('is filed in the record by one press, once however often it is pressed, and is no fit note there', async () => {
    const { clinician, letter } = await referred('completed/closed-outcome')
    const before = (await filed()).length
    const page = await letter()
    expect(wordsOf(page)).toContain('File it in the record')
    const done = await clinician.submit(page, {}, page.url)
    expect(wordsOf(done)).toContain('Filed in the patient’s record.')
    expect(done.html).not.toContain('File it in the record')
    // Nobody is told so by an address.
    const other = await referred('completed/closed-outcome')
    const claimed = await other.clinician.get(`${(await other.letter()).url}?filing=filed`)
    expect(wordsOf(claimed)).not.toContain('Filed in the patient’s record.')
    await clinician.submit(page, {}, page.url)
    const letters = await filed()
    expect(letters).toHaveLength(before + 1)
    expect(letters.at(-1)).toMatchObject({
      subject: { reference: 'Patient/patient-typical' },
      docStatus: 'final',
      type: { coding: [{ system: CS.document, code: 'closing-letter' }] },
    })
    const again = await createClinician(app).launch('patient-typical')
    expect(wordsOf(again)).not.toContain('closing letter')
  })

  it('that the record system refuses is not called filed, and can be filed later', async () => {
    const { clinician, letter } = await referred('cancelled/closed-no-contact')
    const page = await letter()
    const before = (await filed()).length
    await fault('fhir-writes-refused', 'PUT')
    const refused = await clinician.submit(page, {}, page.url)
    await fault('fhir-writes-refused', 'DELETE')
    expect(wordsOf(refused)).toContain('Your record system did not file it.')
    expect(await filed()).toHaveLength(before)
    expect(wordsOf(await clinician.submit(refused, {}, page.url))).toContain('Filed in the patient’s record.')
    expect(await filed()).toHaveLength(before + 1)
  })

  it('cannot be filed where the EHR did not grant it', async () => {
    await fault('token-fewer-scopes', 'PUT')
    const { letter, clinician } = await referred('completed/closed-outcome')
    await fault('token-fewer-scopes', 'DELETE')
    const before = (await filed()).length
    const page = await letter()
    expect(page.html).not.toContain('File it in the record</button>')
    expect(wordsOf(page)).toContain('does not let this app file it')
    await clinician.submit(page, {}, page.url)
    expect(await filed()).toHaveLength(before)
  })

  it('of a referral that goes on there is none', async () => {
    const { path } = await referred('accepted/contacted')
    expect(path).toBe('')
  })
})
