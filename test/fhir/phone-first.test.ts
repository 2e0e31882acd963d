import type { FhirResource } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { describeTransaction } from '../../src/fhir/describe-transaction.ts'
import { concernOf, concernText, talkOf } from '../../src/fhir/task-talk.ts'
import { type Answers, option } from '../support/answers.ts'
import { writtenReferral } from './written-referral.ts'

const CONTACT: Answers = {
  'contact-phone': [{ valueString: '07700 900123' }],
  'contact-email': [{ valueString: 'zoe@example.org' }],
  'contact-address': [{ valueString: '7 Quince Walk, Anytown, LS9 9ZZ' }],
  'contact-safety': [{ valueString: 'Mornings only, never the landline' }],
  'contact-best-way': [option('contact-best-way', 'phone')],
}
const PHONE_FIRST: Answers = { ...CONTACT, concern: [option('concern', 'phone-first')] }

const sent = (answers: Answers) => writtenReferral({ answers })
const resourceOf = <T extends FhirResource['resourceType']>(type: T, answers: Answers) =>
  sent(answers).bundle.entry?.find(each => each.resource?.resourceType === type)?.resource as FhirResource & {
    resourceType: T
  }

describe.each(['basic', 'standard', 'full'])('with "phone me before contact", at the %s level (hazard H10)', level => {
  const answers: Answers = { ...PHONE_FIRST, sharing: [option('sharing', level)] }

  it('the message holds no phone number, email, address or note on safe contact, in whatever resource', () => {
    const text = JSON.stringify(sent(answers).bundle)
    for (const known of ['07700', '900123', 'zoe@', 'Quince', 'LS9', 'Mornings', 'landline'])
      expect([known, text.includes(known)]).toEqual([known, false])
  })

  it('says that they are held back, and that is no silence', () => {
    expect(resourceOf('Patient', answers)).toMatchObject({
      telecom: [
        {
          extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }],
        },
      ],
    })
    expect(describeTransaction(sent(answers).bundle)).toContainEqual({
      part: 'contact-held-back',
      label: 'How to reach the patient',
      value: 'After a talk with the referrer',
    })
  })
})

it('every other concern goes with the contact details, as before', () => {
  for (const concern of ['none-known', 'not-discussed'])
    expect(JSON.stringify(sent({ ...CONTACT, concern: [option('concern', concern)] }).bundle)).toContain('07700 900123')
})

describe('whom to phone', () => {
  it('is the referrer, on the practice’s number where they give none', () => {
    expect(concernText(resourceOf('Task', PHONE_FIRST))).toMatch(
      /^Phone Dr .+ on 0\d[\d ]+ before any contact with the patient\. If they are not there, ask the practice/,
    )
  })

  it('is on the number, at the time, and with the second person that they give', () => {
    const given = {
      'ring-phone': [{ valueString: '0113 496 0555' }],
      'ring-when': [{ valueString: 'after 2 pm' }],
      'ring-second': [{ valueString: 'Sam Okoye' }],
    }
    const task = resourceOf('Task', { ...PHONE_FIRST, ...given })
    expect(concernText(task)).toMatch(
      /on 0113 496 0555 before any contact with the patient\. Best time: after 2 pm\. If they are not there, ask for Sam Okoye\.$/,
    )
    // The same in the answers, for whoever reads those.
    expect(JSON.stringify(resourceOf('QuestionnaireResponse', { ...PHONE_FIRST, ...given }))).toContain('Sam Okoye')
  })

  it('is nobody’s business with another concern: an answer that was given before it was changed stays', () => {
    const changed = { ...CONTACT, 'ring-second': [{ valueString: 'Sam Okoye' }] }
    expect(JSON.stringify(sent(changed).bundle)).not.toContain('Sam Okoye')
  })
})

describe('the concern on the Task', () => {
  it.each([
    ['none-known', 'Nothing known'],
    ['phone-first', 'Yes, phone me before contact'],
    ['not-discussed', 'Not discussed'],
  ])('%s is one code with its display and words', (code, display) => {
    const { input } = resourceOf('Task', { ...CONTACT, concern: [option('concern', code)] })
    const concepts = (input ?? []).flatMap(each => each.valueCodeableConcept ?? [])
    expect(concepts).toHaveLength(1)
    expect(concepts[0]?.coding).toEqual([
      { system: 'https://fhir.workwell-referral.example/CodeSystem/concern', code, display },
    ])
    expect(concepts[0]?.text).toBeTruthy()
  })
})

const SYSTEM = 'https://fhir.workwell-referral.example/CodeSystem/concern'
const taskWith = (...codings: { system?: string; code?: string; display?: string }[]) => ({
  input: codings.map(each => ({ valueCodeableConcept: { coding: [each] } })),
})

describe('the concern of a Task, as it is read', () => {
  it.each([
    ['with the code alone, as before', taskWith({ system: SYSTEM, code: 'phone-first' }), 'phone-first', 'waiting'],
    ['of nobody', { input: [] }, undefined, 'not-asked'],
    [
      'from a foreign system',
      taskWith({ system: 'https://other.example', code: 'phone-first' }),
      undefined,
      'not-asked',
    ],
    ['that is in no list', taskWith({ system: SYSTEM, code: 'maybe' }), 'unclear', 'not-asked'],
    [
      'twice the same',
      taskWith({ system: SYSTEM, code: 'none-known' }, { system: SYSTEM, code: 'none-known' }),
      'none-known',
      'not-asked',
    ],
    [
      'that contradicts itself',
      taskWith({ system: SYSTEM, code: 'none-known' }, { system: SYSTEM, code: 'phone-first' }),
      'unclear',
      'waiting',
    ],
    ['without a code', taskWith({ system: SYSTEM }), 'unclear', 'not-asked'],
  ])('%s', (_name, task, concern, talk) => {
    expect([concernOf(task), talkOf(task)]).toEqual([concern, talk])
  })

  it('waits for no talk once that is recorded', () => {
    const output = [
      {
        type: {
          coding: [{ system: `${SYSTEM.replace('concern', 'workwell-task-output')}`, code: 'contact-released' }],
        },
      },
    ]
    expect(talkOf({ ...taskWith({ system: SYSTEM, code: 'phone-first' }), output })).toBe('recorded')
  })
})
