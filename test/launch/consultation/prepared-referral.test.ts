import { describe, expect, it } from 'vitest'
import { type NotPrepared, preparedReferral } from '../../../launch/consultation/prepared-referral.ts'
import { resourceIn, resourcesIn } from '../../fhir/written-referral.ts'
import { option } from '../../support/answers.ts'
import {
  codedNote,
  during,
  GP,
  GP_ROLE,
  MAY_BE_FIT,
  NOT_FIT,
  patientRecord,
  TODAY,
  workWellService,
} from '../../support/ehr-record.ts'
import { consultation, type Given, pageDeps } from './one-consultation.ts'

const prepared = (given: Given = {}) => preparedReferral(consultation(given), pageDeps())
function sent(given: Given = {}) {
  const result = prepared(given)
  if (!result.ok) throw new Error(`not prepared: ${result.failure.join(', ')}`)
  return result.value
}

describe('the referral as it would leave now', () => {
  it('has the id that the draft began with, in every identifier (decision 7)', () => {
    const { referral, bundle } = sent()
    expect(referral.id).toBe('5f0c7a3e-0000-4000-8000-000000000001')
    for (const type of ['ServiceRequest', 'Task', 'Patient', 'Consent'] as const)
      expect(resourceIn(bundle, type).identifier?.[0]?.value).toBe(referral.id)
  })

  it('is the same on the check page and at "Send referral"', () => {
    expect(sent()).toEqual(sent())
  })

  it('holds no answer to a question that is not asked any more', () => {
    const { response, bundle } = sent({ answers: { 'note-advice': [option('note-advice', 'not-fit')] } })
    expect(JSON.stringify([response, bundle])).not.toContain('not-fit')
  })

  it('keeps in the response what is for the EHR alone', () => {
    const { response, bundle } = sent({
      answers: { sharing: [option('sharing', 'basic')], occupation: [{ valueString: 'Warehouse picker' }] },
    })
    expect(JSON.stringify(response)).toContain('Warehouse picker')
    expect(JSON.stringify(bundle)).not.toContain('Warehouse picker')
  })
})

describe('why there is nothing to send', () => {
  const unknown = { practitioner: { ...GP, identifier: [] }, practitionerRole: { ...GP_ROLE, code: [] } }
  const twoServices = [workWellService({ id: 'one' }), workWellService({ id: 'two' })]

  it.each<[string, NotPrepared[], Given]>([
    ['the record stops it', ['STOPPED'], { record: { patient: patientRecord({ deceasedBoolean: true }) } }],
    ['nobody covers the patient', ['STOPPED'], { services: [] }],
    ['a question is open', ['ANSWERS'], { answers: { 'work-status': [] } }],
    ['a date is none', ['ANSWERS'], { answers: { 'off-work-since': [{ valueDate: '2026-02-31' }] } }],
    ['the profession is open', ['ANSWERS'], { record: unknown }],
    ['it is a fit note only', ['ANSWERS'], { answers: { pathway: [option('pathway', 'note-only')] } }],
    ['it is neither', ['ANSWERS'], { answers: { pathway: [option('pathway', 'neither')] } }],
    ['WorkWell is for later', ['ANSWERS'], { answers: { pathway: [option('pathway', 'note-refer-later')] } }],
    ['the patient does not agree', ['AGREEMENT'], { answers: { sharing: [option('sharing', 'none')] } }],
    ['an urgent concern is not managed (H04)', ['STOPPED'], { answers: { concern: [option('concern', 'urgent')] } }],
    ['which service has not been said', ['SERVICE'], { services: twoServices }],
    ['nobody could reach the patient', ['CONTACT_DETAILS'], { answers: { 'contact-phone': [] } }],
    [
      'who refers is neither in the record nor stated, as in a draft that was begun before it was asked',
      ['ANSWERS'],
      { record: { practitioner: { ...GP, name: [] }, organization: undefined, registeredPractice: undefined } },
    ],
  ])('%s', (_why, failure, given) => {
    expect(prepared(given)).toEqual({ ok: false, failure })
  })

  it('not an urgent concern that was managed', () => {
    const concern = { concern: [option('concern', 'urgent')], 'concern-managed': [{ valueBoolean: true }] }
    expect(prepared({ answers: concern }).ok).toBe(true)
  })

  it('not a profession that the clinician says', () => {
    expect(sent({ record: unknown, answers: { profession: [option('profession', 'nurse')] } }).referral).toMatchObject({
      requester: { profession: { is: 'nurse', from: 'self-declared' } },
    })
  })

  it('not several services, once one was picked', () => {
    expect(sent({ services: twoServices, serviceId: 'two' }).referral.service.id).toBe('two')
  })
})

describe('today’s note', () => {
  const withNote = (given: Given = {}): Given => ({
    ...given,
    answers: {
      pathway: [option('pathway', 'note-and-refer')],
      'note-advice': [option('note-advice', 'may-be-fit')],
      'note-from': [{ valueDate: TODAY }],
      'note-to': [{ valueDate: '2026-09-16' }],
    },
  })
  const adviceOf = (given: Given) => resourcesIn(sent(given).bundle, 'Observation')[1]

  it('is issued where the record holds it', () => {
    const record = { observations: [codedNote('n1', MAY_BE_FIT, during(TODAY, '2026-09-16'))] }
    expect(adviceOf(withNote({ record }))?.status).toBe('final')
  })

  it('is not said to be issued with another advice than the record holds', () => {
    const record = { observations: [codedNote('n1', NOT_FIT, during(TODAY, '2026-09-16'))] }
    expect(adviceOf(withNote({ record }))?.status).toBe('preliminary')
  })

  it('is planned where the record holds none, one of another day, or only a draft', () => {
    const earlier = codedNote('n1', MAY_BE_FIT, during('2026-08-20', TODAY))
    const draft = codedNote('n1', MAY_BE_FIT, { ...during(TODAY, '2026-09-16'), status: 'preliminary' })
    for (const observations of [[], [earlier], [draft]])
      expect(adviceOf(withNote({ record: { observations } }))?.status).toBe('preliminary')
  })
})
