import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { londonDay } from '../../src/domain/local-date.ts'
import { HIDE_LINE } from '../../src/domain/online-view.ts'
import { CS, ID } from '../../src/fhir/systems.ts'
import { clinicianResources } from '../../src/sandbox/ehr/clinicians.ts'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { seed } from '../../src/sandbox/patients/seed.ts'
import { syntheticPatients } from '../../src/sandbox/patients/synthetic-patients.ts'
import { createClinician, FIVE_TAPS, option, resourcesAt } from '../support/clinician.ts'
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
async function referred(to: string, answers: Record<string, string> = FIVE_TAPS) {
  const clinician = createClinician(app)
  const sent = await clinician.submit(await clinician.submit(await clinician.launchToRefer('patient-typical'), answers))
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

  it('asks before it is filed; saying nothing files it as ever, "hide" with the label (hazard H24)', async () => {
    for (const [answer, isHidden] of [
      [{}, false],
      [{ 'online-view': 'hide' }, true],
    ] as const) {
      const { clinician, letter } = await referred('completed/closed-outcome')
      const page = await letter()
      expect(wordsOf(page)).toContain('The patient can see this in the NHS App. Hide it from online view?')
      expect(page.html).toContain(HIDE_LINE)
      const done = await clinician.submit(page, answer, page.url)
      expect(wordsOf(done)).toContain('Filed in the patient’s record.')
      expect(wordsOf(done).includes('was asked to hide it from online view: check that it did')).toBe(isHidden)
      expect(JSON.stringify((await filed()).at(-1)?.meta).includes('NOPAT')).toBe(isHidden)
      const asFhir = await clinician.get(`${page.url}?as=fhir${isHidden ? '&online-view=hide' : ''}`)
      expect(asFhir.html.includes('NOPAT')).toBe(isHidden)
    }
  })

  it('after "phone me before contact" is not offered in the open, and not filed without an answer (hazard H24)', async () => {
    const careful = { ...FIVE_TAPS, concern: option('concern', 'phone-first') }
    const { clinician, status, letter } = await referred('completed/closed-outcome', careful)
    expect(status.html.replaceAll(/<details[\s\S]*?<\/details>/g, '')).not.toContain('/closing-letter/')
    const before = (await filed()).length
    const page = await letter()
    expect(page.html).not.toMatch(/<input[^>]*name="online-view"[^>]*checked/)
    const unanswered = await clinician.submit(page, {}, page.url)
    expect(unanswered.status).toBe(400)
    expect(wordsOf(unanswered)).toContain('Select whether to hide it from online view')
    expect(await filed()).toHaveLength(before)
    expect(wordsOf(await clinician.submit(page, { 'online-view': 'show' }, page.url))).toContain('Filed in')
    expect(await filed()).toHaveLength(before + 1)
  })

  it('of an earlier referral: the service still knows that it asked for a call first (hazard H24)', async () => {
    const careful = { ...FIVE_TAPS, concern: option('concern', 'phone-first') }
    const { clinician, status } = await referred('completed/closed-outcome', careful)
    const sentPage = await clinician.get(status.url.replace(/status$/, 'sent'))
    // So that the next launch finds it in the record.
    await clinician.submit(sentPage, { 'online-view': 'hide' }, `${sentPage.url}/copy`)
    await clinician.submit(sentPage, {}, `${sentPage.url}/../close`)
    const colleague = createClinician(app)
    const first = await colleague.launchToRefer('patient-typical', 'physiotherapist')
    const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(status.html)?.[0]
    const later = await colleague.get(`${first.url}status/${id}`)
    expect(wordsOf(later)).toContain('The referrer asked to be phoned before contact.')
    const open = later.html.replaceAll(/<details[\s\S]*?<\/details>/g, '')
    expect([later.html.includes('/closing-letter/'), open.includes('/closing-letter/')]).toEqual([true, false])
    const unanswered = await colleague.submit(later, {}, `${first.url}closing-letter/${id}`)
    expect(unanswered.status).toBe(400)
  })
})
