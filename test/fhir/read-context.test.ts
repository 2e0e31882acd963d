import { describe, expect, it } from 'vitest'
import type { EhrRecord } from '../../src/fhir/ehr-record.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { CS, ID } from '../../src/fhir/systems.ts'
import { codedNote, ehrRecord, NOT_FIT, PRACTICE, patientRecord, problem } from '../support/ehr-record.ts'

const conditionsOf = (...conditions: EhrRecord['conditions']) => readContext(ehrRecord({ conditions })).conditions
const status = (code: string) => ({ coding: [{ system: CS.conditionClinical, code }] })
const certainty = (code: string) => ({ coding: [{ system: CS.conditionVerification, code }] })

describe('problems that may be the main condition (hazard H14)', () => {
  it('each with its words, its code and since when', () => {
    expect(conditionsOf(problem('c1'))).toEqual([
      {
        source: 'Condition/c1',
        term: 'Low back pain',
        coding: { system: CS.icd10, code: 'M54.5', display: 'Low back pain' },
        since: '2026-06-01',
      },
    ])
  })

  it.each(['active', 'recurrence', 'relapse'])('are %s', code => {
    expect(conditionsOf(problem('c1', { clinicalStatus: status(code) }))).toHaveLength(1)
  })

  it.each(['inactive', 'remission', 'resolved'])('are not %s', code => {
    expect(conditionsOf(problem('c1', { clinicalStatus: status(code) }))).toEqual([])
  })

  it.each([
    ['without a status', undefined],
    ['with a status in words', { text: 'ongoing' }],
    ['with a status that is no code of the list', status('simmering')],
  ])('are those %s too, and it is said: none vanishes in silence', (_how, clinicalStatus) => {
    expect(conditionsOf(problem('c1', { clinicalStatus }))).toMatchObject([
      { source: 'Condition/c1', statusUnknown: true },
    ])
    expect(conditionsOf(problem('c1'))[0]).not.toHaveProperty('statusUnknown')
  })

  it.each([
    ['refuted', 0],
    ['entered-in-error', 0],
    ['provisional', 1],
    ['unconfirmed', 1],
  ])('are offered or not when %s: %i', (code, offered) => {
    expect(conditionsOf(problem('c1', { verificationStatus: certainty(code) }))).toHaveLength(offered)
  })

  it('are said in the clinician’s text before the code’s display', () => {
    const coding = [{ system: CS.icd10, code: 'M54.5', display: 'Low back pain' }]
    expect(conditionsOf(problem('c1', { code: { text: ' Sore back ', coding } }))[0]?.term).toBe('Sore back')
    expect(conditionsOf(problem('c1', { code: { coding: [{ system: CS.icd10, code: 'M54.5' }] } }))[0]?.term).toBe(
      'M54.5',
    )
  })

  it('may have words alone, but need some', () => {
    expect(conditionsOf(problem('c1', { code: { text: 'Sore back' } }))[0]).toMatchObject({
      term: 'Sore back',
      coding: 'uncoded',
    })
    expect(conditionsOf(problem('c1', { code: undefined }), problem('c2', { code: { text: '  ' } }))).toEqual([])
  })

  it('are dated by onset, else by the day of record; a partial date is no day', () => {
    const parts = { recordedDate: '2026-07-01' }
    expect(conditionsOf(problem('c1', parts))[0]?.since).toBe('2026-06-01')
    expect(conditionsOf(problem('c1', { ...parts, onsetDateTime: '2026-06' }))[0]?.since).toBe('2026-07-01')
    expect(conditionsOf(problem('c1', { onsetDateTime: '2026' }))[0]?.since).toBe('unknown')
  })

  it('stand each once, as the newest entry, newest first', () => {
    const flu = { coding: [{ system: CS.icd10, code: 'J11', display: 'Influenza' }] }
    const conditions = conditionsOf(
      problem('undated', { code: { text: 'Tiredness' }, onsetDateTime: undefined }),
      problem('old', { onsetDateTime: '2020-01-01' }),
      problem('flu', { code: flu, onsetDateTime: '2026-01-01' }),
      problem('new'),
    )
    expect(conditions.map(each => each.source)).toEqual(['Condition/new', 'Condition/flu', 'Condition/undated'])
  })

  it('are the same by their words where one of them has no code', () => {
    expect(conditionsOf(problem('c1'), problem('c2', { code: { text: 'LOW BACK PAIN' } }))).toHaveLength(1)
  })
})

