import type { FhirResource, QuestionnaireResponse } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { contactTransaction } from '../../src/fhir/amend-contact.ts'
import { contactIn } from '../../src/fhir/contact-questions.ts'
import { describeTransaction } from '../../src/fhir/describe-transaction.ts'
import { EXT } from '../../src/fhir/systems.ts'
import { concernText } from '../../src/fhir/task-talk.ts'
import { ACTING } from '../support/acting.ts'
import { type Answers, itemsOf, option, QUESTIONS } from '../support/answers.ts'
import { workWellService } from '../support/ehr-record.ts'
import { objectsIn, resourceIn, writtenReferral } from './written-referral.ts'

const MAY = 'Messages may be left'
const NOT = 'Do not leave messages'
const said = (...answer: boolean[]): Answers => ({
  concern: [option('concern', 'none-known')],
  'contact-message': answer.map(valueBoolean => ({ valueBoolean })),
})
const bundleOf = (answers: Answers) => writtenReferral({ answers }).bundle
const answered = (form: QuestionnaireResponse) => objectsIn(form).filter(each => each.linkId === 'contact-message')

describe('"Safe to leave a message?" (hazard H02)', () => {
  const at = (QUESTIONS.item ?? []).findIndex(each => each.linkId === 'contact-message')
  const question = QUESTIONS.item?.[at]

  it('stands directly after the ways to reach the patient, and is asked whenever they are', () => {
    expect(QUESTIONS.item?.[at - 1]?.linkId).toBe('contact')
    expect(question?.enableWhen).toEqual(QUESTIONS.item?.[at - 1]?.enableWhen)
    expect(question?.text).toBe('Safe to leave a message?')
  })

  it('is never answered for anybody, and need not be answered', () => {
    expect(question).not.toHaveProperty('initial')
    expect(question).not.toHaveProperty('required')
    expect(question?.extension?.map(each => each.url).filter(url => url !== EXT.answerLeaves)).toEqual([])
  })

  it('goes to those who ring the patient: the service and a local service, from Basic on', () => {
    const to = (question?.extension ?? []).map(({ extension = [] }) => extension.map(each => each.valueCode).join(' '))
    expect(to).toEqual(['service basic', 'provider basic', 'practice'])
  })

  it.each([
    ['yes', said(true), MAY],
    ['no', said(false), NOT],
    ['nothing', said(), NOT],
  ])('answered with %s', (_name, answers, words) => {
    const bundle = bundleOf(answers)
    expect(describeTransaction(bundle).filter(each => each.linkId === 'contact-message')).toEqual([
      { part: 'answer', linkId: 'contact-message', label: 'Messages', value: words },
    ])
    // On the work itself, in words: any system shows them.
    expect(concernText(resourceIn(bundle, 'Task'))).toBe(`Nothing known. ${words}.`)
    // What nobody answered is no answer.
    const values = answered(resourceIn(bundle, 'QuestionnaireResponse')).map(each => each.answer)
    expect(values).toEqual(answers['contact-message']?.length ? [answers['contact-message']] : [])
  })

  it('of a service’s own question with the same name nothing is made', () => {
    const siteResponse: QuestionnaireResponse = {
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      item: [{ linkId: 'contact-message', text: 'Own', answer: [{ valueBoolean: true }] }],
    }
    const service = workWellService({ extraQuestions: { file: 'more.json', leavesFrom: 'basic' } })
    const lines = describeTransaction(writtenReferral({ answers: said(), siteResponse, service }).bundle)
    expect(lines).toContainEqual({ part: 'site-answer', linkId: 'contact-message', label: 'Own', value: 'Yes' })
    expect(lines).toContainEqual({ part: 'answer', linkId: 'contact-message', label: 'Messages', value: NOT })
  })

  it.each([true, false])('with "phone me before contact" it is held back, whatever it says: %s', answer => {
    const bundle = bundleOf({ ...said(answer), concern: [option('concern', 'phone-first')] })
    const text = JSON.stringify(bundle)
    for (const known of ['contact-message', MAY, NOT]) expect([known, text.includes(known)]).toEqual([known, false])
    expect(describeTransaction(bundle).some(each => each.linkId === 'contact-message')).toBe(false)
  })

  it('is read to be sealed with the rest, and a lack stays one', () => {
    expect(contactIn(writtenReferral({ answers: said(false) }).response).messages).toBe(false)
    expect(contactIn(writtenReferral({ answers: said() }).response)).not.toHaveProperty('messages')
  })
})

