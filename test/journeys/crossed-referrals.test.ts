import express from 'express'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { londonDay } from '../../src/domain/local-date.ts'
import { ID } from '../../src/fhir/systems.ts'
import { clinicianResources } from '../../src/sandbox/ehr/clinicians.ts'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { listen } from '../../src/sandbox/listen.ts'
import { seed } from '../../src/sandbox/patients/seed.ts'
import { syntheticPatients } from '../../src/sandbox/patients/synthetic-patients.ts'
import { type Clinician, createClinician, FIVE_TAPS, resourcesAt, type Seen } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import { type Crossing, type CrossingHub, startCrossingHub } from '../support/crossing-hub.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

type Coach = Awaited<ReturnType<typeof createCoach>>
interface Sent {
  readonly clinician: Clinician
  readonly patientId: string
  readonly page: Seen
  readonly taskId: string
  readonly referralId: string
}

const METRICS_TOKEN = 'a-token-for-the-figures'
let recordUrl: string
let stopRecord: () => Promise<void>
let hub: CrossingHub
let app: RunningApp
let coach: Coach
let own: Sent
let other: Sent
beforeAll(async () => {
  await startRecord()
  hub = await startCrossingHub()
  app = await startApp({
    WORKWELL_FHIR_URL: hub.url,
    SANDBOX_FHIR_URL: recordUrl,
    FOLLOW_MINUTES: '0.05',
    METRICS_TOKEN,
  })
  own = await refer('patient-typical', '07700 900611', 'own-safety')
  other = await refer('patient-back-pain', '07700 900622', 'Zebra-safety')
  coach = await createCoach(app)
  await coach.signIn()
  await coach.act(own.taskId, 'acknowledge')
  await coach.act(own.taskId, 'ask', { question: 'Own question?' })
  await coach.act(other.taskId, 'acknowledge')
  await coach.act(other.taskId, 'ask', { question: 'Zebra question?' })
  await coach.act(other.taskId, 'answered')
  await coach.act(other.taskId, 'accept')
  await coach.act(other.taskId, 'contact', { method: 'video', result: 'reached' })
  await coach.act(other.taskId, 'start')
  await coach.act(other.taskId, 'close', {
    outcome: 'left-work',
    workStatus: 'out-of-work-under-6',
    plan: 'Zebra plan',
    onward: 'Zebra onward',
    message: 'Zebra message',
  })
})
afterEach(() => {
  hub.crossing = { kind: 'none' }
})
afterAll(async () => {
  await app.close()
  await hub.close()
  await stopRecord()
})

/** The record on a server that the test may read. */
async function startRecord(): Promise<void> {
  const record = createFhirServer()
  const server = await listen(express().use('/fhir', record.router), 0, '127.0.0.1')
  recordUrl = `http://127.0.0.1:${server.port}/fhir`
  const patients = syntheticPatients(londonDay(new Date()))
    .filter(({ resources }) => /patient-(typical|back-pain)"/.test(JSON.stringify(resources)))
    .flatMap(each => each.resources)
  expect(await seed(recordUrl, [...clinicianResources(), ...patients])).toMatchObject({ ok: true })
  stopRecord = async () => {
    await server.close()
    await record.close()
  }
}

async function refer(patientId: string, phone: string, safety: string): Promise<Sent> {
  const clinician = createClinician(app)
  const first = await clinician.launchToRefer(patientId)
  const check = await clinician.submit(first, { ...FIVE_TAPS, 'contact-phone': phone, 'contact-safety': safety })
  const page = await clinician.submit(check)
  expect(page.html).toContain('Referral sent')
  const [task] = await resourcesAt(hub.url, 'Task?code=fulfill&_sort=-_lastUpdated&_count=1')
  const identifiers = task?.identifier as { system: string; value: string }[]
  const referralId = identifiers.find(each => each.system === ID.referralTask)?.value ?? ''
  return { clinician, patientId, page, taskId: String(task?.id), referralId }
}

/** Every page of the clinician's about a referral. */
async function clinicianPages({ clinician, page, referralId, patientId }: Sent): Promise<string[]> {
  const at = (path: string) => clinician.get(page.url.replace(/sent$/, path))
  const pages = [
    await at('status'),
    await at(`status/${referralId}`),
    await at(`closing-letter/${referralId}`),
    await at(`closing-letter/${referralId}?as=fhir`),
    await at(`amend/${referralId}`),
    await at(`withdraw/${referralId}`),
    await at('practice'),
    await createClinician(app).launch(patientId),
  ]
  return pages.map(each => each.html)
}

const ZEBRA = /Zebra|900622/
/** What a document says, its attachments unpacked. */
const everyWord = (document: unknown): string =>
  JSON.stringify(document, (key, value) => (key === 'data' ? Buffer.from(String(value), 'base64').toString() : value))
const isForeign = (html: string): boolean => ZEBRA.test(html)
/** The other patient's name may stand on the list of the practice, for whom it is; nothing else of them may. */
const OTHER_STATUS = /Finished|[Ll]eft work/

const KINDS: readonly (readonly [string, () => Crossing])[] = [
  ['gives everything new ids', () => ({ kind: 'renumbers' })],
  ['answers with another referral’s Task', () => ({ kind: 'swaps', types: ['Task'] })],
  ['answers with another referral’s request', () => ({ kind: 'swaps', types: ['ServiceRequest'] })],
  ['answers with another patient', () => ({ kind: 'swaps', types: ['Patient'] })],
  ['answers with another patient’s answers', () => ({ kind: 'swaps', types: ['QuestionnaireResponse'] })],
  ['answers with another patient’s agreement', () => ({ kind: 'swaps', types: ['Consent'] })],
  ['answers with another patient’s findings', () => ({ kind: 'swaps', types: ['Observation', 'Condition'] })],
  ['answers with another referral altogether', () => ({ kind: 'swaps', types: ['Task', 'ServiceRequest', 'Patient'] })],
  ['has lost the Task', () => ({ kind: 'drops', places: [`Task/${own.taskId}`] })],
]

describe.each(KINDS)('a hub that %s (hazard H01)', (_name, crossing) => {
  it('shows the clinician nothing of another patient', async () => {
    hub.crossing = crossing()
    const pages = await clinicianPages(own)
    expect(pages.filter(isForeign)).toEqual([])
    // All but the list of the practice, on which the other one stands for itself.
    expect(pages.filter((html, index) => index !== 6 && OTHER_STATUS.test(html))).toEqual([])
  })

  it('gets nothing filed in the wrong record, and nothing of another’s is changed', async () => {
    const before = await resourcesAt(hub.url, `Task?_id=${other.taskId}`)
    hub.crossing = crossing()
    const { clinician, page, referralId } = own
    const letter = page.url.replace(/sent$/, `closing-letter/${referralId}`)
    // The press that files a closing letter, though no page offered it.
    await clinician.submit(await clinician.get(page.url.replace(/sent$/, 'status')), {}, letter)
    const answer = page.url.replace(/sent$/, `answer/${referralId}`)
    const status = await clinician.get(page.url.replace(/sent$/, 'status'))
    const [, question = ''] = /name="question" value="([^"]*)"/.exec(status.html) ?? []
    await clinician.submit(status, { question, answer: 'Mornings' }, answer)
    hub.crossing = { kind: 'none' }
    const filed = await resourcesAt(recordUrl, 'DocumentReference?patient=patient-typical&_count=200')
    expect(filed.filter(each => isForeign(everyWord(each)))).toEqual([])
    expect(await resourcesAt(hub.url, `Task?_id=${other.taskId}`)).toEqual(before)
  })

  it('shows the coach each referral whole or not at all', async () => {
    hub.crossing = crossing()
    const list = await coach.get('?show=all')
    for (const row of list.html.split('<tr').filter(each => each.includes('referrals/'))) {
      const isOwnRow = row.includes('Ashworth')
      expect(isOwnRow && ZEBRA.test(row)).toBe(false)
    }
    for (const id of [own.taskId, other.taskId]) {
      const { html } = await coach.get(`referrals/${id}`)
      const words = wordsOf({ html, status: 200, url: '' })
      const [isOwn, isOther] = [/Ashworth|900611|own-safety|Own question/, /900622|Zebra/].map(each => each.test(words))
      expect([isOwn, isOther]).not.toEqual([true, true])
    }
  })
})