describe('the practice', () => {
  const other = {
    ...PRACTICE,
    id: 'p2',
    name: 'Elm Street Surgery',
    identifier: [{ system: ID.odsOrganisation, value: 'Y99902' }],
  }

  it('that is replied to is the clinician’s', () => {
    expect(readContext(ehrRecord({ registeredPractice: other })).practice).toEqual({
      name: 'Larch Lane Surgery',
      odsCode: 'Y99901',
      phone: '01632 960001',
      from: 'record',
    })
  })

  it('else the patient’s', () => {
    const record = ehrRecord({ organization: undefined, registeredPractice: other })
    expect(readContext(record).practice).toMatchObject({ name: 'Elm Street Surgery' })
  })

  it('is unknown where none could be read, or has no name', () => {
    expect(readContext(ehrRecord({ organization: undefined, registeredPractice: undefined })).practice).toBe('unknown')
    expect(readContext(ehrRecord({ organization: { ...PRACTICE, name: undefined } })).practice).toBe('unknown')
  })

  it('has a phone only while it is in use, and an ODS code only if the record says', () => {
    const telecom = [
      { system: 'phone', value: '1', period: { end: '2026-01-01' } },
      { system: 'email', value: '2' },
    ]
    expect(readContext(ehrRecord({ organization: { ...PRACTICE, telecom, identifier: [] } })).practice).toEqual({
      name: 'Larch Lane Surgery',
      odsCode: 'unknown',
      phone: 'unknown',
      from: 'record',
    })
  })

  it('that routes is where the patient is registered, never where the clinician works (decision 13)', () => {
    expect(readContext(ehrRecord({ registeredPractice: other })).patient.practiceCode).toBe('Y99902')
    expect(readContext(ehrRecord({ registeredPractice: undefined })).patient.practiceCode).toBe('unknown')
  })

  it('that routes may be named by its code alone', () => {
    const generalPractitioner = [
      { reference: 'Practitioner/gp-1', identifier: { system: ID.gmc, value: '9999001' } },
      { identifier: { system: ID.odsOrganisation, value: 'Y99903' } },
    ]
    const record = ehrRecord({ patient: patientRecord({ generalPractitioner }), registeredPractice: undefined })
    expect(readContext(record).patient.practiceCode).toBe('Y99903')
  })
})

describe('earlier referrals', () => {
  const request = (parts: Partial<EhrRecord['serviceRequests'][number]>): EhrRecord['serviceRequests'][number] => ({
    resourceType: 'ServiceRequest',
    id: 's1',
    status: 'active',
    category: [{ coding: [{ system: CS.category, code: 'workwell-referral' }] }],
    identifier: [{ system: ID.referral, value: 'r1' }],
    authoredOn: '2026-08-01T10:00:00Z',
    ...parts,
  })
  const referralsOf = (parts: Partial<EhrRecord['serviceRequests'][number]>) =>
    readContext(ehrRecord({ serviceRequests: [request(parts)] })).referrals

  it('are known by our identifier, or by their category', () => {
    expect(referralsOf({})).toEqual([{ referralId: 'r1', sentOn: '2026-08-01', open: true }])
    expect(referralsOf({ category: undefined })).toHaveLength(1)
    expect(referralsOf({ identifier: undefined, authoredOn: undefined })).toEqual([
      { referralId: 's1', sentOn: 'unknown', open: true },
    ])
  })

  it('to other services are not ours', () => {
    expect(referralsOf({ identifier: undefined, category: undefined })).toEqual([])
  })

  it.each([
    ['active', true],
    ['on-hold', true],
    ['draft', true],
    ['completed', false],
    ['revoked', false],
    ['unknown', false],
  ])('%s: open is %s', (state, open) => {
    expect(referralsOf({ status: state })[0]?.open).toBe(open)
  })

  it('that were an error never were', () => {
    expect(referralsOf({ status: 'entered-in-error' })).toEqual([])
  })
})

it('gaps and fit notes are there as read', () => {
  const gaps = [{ part: 'conditions', why: 'TIMEOUT' }] as const
  const context = readContext(ehrRecord({ gaps: [...gaps], observations: [codedNote('n1', NOT_FIT)] }))
  expect(context.gaps).toEqual(gaps)
  expect(context.fitNotes).toHaveLength(1)
})
