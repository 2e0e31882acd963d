import { describe, expect, it } from 'vitest'
import { describeTransaction } from '../../src/fhir/describe-transaction.ts'
import { prepareQuestionnaire } from '../../src/fhir/prepare-questionnaire.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { ID } from '../../src/fhir/systems.ts'
import { validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import { type Answers, FIVE_TAPS, itemsOf, option, QUESTIONS, responseWith } from '../support/answers.ts'
import { ehrRecord, GP, GP_ROLE, ISSUER } from '../support/ehr-record.ts'
import { REFERRAL_ID, resourceIn, resourcesIn, writtenReferral } from './written-referral.ts'

const NOBODY = { practitioner: undefined, practitionerRole: undefined }
const NOWHERE = { organization: undefined, registeredPractice: undefined }
const NAMELESS = { practitioner: { ...GP, name: [] } }
const text = (valueString: string) => [{ valueString }]
const STATED: Answers = {
  profession: [option('profession', 'nurse')],
  'referrer-name': text('Jo Field'),
  'practice-name': text('Elm Surgery'),
  'practice-ods-code': text(' y99901 '),
  'practice-phone': text('01632 960555'),
}

describe('the questions about the clinician', () => {
  const asked = (record: Parameters<typeof ehrRecord>[0]) =>
    itemsOf(prepareQuestionnaire(QUESTIONS, readContext(ehrRecord(record))))
      .map(each => each.linkId)
      .filter(each => /^(referrer|practice)(-|$)/.test(each))
  const OF_PRACTICE = ['practice-name', 'practice-ods-code', 'practice-phone']
  const WITH_WORDS = ['practice-why', ...OF_PRACTICE]

  it('are asked only where the record is silent', () => {
    expect(asked({})).toEqual([])
    expect(asked(NAMELESS)).toEqual(['referrer', 'referrer-why', 'referrer-name'])
    expect(asked(NOWHERE)).toEqual(['referrer', 'referrer-why', ...WITH_WORDS])
    expect(asked({ ...NOBODY, ...NOWHERE })).toEqual(['referrer', 'referrer-why', 'referrer-name', ...WITH_WORDS])
  })

  const questionnaire = prepareQuestionnaire(QUESTIONS, readContext(ehrRecord({ ...NOBODY, ...NOWHERE })))
  const issuesWith = (answers: Answers) =>
    validateAnswers(questionnaire, responseWith({ ...FIVE_TAPS, ...STATED, ...answers }, questionnaire))

  it.each(['A12345', 'abc', 'Y99901', '0123456789', ' rx1 '])('an ODS code may be %s', code => {
    expect(issuesWith({ 'practice-ods-code': text(code) })).toEqual([])
  })

  it.each(['A1', 'A12345678901', 'A-12345', 'A 12345', 'Elm Surgery', 'Ä12345'])('no ODS code: %s', code => {
    expect(issuesWith({ 'practice-ods-code': text(code) })).toEqual([
      {
        linkId: 'practice-ods-code',
        text: 'Check how this is written: ODS code of your practice (3 to 10 letters and digits, no spaces, such as A12345)',
      },
    ])
  })

  it.each([
    '01632 960001',
    '(01632) 960 001',
    '+44 1632 960001',
    '+44 (0)1632 960001',
    '07700900123',
    '0800 1111 11 ext 12',
  ])('a phone number may be %s', phone => {
    expect(issuesWith({ 'practice-phone': text(phone) })).toEqual([])
  })

  it.each(['960001', 'ring the desk', '+33 1 23 45 67 89', '01632 9600', '01632 960001 960001'])(
    'no phone number of the United Kingdom: %s',
    phone => {
      expect(issuesWith({ 'practice-phone': text(phone) })).toHaveLength(1)
    },
  )

  it('may not be left open, or be answered by signs', () => {
    for (const linkId of ['referrer-name', ...OF_PRACTICE]) expect(issuesWith({ [linkId]: [] })).toHaveLength(1)
    expect(issuesWith({ 'referrer-name': text('???'), 'practice-name': text('-') })).toHaveLength(2)
  })
})

describe('a referral whose practice only the clinician stated', () => {
  const { bundle } = writtenReferral({ record: { ...NOBODY, ...NOWHERE }, answers: STATED })
  const [practice] = resourcesIn(bundle, 'Organization')

  it('says so in words, with nothing coded', () => {
    expect(practice).toMatchObject({
      name: 'Elm Surgery, ODS code Y99901 (as stated by the clinician)',
      telecom: [{ system: 'phone', value: '01632 960555' }],
    })
    expect(resourceIn(bundle, 'Practitioner').name).toEqual([{ text: 'Jo Field (as stated by the clinician)' }])
    const lines = describeTransaction(bundle).map(({ label, value }) => `${label}: ${value}`)
    expect(lines).toContain('Referred by: Jo Field (as stated by the clinician), Nurse (as stated by the clinician)')
    expect(lines).toContain('Practice: Elm Surgery, ODS code Y99901 (as stated by the clinician)')
    expect(lines).toContain('Phone of the practice: 01632 960555')
  })

  it('goes by identifiers of this one referral, so that nothing proven is matched or named by it', () => {
    const own = `${ISSUER}/Practitioner/gp-1`
    expect(practice?.identifier).toEqual([{ system: ID.statedPractice, value: `${REFERRAL_ID}/Y99901` }])
    expect(resourceIn(bundle, 'Practitioner').identifier).toEqual([
      { system: ID.statedClinician, value: `${own}/${REFERRAL_ID}` },
    ])
    expect(resourceIn(bundle, 'PractitionerRole').identifier).toEqual([
      { system: ID.statedClinician, value: `${own}/nurse/${REFERRAL_ID}` },
    ])
    for (const { request } of bundle.entry ?? []) {
      expect(request?.ifNoneExist ?? '').not.toContain(encodeURIComponent(`${ID.odsOrganisation}|Y99901`))
    }
  })

  it('gives no proven role another practice, and no registered person a name', () => {
    const { bundle: placeless } = writtenReferral({ record: NOWHERE, answers: STATED })
    expect(resourceIn(placeless, 'PractitionerRole').identifier?.[0]?.system).toBe(ID.statedClinician)
    expect(resourceIn(placeless, 'Practitioner').identifier).toEqual(GP.identifier)
    const { bundle: nameless } = writtenReferral({ record: NAMELESS, answers: STATED })
    expect(resourceIn(nameless, 'PractitionerRole').identifier?.[0]?.system).toBe(ID.statedClinician)
    expect(resourceIn(nameless, 'Practitioner').identifier?.[0]?.system).toBe(ID.statedClinician)
    expect(resourcesIn(nameless, 'Organization')[0]?.identifier?.[0]?.system).toBe(ID.odsOrganisation)
  })

  it('sends the answers in no form', () => {
    expect(JSON.stringify(resourceIn(bundle, 'QuestionnaireResponse'))).not.toMatch(/referrer-name|practice-|Elm|Field/)
  })
})

it('a role without an organisation of its own leads to one patient’s practice, and goes by neither role profile nor another patient’s', () => {
  const { bundle } = writtenReferral({ record: { organization: undefined } })
  expect(resourceIn(bundle, 'PractitionerRole').identifier).toEqual([
    { system: ID.clinician, value: `${ISSUER}/PractitionerRole/${GP_ROLE.id}/doctor/practice-1` },
  ])
})
