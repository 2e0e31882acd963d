import type { Patient, QuestionnaireResponse } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { contactTransaction } from '../../src/fhir/amend-contact.ts'
import { contactIn } from '../../src/fhir/contact-questions.ts'
import { prepareQuestionnaire } from '../../src/fhir/prepare-questionnaire.ts'
import { allAnswers } from '../../src/fhir/read-answers.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { pickedAddress, withoutLostPick, withPickedAddress } from '../../src/fhir/temporary-address.ts'
import { validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import { ACTING } from '../support/acting.ts'
import { type Answers, FIVE_TAPS, itemsOf, option, QUESTIONS, responseWith } from '../support/answers.ts'
import { ehrRecord, patientRecord } from '../support/ehr-record.ts'
import { resourceIn, writtenReferral } from './written-referral.ts'

const PICK = 'contact-address-temporary'
const HOME = '1 Larch Lane, Anytown, LS1 1AA'
const REFUGE = 'Refuge House, Anytown, LS1 1AB'
const home = { use: 'home', line: ['1 Larch Lane'], city: 'Anytown', postalCode: 'LS1 1AA' }
const refuge = { use: 'temp', line: ['Refuge House'], city: 'Anytown', postalCode: 'LS1 1AB' }
const with_ = (parts: Parameters<typeof patientRecord>[0]) => ({ patient: patientRecord(parts) })
const asked = (parts: Parameters<typeof patientRecord>[0]) =>
  prepareQuestionnaire(QUESTIONS, readContext(ehrRecord(with_(parts))))
const pickIn = (parts: Parameters<typeof patientRecord>[0]) => itemsOf(asked(parts)).find(each => each.linkId === PICK)
const text = (valueString: string) => [{ valueString }]

describe('a temporary address of the record (hazard H02)', () => {
  it('is offered beside "No", and picked for nobody', () => {
    const pick = pickIn({ address: [home, refuge] })
    expect(pick?.answerOption).toEqual([{ valueString: REFUGE }, { valueString: 'No' }])
    expect(JSON.stringify(pick)).not.toMatch(/initial/)
    expect(pick?.required).toBeUndefined()
  })

  it('is one of words alone, too', () => {
    expect(pickIn({ address: [{ use: 'temp', text: 'Care of the hostel' }] })?.answerOption?.[0]).toEqual({
      valueString: 'Care of the hostel',
    })
  })

  const marked = { extension: [{ url: 'https://x.example/label', valueCoding: { code: 'R' } }] }
  it.each([
    ['there is none', { address: [home] }],
    ['it is over', { address: [home, { ...refuge, period: { end: '2020-01-01' } }] }],
    ['it is marked as restricted', { address: [home, { ...refuge, ...marked }] }],
    ['another contact is marked as restricted', { address: [{ ...home, ...marked }, refuge] }],
    ['the whole record is restricted', { address: [home, refuge], meta: { security: [{ code: 'R' }] } }],
  ])('is not asked about where %s', (_name, parts) => expect(pickIn(parts)).toBeUndefined())

  it('of all without one the questions are the very same: what is known of them holds', () => {
    const group = (parts: object) => asked(parts).item?.find(each => each.linkId === 'contact')
    expect(group({ address: [home] })).toBe(group({ address: [] }))
  })

  it('another address than the one that was offered is no answer', () => {
    const questions = asked({ address: [home, refuge] })
    const problems = (valueString: string) =>
      validateAnswers(questions, responseWith({ ...FIVE_TAPS, [PICK]: text(valueString) }, questions)).map(
        each => each.linkId,
      )
    expect([problems(REFUGE), problems('Other House')]).toEqual([[], [PICK]])
  })
})

const question = { linkId: 'contact-address', text: 'Address', type: 'string' } as const
const answers = (given: Answers): QuestionnaireResponse => responseWith({ ...FIVE_TAPS, ...given })
const addressIn = (response: QuestionnaireResponse) =>
  allAnswers(response.item ?? []).get('contact-address')?.[0]?.valueString

describe('once it is picked', () => {
  const saved = (given: Answers, previous: Answers = {}, known: string | undefined = HOME) => {
    const response = withPickedAddress(answers(given), { previous: answers(previous), home: known, question })
    return [addressIn(response), pickedAddress(response)]
  }
  const PICKED = { 'contact-address': text(REFUGE), [PICK]: text(REFUGE) }

  it.each<[string, Answers, Answers, (string | undefined)[]]>([
    ['nobody picked it: the home stays', { 'contact-address': text(HOME) }, {}, [HOME, undefined]],
    [
      'it stands in the place of the home',
      { 'contact-address': text(HOME), [PICK]: text(REFUGE) },
      {},
      [REFUGE, REFUGE],
    ],
    ['it stands where nothing stood', { [PICK]: text(REFUGE) }, {}, [REFUGE, REFUGE]],
    ['handed in again it stays', PICKED, PICKED, [REFUGE, REFUGE]],
    ['what is typed over it wins', { ...PICKED, 'contact-address': text('9 Elm') }, PICKED, ['9 Elm', undefined]],
    ['what is taken out stays out', { [PICK]: text(REFUGE) }, PICKED, [undefined, undefined]],
    ['"No" puts the home back', { ...PICKED, [PICK]: text('No') }, PICKED, [HOME, undefined]],
    [
      '"No" at once changes nothing',
      { 'contact-address': text('9 Elm'), [PICK]: text('No') },
      {},
      ['9 Elm', undefined],
    ],
    [
      'a page of before, which cannot say it, changes nothing',
      { 'contact-address': text(REFUGE) },
      PICKED,
      [REFUGE, undefined],
    ],
  ])('%s', (_name, given, previous, expected) => expect(saved(given, previous)).toEqual(expected))

  it('"No" without a home leaves none', () => {
    const response = withPickedAddress(answers({ ...PICKED, [PICK]: text('No') }), {
      previous: answers(PICKED),
      home: undefined,
      question,
    })
    expect(addressIn(response)).toBeUndefined()
  })

  it.each([
    ['the same', REFUGE, [REFUGE, REFUGE]],
    ['another', 'Other House', [undefined, undefined]],
    ['none', undefined, [undefined, undefined]],
  ])('the record, read anew, offers %s', (_name, offered, expected) => {
    const response = withoutLostPick(answers(PICKED), offered)
    expect([addressIn(response), pickedAddress(response)]).toEqual(expected)
    expect(JSON.stringify(response)).toContain('07700')
  })

  it('an address that nobody picked is not taken away', () => {
    expect(addressIn(withoutLostPick(answers({ 'contact-address': text(HOME) }), undefined))).toBe(HOME)
  })
})

describe('what leaves', () => {
  const sent = (given: Answers, address: Patient['address'] | object[]) =>
    resourceIn(writtenReferral({ record: with_({ address } as object), answers: given }).bundle, 'Patient').address
  const PICKED = { 'contact-address': text(REFUGE), [PICK]: text(REFUGE) }

  it('is a temporary address in its parts', () => {
    const { use, line, city, postalCode } = refuge
    expect(sent(PICKED, [home, refuge])).toEqual([{ use, text: REFUGE, line, city, postalCode }])
  })

  it('is temporary also where the home has the same words', () => {
    expect(sent(PICKED, [{ ...refuge, use: 'home' }, refuge])?.[0]?.use).toBe('temp')
  })

  it('is the answer to the address alone: the pick itself stays in the practice', () => {
    const { bundle } = writtenReferral({ record: with_({ address: [home, refuge] }), answers: PICKED })
    expect(JSON.stringify(bundle)).not.toContain(PICK)
    expect(JSON.stringify(bundle)).not.toContain('Larch Lane, Anytown')
  })

  it('is sealed as temporary with "phone me before contact", and follows so', () => {
    const { bundle, response } = writtenReferral({
      record: with_({ address: [home, refuge] }),
      answers: { ...PICKED, concern: [option('concern', 'phone-first')] },
    })
    expect(JSON.stringify(bundle)).not.toContain('Refuge')
    const contact = contactIn(response)
    expect(contact).toMatchObject({ address: REFUGE, isTemporary: true })
    const id = { id: 'x' }
    const stored = {
      task: { ...resourceIn(bundle, 'Task'), ...id },
      patient: { ...resourceIn(bundle, 'Patient'), ...id },
      form: { ...resourceIn(bundle, 'QuestionnaireResponse'), ...id },
    }
    const change = { contact, why: 'safety', clinician: ACTING, questionnaire: QUESTIONS } as const
    const made = contactTransaction(stored, change, '2026-09-05T10:00:00.000Z')
    if (!made.ok || made.value === 'unchanged') throw new Error('unchanged')
    expect(resourceIn(made.value, 'Patient').address).toEqual([{ use: 'temp', text: REFUGE }])
  })
})