describe('a hub that gave everything new ids', () => {
  it('is followed: the referral is found by its number, and its receipt is put right', async () => {
    hub.crossing = { kind: 'renumbers' }
    const { clinician, page } = own
    const status = await clinician.get(page.url.replace(/sent$/, 'status'))
    expect(status.html).toContain('Own question?')
  })

  it('takes no action of a coach for another referral than the one on the screen', async () => {
    const seen = await coach.get(`referrals/${own.taskId}`)
    const about = /name="about" value="([^"]*)"/.exec(seen.html)?.[1] ?? ''
    expect(about).toBe(own.referralId)
    hub.crossing = { kind: 'renumbers' }
    const refused = await coach.act(own.taskId, 'accept', { about }, seen)
    expect([refused.status, wordsOf(refused)]).toEqual([409, expect.stringContaining('Nothing was changed')])
    hub.crossing = { kind: 'none' }
    const [task] = await resourcesAt(hub.url, `Task?_id=${own.taskId}`)
    expect(task?.status).toBe('received')
  })
})

describe('a hub that has lost a referral', () => {
  it('says so to the clinician, with what to do', async () => {
    hub.crossing = { kind: 'drops', places: [`Task/${own.taskId}`] }
    const { clinician, page, referralId } = own
    const status = wordsOf(await clinician.get(page.url.replace(/sent$/, 'status')))
    expect(status).toContain('system does not have this referral')
    expect(status).toContain('refer again')
    const withdraw = page.url.replace(/sent$/, `withdraw/${referralId}`)
    const refused = await clinician.submit(await clinician.get(withdraw), { why: 'patient-withdrew' }, withdraw)
    expect([refused.status, wordsOf(refused)]).toEqual([409, expect.stringContaining('could not be withdrawn there')])
    expect(wordsOf(await clinician.get(page.url.replace(/sent$/, 'practice')))).toContain('system does not have it')
  })

  it('is told to whoever operates the app, until it has it again', async () => {
    const missing = async () => {
      const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
      const text = await (await fetch(`${app.url}/metrics`, { headers })).text()
      return text.split('\n').find(each => each.startsWith('workwell_referrals_missing'))
    }
    hub.crossing = { kind: 'drops', places: [`Task/${own.taskId}`] }
    await vi.waitFor(async () => expect(await missing()).toMatch(/ 1$/), { timeout: 60_000, interval: 1000 })
    hub.crossing = { kind: 'none' }
    await vi.waitFor(async () => expect(await missing()).toBeUndefined(), { timeout: 60_000, interval: 1000 })
  }, 150_000)
})
