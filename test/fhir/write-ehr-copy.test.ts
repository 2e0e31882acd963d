import { describe, expect, it } from 'vitest'
import { shortReference } from '../../src/domain/short-reference.ts'
import { ID, ukCore } from '../../src/fhir/systems.ts'
import { recordEntry, writeEhrCopy } from '../../src/fhir/write-ehr-copy.ts'
import { option } from '../support/answers.ts'
import { objectsIn, REFERRAL_ID, type WrittenReferral, writtenReferral } from './written-referral.ts'

const copyOf = ({ referral, record, response }: WrittenReferral) => writeEhrCopy(referral, record, response)

describe('the copy for the patient’s own record', () => {
  const written = writtenReferral({
    record: { encounter: { resourceType: 'Encounter', id: 'e1', status: 'in-progress' } },
    answers: { sharing: [option('sharing', 'basic')] },
  })
  const { request, form } = copyOf(written)

  it('is about the EHR’s own patient, clinician and encounter', () => {
    expect(request).toMatchObject({
      resourceType: 'ServiceRequest',
      meta: { profile: [ukCore('ServiceRequest')] },
      identifier: [{ use: 'official', system: ID.referralCopy, value: REFERRAL_ID }],
      status: 'active',
      intent: 'order',
      subject: { reference: 'Patient/patient-1' },
      requester: { reference: 'PractitionerRole/role-1' },
      encounter: { reference: 'Encounter/e1' },
      performer: [{ display: 'WorkWell North' }],
      authoredOn: '2026-09-03T09:12:00.000Z',
    })
    expect(form).toMatchObject({
      resourceType: 'QuestionnaireResponse',
      identifier: { system: ID.referralFormCopy, value: REFERRAL_ID },
      status: 'completed',
      subject: { reference: 'Patient/patient-1' },
      author: { reference: 'PractitionerRole/role-1' },
      authored: '2026-09-03T09:12:00.000Z',
    })
  })

  it('refers to nothing outside the EHR', () => {
    const references = objectsIn([request, form]).flatMap(each => each.reference ?? [])
    expect(JSON.stringify(references)).not.toContain('urn:')
  })

  it('keeps all of the answers, whatever level was agreed with WorkWell', () => {
    expect(form.item).toEqual(written.response.item)
    expect(JSON.stringify(form)).toContain('Warehouse picker')
  })

  it('names the person who is signed in, where the record has no role; and no encounter, where there is none', () => {
    const without = copyOf(writtenReferral({ record: { practitionerRole: undefined } }))
    expect(without.request.requester).toEqual({ reference: 'Practitioner/gp-1' })
    expect(without.form.author).toEqual({ reference: 'Practitioner/gp-1' })
    expect(without.request).not.toHaveProperty('encounter')
  })
})

it('the entry to paste says what was sent, when, and with what agreement, and nothing of the patient', () => {
  const { referral } = writtenReferral({ answers: { sharing: [option('sharing', 'standard')] } })
  expect(recordEntry(referral, '3 September 2026 at 10:12')).toBe(
    'Referral to WorkWell (WorkWell North) sent on 3 September 2026 at 10:12. ' +
      'Patient agreed; sharing level: standard; told by wording north-3. ' +
      `Reference ${shortReference(REFERRAL_ID)}.`,
  )
})

it('to be hidden, its first line tells whoever pastes it what the app cannot do, and not why (hazard H24)', () => {
  const { referral } = writtenReferral()
  const shown = recordEntry(referral, '3 September 2026 at 10:12', 'show')
  const [first, ...rest] = recordEntry(referral, '3 September 2026 at 10:12', 'hide').split('\n')
  expect(first).toBe('Before saving: mark this entry as not visible online, then delete this line.')
  expect(rest).toEqual([shown])
})
