import type { FhirResource } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { answerText, describeTransaction } from '../../src/fhir/describe-transaction.ts'
import { CS } from '../../src/fhir/systems.ts'
import { type Answers, option } from '../support/answers.ts'
import { patientRecord, problem, workWellService } from '../support/ehr-record.ts'
import { resourceIn, writtenReferral } from './written-referral.ts'

const describing = (...input: Parameters<typeof writtenReferral>) =>
  describeTransaction(writtenReferral(...input).bundle).map(({ label, value }) => ({ label, value }))
const sharing = (level: string): Answers => ({ sharing: [option('sharing', level)] })

describe('what will leave, as the check page says it (hazard H09)', () => {
  it('full: every answer, in words, in the order of the questions', () => {
    expect(describing()).toEqual([
      { label: 'Name', value: "Ms Zoë May O'Neill" },
      { label: 'Date of birth', value: '11 March 1984' },
      { label: 'NHS number', value: '999 054 8609' },
      { label: 'Health condition', value: 'Muscles, bones or joints' },
      { label: 'What is this consultation for?', value: 'Fit note today and refer to WorkWell' },
      { label: 'Advice on the fit note', value: 'May be fit for work' },
      { label: 'Fit note from', value: '3 September 2026' },
      { label: 'Fit note to', value: '16 September 2026' },
      { label: 'Adjustments on the fit note', value: 'Phased return to work, Amended duties' },
      { label: 'Work status', value: 'Employed, off sick' },
      { label: 'Anything to keep the patient or the coach safe?', value: 'Urgent or safeguarding concern today' },
      { label: expect.stringMatching(/managed/), value: 'Yes' },
      { label: 'What does the patient agree to share with WorkWell?', value: 'Full' },
      { label: 'Phone number', value: '07700 900123' },
      { label: 'Email address', value: 'zoe@example.org' },
      { label: 'Address', value: '1 Larch Lane, Anytown, LS1 1AA' },
      { label: 'Best way to reach the patient', value: 'Phone call' },
      { label: 'Anything about when or how to make contact safely', value: 'Mornings only' },
      { label: 'Messages', value: 'Messages may be left' },
      { label: 'Language', value: 'Urdu' },
      { label: 'Interpreter needed', value: 'Yes' },
      { label: 'Who interpreted when the patient was told about WorkWell?', value: 'A professional interpreter' },
      { label: 'Access needs', value: 'Step-free' },
      { label: 'Off work since', value: '3 August 2026' },
      { label: 'Occupation', value: 'Warehouse picker' },
      { label: 'Is the job at risk?', value: 'Not sure' },
      { label: 'What is difficult at work', value: 'Lifting' },
      { label: 'What helps or should be avoided', value: 'No lifting' },
      { label: 'Treatment the patient is having or waiting for', value: 'Physiotherapy' },
      { label: 'Referred by', value: 'Dr Aisha Rahman, Doctor' },
      { label: 'Practice', value: 'Larch Lane Surgery' },
      { label: 'Phone of the practice', value: '01632 960001' },
    ])
  })

  it('basic: no more than basic', () => {
    expect(describing({ answers: sharing('basic') }).map(each => each.label)).toEqual([
      'Name',
      'Date of birth',
      'NHS number',
      'Health condition',
      'Work status',
      'Anything to keep the patient or the coach safe?',
      expect.stringMatching(/managed/),
      'What does the patient agree to share with WorkWell?',
      'Phone number',
      'Email address',
      'Address',
      'Best way to reach the patient',
      'Anything about when or how to make contact safely',
      'Messages',
      'Language',
      'Interpreter needed',
      'Who interpreted when the patient was told about WorkWell?',
      'Access needs',
      'Referred by',
      'Practice',
      'Phone of the practice',
    ])
  })

  it('what is not there is said not to be', () => {
    const lines = describing({
      record: { patient: patientRecord({ name: [], birthDate: '1984' }) },
      service: workWellService({ nhsNumber: { send: 'never' } }),
    })
    expect(lines.slice(0, 3)).toEqual([
      { label: 'Name', value: 'Name missing from the record' },
      { label: 'Date of birth', value: 'Not recorded' },
      { label: 'NHS number', value: 'Not sent' },
    ])
  })

  it.each([
    ['basic', 'A health condition (the patient shares no more)'],
    ['standard', 'Muscles, bones or joints'],
    ['full', 'Low back pain'],
  ])('the condition at level %s', (level, value) => {
    const coding = { system: CS.icd10, code: 'M54.5', display: 'Low back pain' }
    const answers = { ...sharing(level), 'main-condition': [{ valueCoding: coding }] }
    expect(describing({ record: { conditions: [problem('c1')] }, answers })).toContainEqual({
      label: 'Health condition',
      value,
    })
  })

  it('every word of the answers that leave stands on the page', () => {
    const { bundle } = writtenReferral()
    const lines = describeTransaction(bundle).map(each => each.value)
    const sent = JSON.stringify(resourceIn(bundle, 'QuestionnaireResponse')).matchAll(/"valueString":"([^"]+)"/g)
    for (const [, value = ''] of sent) expect(lines).toContain(value)
  })

  it('an empty Bundle has nothing to say', () => {
    expect(describeTransaction({ resourceType: 'Bundle', type: 'transaction' })).toEqual([])
  })

  it('a referrer that the Bundle does not hold is said to be missing', () => {
    const role = { resourceType: 'PractitionerRole' } satisfies FhirResource
    expect(describeTransaction({ resourceType: 'Bundle', type: 'transaction', entry: [{ resource: role }] })).toEqual([
      { part: 'referrer', label: 'Referred by', value: 'Not recorded' },
      { part: 'practice', label: 'Practice', value: 'Not recorded' },
    ])
  })
})

describe('an answer in words', () => {
  it.each([
    [{ valueCoding: { code: 'x', display: 'Words' } }, 'Words'],
    [{ valueCoding: { code: 'x' } }, 'x'],
    [{ valueDate: '2026-09-03' }, '3 September 2026'],
    [{ valueDate: '2026-09' }, '2026-09'],
    [{ valueBoolean: true }, 'Yes'],
    [{ valueBoolean: false }, 'No'],
    [{ valueInteger: 0 }, '0'],
    [{ valueDecimal: 1.5 }, '1.5'],
    [{ valueString: 'text' }, 'text'],
    [{}, ''],
  ])('%o: "%s"', (answer, text) => {
    expect(answerText(answer)).toBe(text)
  })
})