describe('"Safe to leave a message?", changed at the service', () => {
  const withId = <T extends FhirResource>(resource: T, id: string) => Object.assign({}, resource, { id })
  const stored = (answers: Answers) => {
    const bundle = bundleOf(answers)
    return {
      task: withId(resourceIn(bundle, 'Task'), 't'),
      patient: withId(resourceIn(bundle, 'Patient'), 'p'),
      form: withId(resourceIn(bundle, 'QuestionnaireResponse'), 'q'),
    }
  }
  const changed = (before: Answers, messages: boolean | undefined) => {
    const told = contactIn(writtenReferral({ answers: before }).response)
    const { messages: _before, ...rest } = told
    const contact = messages === undefined ? rest : { ...rest, messages }
    const made = contactTransaction(
      stored(before),
      { contact, why: 'safety', clinician: ACTING, questionnaire: QUESTIONS },
      '2026-09-05T10:00:00.000Z',
    )
    if (!made.ok) throw new Error(JSON.stringify(made))
    if (made.value === 'unchanged') return made.value
    const form = resourceIn(made.value, 'QuestionnaireResponse')
    return { concern: concernText(resourceIn(made.value, 'Task')), answers: answered(form).map(each => each.answer) }
  }

  it.each([
    ['yes to no', said(true), false, `Nothing known. ${NOT}.`, [[{ valueBoolean: false }]]],
    ['nothing to yes', said(), true, `Nothing known. ${MAY}.`, [[{ valueBoolean: true }]]],
    ['yes to nothing', said(true), undefined, `Nothing known. ${NOT}.`, []],
  ])('from %s, in the answers and on the work', (_name, before, messages, concern, answers) => {
    expect(changed(before, messages)).toEqual({ concern, answers })
  })

  it('the same again changes nothing', () => expect(changed(said(true), true)).toBe('unchanged'))

  it('of a hub that keeps no answers, nothing says that messages may be left', () => {
    const { task, patient } = stored(said())
    const contact = { ...contactIn(writtenReferral({ answers: said() }).response), messages: true }
    const change = { contact, why: 'safety', clinician: ACTING, questionnaire: QUESTIONS } as const
    const made = contactTransaction({ task, patient, form: undefined }, change, '2026-09-05T10:00:00.000Z')
    expect(JSON.stringify(made)).not.toContain(MAY)
  })

  it('of a Task of before, whose concern has its code alone, the words stand nowhere', () => {
    const before = stored(said(true))
    const input = (before.task.input ?? []).map(each => {
      const { coding } = each.valueCodeableConcept ?? {}
      return coding
        ? { ...each, valueCodeableConcept: { coding: coding.map(({ display: _words, ...code }) => code) } }
        : each
    })
    const contact = { ...contactIn(writtenReferral({ answers: said(true) }).response), phone: '07700 900777' }
    const change = { contact, why: 'new-details', clinician: ACTING, questionnaire: QUESTIONS } as const
    const made = contactTransaction({ ...before, task: { ...before.task, input } }, change, '2026-09-05T10:00:00.000Z')
    if (!made.ok || made.value === 'unchanged') throw new Error('unchanged')
    expect(resourceIn(made.value, 'Task').input).toEqual(input)
  })
})

it('the answers’ own Questionnaire asks it too', () => {
  const asked = itemsOf(QUESTIONS).map(each => each.linkId)
  expect(asked).toContain('contact-message')
  expect(QUESTIONS.version).not.toBe('1.0.0')
})
