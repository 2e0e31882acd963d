import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { londonDay } from '../../src/domain/local-date.ts'
import { clinicianResources } from '../../src/sandbox/ehr/clinicians.ts'
import { seed } from '../../src/sandbox/patients/seed.ts'
import { syntheticPatients } from '../../src/sandbox/patients/synthetic-patients.ts'
import { createClinician, FIVE_TAPS, option, type Seen } from '../support/clinician.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { optionsOf } from '../support/page-faults.ts'
import { pairsCovered, type Row } from '../support/pairs-covered.ts'
import { brokenRules } from '../support/profile-rules.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { startHidingRecord, startWatchedHub } from '../support/watched-servers.ts'

/** From these records nothing may be sent. */
const STOPPED = ['saturday-job-15', 'deceased', 'restricted', 'merged'].map(slug => `patient-${slug}`)
const PATIENTS = syntheticPatients(londonDay(new Date()))
const MAY_BE_REFERRED = PATIENTS.map(({ id }) => id).filter(id => !STOPPED.includes(id))

const FACTORS = {
  patient: MAY_BE_REFERRED,
  sharing: ['basic', 'standard', 'full', 'none'],
  pathway: ['refer', 'note-and-refer'],
  concern: ['none-known', 'phone-first', 'not-discussed', 'urgent'],
  interpreter: ['said yes', 'said no', 'not said'],
  reached: ['as recorded', 'no phone', 'by letter alone'],
  record: ['whole', 'no practice', 'no staff', 'no conditions'],
  condition: ['of the record', 'a category'],
  clinician: ['gp', 'physiotherapist', 'pharmacist'],
} as const
type Case = Row<typeof FACTORS>

const SEED = `every patient sent ${process.env.FAST_CHECK_SEED ?? 2026}`
const CASES = pairsCovered(FACTORS, SEED)

const HIDDEN: Record<Case['record'], readonly string[]> = {
  whole: [],
  'no practice': ['Organization'],
  'no staff': ['Practitioner', 'PractitionerRole', 'Organization'],
  'no conditions': ['Condition'],
}
const REACHED: Record<Case['reached'], Record<string, string>> = {
  'as recorded': { 'contact-address': '1 Larch Lane, Anytown' },
  'no phone': { 'contact-phone': '', 'contact-email': 'reach@patient.example' },
  'by letter alone': { 'contact-phone': '', 'contact-email': '', 'contact-address': '1 Larch Lane, Anytown' },
}
const INTERPRETER: Record<Case['interpreter'], Record<string, string>> = {
  'said yes': { interpreter: 'true', language: 'Polish' },
  'said no': { interpreter: 'false' },
  'not said': {},
}

let app: RunningApp
let hub: Awaited<ReturnType<typeof startWatchedHub>>
let record: Awaited<ReturnType<typeof startHidingRecord>>
beforeAll(async () => {
  hub = await startWatchedHub()
  record = await startHidingRecord()
  const seeded = await seed(record.url, [...clinicianResources(), ...PATIENTS.flatMap(each => each.resources)])
  expect(seeded).toMatchObject({ ok: true })
  const limits = { LIMIT_WRITES: '100000', LIMIT_LAUNCHES: '100000', LIMIT_FAILURES: '100000' }
  app = await startApp({ SANDBOX_FHIR_URL: record.url, WORKWELL_FHIR_URL: hub.url, ...limits })
})
afterAll(async () => {
  await app?.close()
  await record?.close()
  await hub?.close()
})

/** What a clinician would answer, and what else the page asks of them. */
function answers(page: Seen, one: Case): Record<string, string> {
  const offered = optionsOf(page.html)
  const first = (name: string) => offered.get(name)?.[0]?.value
  const category = FIVE_TAPS['main-condition']
  const fallback = {
    profession: option('profession', 'nurse'),
    'referrer-name': 'Jo Field',
    'practice-name': 'Elm Surgery',
    'practice-ods-code': 'Y99920',
    'practice-phone': '01632 960555',
    'ring-phone': '01632 960556',
    'against-rules': 'Agreed with the service by phone',
    evidence: option('evidence', 'patient-understands'),
    'note-advice': option('fit-note-advice', 'may-be-fit'),
    'note-from': '2026-12-01',
  }
  return {
    ...FIVE_TAPS,
    ...fallback,
    pathway: option('pathway', one.pathway),
    'main-condition': one.condition === 'a category' ? category : (first('main-condition') ?? category),
    concern: option('concern', one.concern),
    sharing: option('sharing-level', one.sharing),
    ...(offered.has('service') ? { service: first('service') ?? '' } : {}),
    ...REACHED[one.reached],
    ...INTERPRETER[one.interpreter],
  }
}

/** As a clinician would send it; the page on which it ends. */
async function sent(one: Case): Promise<Seen> {
  record.hidden = HIDDEN[one.record]
  const clinician = createClinician(app)
  const first = await clinician.launchToRefer(one.patient, one.clinician)
  let page = await clinician.submit(first, answers(first, one))
  if (/\/pause$/.test(page.url)) page = await clinician.submit(page)
  return /\/check$/.test(page.url) ? clinician.submit(page) : page
}

/** The rules are tried on published messages in test/docs/message-rules.test.ts: here, on whatever a consultation can make. */
describe('what really leaves keeps every rule of its profiles, in a second FHIRPath engine', () => {
  it.each(MAY_BE_REFERRED)('%s', async patient => {
    for (const one of CASES.filter(each => each.patient === patient)) {
      const said = `${JSON.stringify(one)} (seed "${SEED}")`
      hub.came.length = 0
      const page = await sent(one)
      if (one.sharing === 'none') {
        expect(hub.came, said).toEqual([])
        continue
      }
      expect(wordsOf(page), said).toContain('Referral sent')
      expect(hub.came, said).toHaveLength(1)
      expect(
        hub.came.flatMap(each => brokenRules(each)),
        said,
      ).toEqual([])
    }
  })
})
