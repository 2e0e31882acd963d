import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { londonDay } from '../../src/domain/local-date.ts'
import { HIDE_LINE } from '../../src/domain/online-view.ts'
import { ID } from '../../src/fhir/systems.ts'
import { clinicianResources } from '../../src/sandbox/ehr/clinicians.ts'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { seed } from '../../src/sandbox/patients/seed.ts'
import { syntheticPatients } from '../../src/sandbox/patients/synthetic-patients.ts'
import { type Clinician, createClinician, FIVE_TAPS, option, resourcesAt, type Seen } from '../support/clinician.ts'
import { type FaultyHub, startFaultyHub } from '../support/faulty-hub.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

const QUESTION = 'The patient can see this in the NHS App. Hide it from online view?'
const PHONE_FIRST = { ...FIVE_TAPS, concern: option('concern', 'phone-first') }
const HIDE = { 'online-view': 'hide' }
const SHOW = { 'online-view': 'show' }

let record: string
let hub: FaultyHub
let app: RunningApp
let stop: () => Promise<void>
beforeAll(async () => {
  const fhir = createFhirServer()
  const server = express().use('/fhir', fhir.router).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server that listens has an AddressInfo; only pipes have a string.
  record = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`
  const patients = syntheticPatients(londonDay(new Date())).flatMap(each => each.resources)
  expect(await seed(record, [...clinicianResources(), ...patients])).toMatchObject({ ok: true })
  hub = await startFaultyHub()
  app = await startApp({ SANDBOX_FHIR_URL: record, WORKWELL_FHIR_URL: hub.url })
  stop = async () => {
    await app.close()
    await hub.close()
    server.closeAllConnections()
    await new Promise(done => server.close(done))
    await fhir.close()
  }
})
afterEach(() => {
  hub.fault = 'none'
})
afterAll(() => stop())

const ehrFault = (name: string, method: 'PUT' | 'DELETE') => fetch(`${app.sandboxUrl}/faults/${name}`, { method })
const restOf = (page: Seen, path: string): string => new URL(path, page.url.replace(/(\/r\/[^/]+\/).*$/, '$1')).href
/** What stands on a page before anybody opens anything on purpose. */
const inTheOpen = (page: Seen): string => page.html.replaceAll(/<details[\s\S]*?<\/details>/g, '')

type Label = [type: string, isHidden: boolean]
/** The copies in the record since that moment, each with whether it asks to be hidden. */
async function filed(referralId: string): Promise<Label[]> {
  const copies = await Promise.all(
    [['ServiceRequest', ID.referralCopy] as const, ['QuestionnaireResponse', ID.referralFormCopy] as const].map(
      ([type, system]) => resourcesAt(record, `${type}?identifier=${encodeURIComponent(`${system}|${referralId}`)}`),
    ),
  )
  return copies.flat().map(each => [String(each.resourceType), JSON.stringify(each.meta ?? {}).includes('"NOPAT"')])
}
const BOTH = (isHidden: boolean): Label[] => [
  ['ServiceRequest', isHidden],
  ['QuestionnaireResponse', isHidden],
]
const referenceOn = (page: Seen): string => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(page.html)?.[0] ?? 'none'

async function checked(answers: Record<string, string> = FIVE_TAPS, patient = 'patient-typical') {
  const clinician = createClinician(app)
  return { clinician, check: await clinician.submit(await clinician.launchToRefer(patient), answers) }
}
const idOf = async (clinician: Clinician, page: Seen): Promise<string> =>
  referenceOn(await clinician.get(restOf(page, 'status')))

describe('before the referral is sent (hazard H24)', () => {
  it('the question stands there, needs no tap, and saying nothing files the copy as ever', async () => {
    const { clinician, check } = await checked()
    expect(wordsOf(check)).toContain(QUESTION)
    expect(wordsOf(check)).toContain('This asks your record system to hide it. Check that it did.')
    expect(check.html).not.toMatch(/<input[^>]*name="online-view"[^>]*checked/)
    const sent = await clinician.submit(check)
    expect(wordsOf(sent)).toContain('A copy is in the patient’s record.')
    expect(wordsOf(sent)).not.toContain('asked to hide it')
    expect(await filed(await idOf(clinician, sent))).toEqual(BOTH(false))
  })

  it('"hide" is written on all that is filed, and the page says who decides', async () => {
    const { clinician, check } = await checked()
    const sent = await clinician.submit(check, HIDE)
    expect(wordsOf(sent)).toContain('Your record system was asked to hide it from online view: check that it did')
    expect(await filed(await idOf(clinician, sent))).toEqual(BOTH(true))
  })

  it('the answer holds for a copy that is filed later, when the hub is back', async () => {
    const { clinician, check } = await checked()
    hub.fault = 'server-error'
    const waiting = await clinician.submit(check, HIDE)
    expect(waiting.html).toContain('Referral saved, not sent yet')
    hub.fault = 'none'
    const sent = await clinician.submit(waiting, {}, waiting.url)
    expect(sent.html).toContain('Referral sent')
    expect(await filed(await idOf(clinician, sent))).toEqual(BOTH(true))
  })

  it('the answer is kept where the answers were changed in another window', async () => {
    const { clinician, check } = await checked()
    await clinician.submit(await clinician.get(restOf(check, '')), FIVE_TAPS)
    const again = await clinician.submit(check, HIDE)
    expect(again.status).toBe(409)
    expect(again.html).toMatch(/<input[^>]*name="online-view"[^>]*checked/)
    const sent = await clinician.submit(again)
    expect(await filed(await idOf(clinician, sent))).toEqual(BOTH(true))
  })

  it('is not asked where the record takes no copy; it stands beside the text to paste instead', async () => {
    await ehrFault('token-fewer-scopes', 'PUT')
    const { clinician, check } = await checked()
    await ehrFault('token-fewer-scopes', 'DELETE')
    expect(wordsOf(check)).not.toContain(QUESTION)
    const sent = await clinician.submit(check)
    expect(wordsOf(sent)).toContain(QUESTION)
    const texts = [...sent.html.matchAll(/<textarea[^>]*>([^<]*)/g)].map(([, text]) => text)
    expect(texts.map(text => text?.startsWith(HIDE_LINE))).toEqual([false, true])
    expect(texts.map(text => text?.includes('Referral to WorkWell'))).toEqual([true, true])
  })
})

describe('where the clinician asked to be phoned before contact (hazard H24)', () => {
  it('nothing is filed by itself, and neither handout nor text stands in the open', async () => {
    const { clinician, check } = await checked(PHONE_FIRST)
    expect(wordsOf(check)).toContain('No copy is filed in the record by itself')
    expect(check.html).not.toContain('name="online-view"')
    const sent = await clinician.submit(check)
    expect(sent.html).toContain('Referral sent')
    expect(inTheOpen(sent)).toContain('What is printed, filed or texted can be read by whoever is at home')
    expect(inTheOpen(sent)).not.toMatch(/<textarea|\/handout|name="online-view"|File a copy in the record/)
    const id = await idOf(clinician, sent)
    expect(await filed(id)).toEqual([])
    // "Try to send it now", pressed on an older page.
    await clinician.submit(sent, {}, sent.url)
    expect(await filed(id)).toEqual([])
  })

  it('nor is it filed by "hide" that an older page sends along, or later by a retry', async () => {
    const { clinician, check } = await checked(PHONE_FIRST)
    hub.fault = 'server-error'
    const waiting = await clinician.submit(check, HIDE)
    hub.fault = 'none'
    const sent = await clinician.submit(waiting, {}, waiting.url)
    expect(sent.html).toContain('Referral sent')
    expect(await filed(await idOf(clinician, sent))).toEqual([])
  })

  it('no answer, no filing: both answers stand there, "hide" first, and none is selected', async () => {
    const { clinician, check } = await checked(PHONE_FIRST)
    const sent = await clinician.submit(check)
    const values = [...sent.html.matchAll(/<input[^>]*name="online-view"[^>]*value="([a-z]+)"[^>]*>/g)]
    expect(values.map(([, value]) => value)).toEqual(['hide', 'show'])
    expect(values.map(([tag]) => tag.includes('checked'))).toEqual([false, false])
    const unanswered = await clinician.submit(sent, {}, `${sent.url}/copy`)
    expect(wordsOf(unanswered)).toContain('Select whether to hide it from online view')
    expect(unanswered.html).toMatch(/<details[^>]* open/)
    expect(await filed(await idOf(clinician, sent))).toEqual([])
  })

  it.each([
    ['hide', HIDE, true],
    ['show', SHOW, false],
  ] as const)('filed on purpose, as "%s" says, once', async (_said, answer, isHidden) => {
    const { clinician, check } = await checked(PHONE_FIRST)
    const sent = await clinician.submit(check)
    const done = await clinician.submit(sent, answer, `${sent.url}/copy`)
    expect(wordsOf(done)).toContain('A copy is in the patient’s record')
    expect(wordsOf(done).includes('check that it did')).toBe(isHidden)
    expect(inTheOpen(done)).not.toContain('/handout')
    await clinician.submit(sent, answer, `${sent.url}/copy`)
    expect(await filed(await idOf(clinician, sent))).toEqual(BOTH(isHidden))
  })

  it('that the record system refuses is said, and can be filed later', async () => {
    const { clinician, check } = await checked(PHONE_FIRST)
    const sent = await clinician.submit(check)
    await ehrFault('fhir-writes-refused', 'PUT')
    const refused = await clinician.submit(sent, HIDE, `${sent.url}/copy`)
    await ehrFault('fhir-writes-refused', 'DELETE')
    expect(wordsOf(refused)).toContain('Your record system did not file the copy.')
    expect(await filed(await idOf(clinician, sent))).toEqual([])
    await clinician.submit(refused, HIDE, `${sent.url}/copy`)
    expect(await filed(await idOf(clinician, sent))).toEqual(BOTH(true))
  })

  it('nothing is filed before the service has it', async () => {
    const { clinician, check } = await checked(PHONE_FIRST)
    hub.fault = 'server-error'
    const waiting = await clinician.submit(check)
    await clinician.submit(waiting, HIDE, `${waiting.url}/copy`)
    expect(await filed(await idOf(clinician, waiting))).toEqual([])
  })

  it('the handout, opened on purpose, says that it may be found; anybody else’s does not', async () => {
    const careful = await checked(PHONE_FIRST)
    const handout = await careful.clinician.get(restOf(careful.check, 'handout'))
    expect(handout.html).toMatch(
      /<div class="[^"]*ww-no-print[^"]*">(?:(?!<\/div>)[\s\S])*This page may be found at home/,
    )
    const other = await checked()
    expect((await other.clinician.get(restOf(other.check, 'handout'))).html).not.toContain('may be found')
  })

  it('a consultation that sends nothing offers no handout in the open, also after the pathway was changed', async () => {
    const { clinician, check } = await checked(PHONE_FIRST)
    const first = await clinician.get(restOf(check, ''))
    const none = await clinician.submit(first, { ...PHONE_FIRST, pathway: option('pathway', 'note-refer-later') })
    expect(none.html).toContain('Nothing was sent to WorkWell')
    expect(inTheOpen(none)).not.toMatch(/\/handout|give the patient the handout/)
    expect(none.html).toContain('/handout')
  })
})

describe('pages that are copied by hand, or handed out as FHIR (hazard H24)', () => {
  it.each([
    ['fit-note', { advice: option('fit-note-advice', 'not-fit'), lasts: '2w' }],
    ['health-and-work-report', { advice: option('fit-note-advice', 'not-fit') }],
  ])(
    '%s: the question stands above it, its first line is not printed, and its FHIR follows the answer',
    async (name, answers) => {
      const clinician = createClinician(app)
      const first = await clinician.launchToRefer('patient-typical', 'physiotherapist')
      await clinician.submit(await clinician.get(`${first.url}${name}`), answers)
      const copy = await clinician.get(`${first.url}${name}/copy`)
      expect(wordsOf(copy)).toContain(QUESTION)
      expect(copy.html).toMatch(new RegExp(`<p class="ww-if-hidden ww-no-print">${HIDE_LINE}`))
      for (const [query, isHidden] of [
        ['', false],
        ['?online-view=hide', true],
      ] as const) {
        const { html } = await clinician.get(`${first.url}${name}/fhir${query}`)
        expect([query, html.includes('"NOPAT"')]).toEqual([query, isHidden])
      }
    },
  )
})
