import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClinician, FIVE_TAPS, option, resourcesAt } from '../support/clinician.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

/** Everything at the hub that belongs to one referral, as text. */
async function sentAt(level: string, phone: string): Promise<string> {
  const clinician = createClinician(app)
  const first = await clinician.launchToRefer('patient-typical')
  const term = /value="(http:\/\/hl7\.org\/fhir\/sid\/icd-10\|[^"]+)"/.exec(first.html)?.[1] ?? 'no coded problem'
  const check = await clinician.submit(first, {
    ...FIVE_TAPS,
    pathway: option('pathway', 'note-and-refer'),
    'main-condition': term,
    sharing: option('sharing-level', level),
    'contact-phone': phone,
    occupation: 'Forklift driver',
    'functional-comments': 'No lifting above the shoulder',
  })
  expect((await clinician.submit(check)).html).toContain('Referral sent')
  const patients = await resourcesAt(app.hubUrl, 'Patient?_count=200')
  const patient = patients.find(each => JSON.stringify(each).includes(phone))
  const types = ['Condition', 'Observation', 'QuestionnaireResponse', 'ServiceRequest', 'Task', 'Consent']
  const all = await Promise.all(types.map(type => resourcesAt(app.hubUrl, `${type}?patient=Patient/${patient?.id}`)))
  return JSON.stringify([patient, ...all])
}

describe('what reaches the hub at each sharing level (hazard H09)', () => {
  it('basic: that there is a condition, and nothing about which one, the note or the job', async () => {
    const sent = await sentAt('basic', '07700 900401')
    expect(sent).toContain('A health condition (the patient shares no more)')
    for (const secret of ['Low back pain', 'M54', 'musculoskeletal', 'may-be-fit', 'Forklift', 'shoulder']) {
      expect(sent).not.toContain(secret)
    }
  })

  it('standard: the kind of condition, the note and the job, but no term, adjustment or comment', async () => {
    const sent = await sentAt('standard', '07700 900402')
    for (const shared of ['musculoskeletal', 'may-be-fit', 'Forklift driver']) expect(sent).toContain(shared)
    for (const secret of ['Low back pain', 'M54', 'phased-return', 'shoulder']) expect(sent).not.toContain(secret)
  })

  it('full: the term, the adjustments and the comment as well', async () => {
    const sent = await sentAt('full', '07700 900403')
    for (const shared of ['Low back pain', 'phased-return', 'No lifting above the shoulder'])
      expect(sent).toContain(shared)
  })

  it('never: gender, ethnic category, an e-mail address that was taken out', async () => {
    const sent = await sentAt('full', '07700 900404')
    expect(sent).not.toContain('"gender"')
    expect(sent).not.toContain('EthnicCategory')
  })
})
