import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays, displayDate, londonDay } from '../../src/domain/local-date.ts'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import type { NoteCase, PersonCase } from '../../src/sandbox/patients/patient-case.ts'
import { recordOf } from '../../src/sandbox/patients/record-of.ts'
import { seed } from '../../src/sandbox/patients/seed.ts'
import { createClinician, FIVE_TAPS, option, resourcesAt, type Seen } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

const today = londonDay(new Date())
const person: PersonCase = { names: [{ family: 'Sample', given: ['Robin'] }], gender: 'unknown', age: 40 }
const note = (entry: 'not-fit' | 'may-be-fit', fromDaysAgo: number, lasting: number): NoteCase => ({
  shape: 'emed3',
  entry,
  says: 'period',
  days: { fromDaysAgo, lasting },
})
const FIRST = note('not-fit', 0, 7)
const LATER = note('may-be-fit', 0, 28)
const LATER_WORDS = `May be fit for work, ${displayDate(today)} to ${displayDate(addDays(today, 27))}`

/** The clinician's own record system, in which a note can be written between two looks. */
let recordUrl: string
let app: RunningApp
let stop: () => Promise<void>
beforeAll(async () => {
  const record = createFhirServer()
  const server = express().use('/fhir', record.router).listen(0, '127.0.0.1')
  await once(server, 'listening')
  recordUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`
  app = await startApp({ SANDBOX_FHIR_URL: recordUrl })
  stop = async () => {
    await app.close()
    server.closeAllConnections()
    await new Promise(done => server.close(done))
    await record.close()
  }
})
afterAll(() => stop())
const faults = (path: string, method: string) => fetch(`${app.sandboxUrl}/workwell/faults${path}`, { method })
beforeEach(() => faults('', 'DELETE'))

let cases = 0
/** A referral with a note, and the page of its status after another note came into the record. */
async function referred({ sharing = 'standard', later = [LATER] }: { sharing?: string; later?: NoteCase[] } = {}) {
  cases += 1
  const slug = `later-${cases}`
  const recordWith = (notes: NoteCase[]) => recordOf({ slug, scenario: 'A later note', person, notes }, today)
  const { id, resources } = recordWith([FIRST])
  await seed(recordUrl, resources)
  const clinician = createClinician(app)
  const answers = {
    ...FIVE_TAPS,
    pathway: option('pathway', 'note-and-refer'),
    sharing: option('sharing-level', sharing),
    'contact-phone': '07700 900123',
  }
  const check = await clinician.submit(await clinician.launchToRefer(id), answers)
  const sent = await clinician.submit(check)
  expect(wordsOf(sent)).toContain('Referral sent')
  await seed(recordUrl, recordWith([FIRST, ...later]).resources)
  const next = await clinician.launch(id)
  expect(wordsOf(next)).toContain('How the referral stands')
  const status = () => clinician.get(next.url)
  const page = await status()
  const formOf = (html: string): string => /action="([^"]*\/later-note\/[^"]*)"/.exec(html)?.[1] ?? ''
  const tell = (fields: Record<string, string> = {}): Promise<Seen> => {
    const start = page.html.lastIndexOf('<form', page.html.indexOf(formOf(page.html)))
    const form = page.html.slice(start, page.html.indexOf('</form>', start))
    return clinician.submit({ ...page, html: form }, fields, formOf(page.html))
  }
  const referralId = /\/later-note\/([0-9a-f-]+)"/.exec(page.html)?.[1] ?? ''
  const advice = async () =>
    (await resourcesAt(app.hubUrl, 'Observation?_count=500')).find(each =>
      JSON.stringify(each).includes(`${referralId}.note-advice`),
    )
  return { page, status, tell, advice, referralId }
}

describe('a fit note that came after the referral (hazard H20)', () => {
  it('is offered with what the service was told beside it, and is there after one press', async () => {
    const { page, tell, advice, referralId } = await referred()
    expect(wordsOf(page)).toContain(`In the record: ${LATER_WORDS}`)
    expect(wordsOf(page)).toContain(`was told: Not fit for work, ${displayDate(today)}`)
    const after = await tell()
    expect(wordsOf(after)).toContain(`Fit note the service has ${LATER_WORDS}`)
    expect(wordsOf(after)).not.toContain('The record has a later fit note')
    expect(await advice()).toMatchObject({
      status: 'final',
      effectivePeriod: { start: today, end: addDays(today, 27) },
      meta: { versionId: '2' },
    })
    expect(JSON.stringify(await advice())).not.toContain('not-fit')
    const provenances = await resourcesAt(app.hubUrl, 'Provenance?_count=500')
    const id = (await advice())?.id
    expect(provenances.filter(each => JSON.stringify(each).includes(`"Observation/${id}"`))).toHaveLength(1)
    // Twice does no harm.
    await tell()
    expect(await advice()).toMatchObject({ meta: { versionId: '2' } })

    const coach = await createCoach(app)
    await coach.signIn()
    const [task] = await resourcesAt(app.hubUrl, `Task?identifier=${referralId}`)
    expect(wordsOf(await coach.get(`referrals/${task?.id}`))).toContain('New since')
  })

  it('is not offered where the patient shares no note', async () => {
    const { page } = await referred({ sharing: 'basic' })
    expect(wordsOf(page)).not.toContain('later fit note')
    expect(wordsOf(page)).not.toContain('Fit note the service has')
  })

  it('is not offered where the record has none', async () => {
    const { page } = await referred({ later: [] })
    expect(wordsOf(page)).not.toContain('later fit note')
    expect(wordsOf(page)).toContain('Fit note the service has Not fit for work')
  })

  it('is not sent when it is another than the clinician saw', async () => {
    const { tell, advice } = await referred()
    const after = await tell({ note: 'Observation/another' })
    expect(wordsOf(after)).toContain('The record has changed since this page was shown')
    expect(await advice()).toMatchObject({ meta: { versionId: '1' } })
  })

  it('is not sent to a service that has ended the referral since', async () => {
    const { tell, advice, referralId } = await referred()
    const coach = await createCoach(app)
    await coach.signIn()
    const [task] = await resourcesAt(app.hubUrl, `Task?identifier=${referralId}`)
    await coach.act(String(task?.id), 'acknowledge')
    await coach.act(String(task?.id), 'decline', { reason: '40' })
    expect(wordsOf(await tell())).not.toContain(LATER_WORDS)
    expect(await advice()).toMatchObject({ meta: { versionId: '1' } })
  })

  it.each(['server-error', 'garbage', 'refuses'])('is not said to be known while the hub fails: %s', async fault => {
    const { tell, status, advice } = await referred()
    await faults(`/${fault}`, 'PUT')
    const after = await tell()
    expect(wordsOf(after)).not.toContain(LATER_WORDS.replace('May', 'Fit note the service has May'))
    await faults('', 'DELETE')
    expect(wordsOf(await status())).toContain('The record has a later fit note')
    expect(await advice()).toMatchObject({ meta: { versionId: '1' } })
  })

  it('is there once when the answer to it was lost', async () => {
    const { tell, status, advice } = await referred()
    await faults('/commits-then-drops', 'PUT')
    await tell()
    await faults('', 'DELETE')
    expect(wordsOf(await status())).toContain(`Fit note the service has ${LATER_WORDS}`)
    expect(await advice()).toMatchObject({ meta: { versionId: '2' } })
  })
})
