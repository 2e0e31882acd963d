import type { FhirResource, Patient, QuestionnaireResponse, Task } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { type ContactDetails, contactProblems } from '../../src/domain/contact-details.ts'
import { contactTransaction, readContact, type StoredContact } from '../../src/fhir/amend-contact.ts'
import { amendedForm } from '../../src/fhir/amended-form.ts'
import { contactLimitsOf, contactQuestionsOf } from '../../src/fhir/contact-questions.ts'
import { CS } from '../../src/fhir/systems.ts'
import { withdrawnTask } from '../../src/fhir/write-withdrawal.ts'
import { ACTING } from '../support/acting.ts'
import { itemsOf, QUESTIONS } from '../support/answers.ts'
import { formFaults } from '../support/form-faults.ts'
import { writtenReferral } from './written-referral.ts'

const asked = itemsOf(QUESTIONS)
const wordsOf = (linkId: string) => asked.find(each => each.linkId === linkId)?.text ?? linkId
const text = (linkId: string, valueString: string) => ({ linkId, text: wordsOf(linkId), answer: [{ valueString }] })
const ADDRESS = text('contact-address', '1 Lane, Town, XX1 1AA')
const PATIENT: Patient & { id: string } = {
  resourceType: 'Patient',
  id: 'p',
  meta: { versionId: '4' },
  birthDate: '1980-01-10',
  telecom: [
    { system: 'phone', value: '07700 900441', rank: 1 },
    { system: 'email', value: 'a@b.example' },
  ],
  address: [{ use: 'home', text: '1 Lane, Town, XX1 1AA', line: ['1 Lane'], city: 'Town', postalCode: 'XX1 1AA' }],
}
const FORM: QuestionnaireResponse & { id: string } = {
  resourceType: 'QuestionnaireResponse',
  id: 'q',
  meta: { versionId: '2' },
  status: 'completed',
  item: [
    text('other', 'stays'),
    { linkId: 'contact', item: [text('contact-phone', '07700 900441'), text('contact-email', 'a@b.example'), ADDRESS] },
  ],
}
const TASK: Task & { id: string } = {
  resourceType: 'Task',
  id: 't',
  meta: { versionId: '7' },
  status: 'accepted',
  intent: 'order',
  code: { coding: [{ system: CS.taskCode, code: 'fulfill' }] },
  businessStatus: { coding: [{ system: CS.businessStatus, code: 'contacted' }] },
  note: [{ text: 'an earlier note' }],
}
const LIMITS = contactLimitsOf(contactQuestionsOf(QUESTIONS))
const NOWHERE: ContactDetails = { phone: '', email: '', address: '', safety: '' }

/** The answers of a referral as they went out. */
function sentForm(): { response: QuestionnaireResponse } {
  const entries = writtenReferral().bundle.entry ?? []
  const response = entries.map(each => each.resource).find(each => each?.resourceType === 'QuestionnaireResponse')
  if (response?.resourceType !== 'QuestionnaireResponse') throw new Error('no form was sent')
  return { response }
}
const without = (form: QuestionnaireResponse, linkId: string): QuestionnaireResponse => ({
  ...form,
  item: form.item?.flatMap(each =>
    each.linkId === linkId
      ? []
      : [each.item ? { ...each, item: each.item.filter(one => one.linkId !== linkId) } : each],
  ),
})
const STORED: StoredContact = { task: TASK, patient: PATIENT, form: FORM }
const TOLD: ContactDetails = {
  phone: '07700 900441',
  email: 'a@b.example',
  address: '1 Lane, Town, XX1 1AA',
  safety: '',
}

function amended(change: Partial<ContactDetails>, stored = STORED) {
  const made = contactTransaction(
    stored,
    { contact: { ...TOLD, ...change }, why: 'new-details', clinician: ACTING, questionnaire: QUESTIONS },
    '2026-09-05T10:00:00.000Z',
  )
  if (!made.ok || made.value === 'unchanged') return made
  const entries = made.value.entry ?? []
  const at = <T extends FhirResource['resourceType']>(type: T) =>
    entries
      .map(each => each.resource)
      .find((each): each is Extract<FhirResource, { resourceType: T }> => each?.resourceType === type)
  return { entries, patient: at('Patient'), form: at('QuestionnaireResponse'), task: at('Task') }
}

describe('corrected contact details', () => {
  it('are read as the service was told', () => expect(readContact(STORED)).toEqual(TOLD))

  it('that are the same change nothing', () => expect(amended({})).toEqual({ ok: true, value: 'unchanged' }))

  it('replace each version that was read, or nothing', () => {
    const made = amended({ phone: '07700 900777' })
    expect('entries' in made && made.entries.map(each => [each.request?.url, each.request?.ifMatch])).toEqual([
      ['Task/t', 'W/"7"'],
      ['Patient/p', 'W/"4"'],
      ['QuestionnaireResponse/q', 'W/"2"'],
      ['Provenance', undefined],
      ['Organization', undefined],
      ['Practitioner', undefined],
      ['PractitionerRole', undefined],
    ])
  })

  it('leave everything else as it was: the rest of the patient, other answers, where the referral stands', () => {
    const made = amended({ phone: '07700 900777', safety: 'No voicemail' })
    if (!('entries' in made)) throw new Error('unchanged')
    expect(made.patient).toMatchObject({ birthDate: '1980-01-10', address: PATIENT.address })
    expect(made.form?.item).toEqual([
      text('other', 'stays'),
      {
        linkId: 'contact',
        item: [
          text('contact-phone', '07700 900777'),
          text('contact-email', 'a@b.example'),
          ADDRESS,
          text('contact-safety', 'No voicemail'),
        ],
      },
    ])
    expect([made.task?.status, made.task?.note?.length]).toEqual(['accepted', 2])
  })

  it('that are taken away are nowhere any more', () => {
    const made = amended({ email: '', address: '' })
    if (!('entries' in made)) throw new Error('unchanged')
    expect(JSON.stringify(made.entries)).not.toMatch(/a@b\.example|1 Lane/)
  })

  it('stand in the form also where it had no such group, and without a form in the patient alone', () => {
    const bare = amended({ safety: 'No voicemail' }, { ...STORED, form: { ...FORM, item: [text('other', 'stays')] } })
    expect('form' in bare && JSON.stringify(bare.form?.item)).toContain('No voicemail')
    const none = amended({ phone: '07700 900777' }, { ...STORED, form: undefined })
    expect('entries' in none && none.entries.filter(each => each.request?.method === 'PUT')).toHaveLength(2)
  })

  it('answer the form wherever they were missing: its words, its places, its lengths, and no empty group', () => {
    const { response } = sentForm()
    for (const left of [response, without(response, 'contact-safety'), without(response, 'contact')])
      for (const change of [
        { safety: 'No voicemail' },
        { email: 'c@d.example' },
        { ...NOWHERE, phone: '07700 900777' },
      ])
        expect(formFaults(amendedForm(left, { ...NOWHERE, ...change }, QUESTIONS))).toEqual([])
    expect(amendedForm(response, NOWHERE, QUESTIONS).item?.some(each => each.item?.length === 0)).toBe(false)
  })

  it('correct the words that the version before wrote by hand', () => {
    const item = [
      { linkId: 'contact', item: [{ ...text('contact-safety', 'No voicemail'), text: 'How to make contact safely' }] },
    ]
    const made = amended({ safety: 'By text only' }, { ...STORED, form: { ...FORM, item } })
    expect('form' in made && JSON.stringify(made.form?.item)).toContain(wordsOf('contact-safety'))
    expect('form' in made && JSON.stringify(made.form?.item)).not.toContain('How to make contact safely')
  })

  it('are corrected and can be withdrawn also where the service keeps a state of its own, or has not begun', () => {
    const { businessStatus: _state, ...task } = TASK
    for (const status of ['ready', 'draft'] as const) {
      const own = { ...task, status }
      expect(amended({ phone: '07700 900777' }, { ...STORED, task: own })).toMatchObject({ task: { status } })
      expect(withdrawnTask(own, 'not-needed', '2026-09-05T10:00:00.000Z')).toMatchObject({
        ok: true,
        value: { status: 'cancelled', businessStatus: { coding: [{ code: 'withdrawn' }] } },
      })
    }
  })

  it('are refused where the referral is over', () => {
    const over: Task & { id: string } = {
      ...TASK,
      status: 'rejected',
      statusReason: { text: 'No' },
      businessStatus: { coding: [{ system: CS.businessStatus, code: 'not-accepted' }] },
    }
    expect(amended({ phone: '07700 900777' }, { ...STORED, task: over })).toMatchObject({ ok: false })
  })
})

describe('what a clinician types', () => {
  it.each<[Partial<ContactDetails>, string[]]>([
    [{}, []],
    [{ phone: '+44 (0)7700 900441' }, []],
    [{ phone: '', email: '' }, []],
    [{ phone: '', email: '', address: '' }, ['NO_WAY']],
    [{ phone: '12345' }, ['PHONE']],
    [{ phone: 'ask' }, ['PHONE']],
    [{ email: 'a b@c.d' }, ['EMAIL']],
    [{ safety: 'x'.repeat(140) }, []],
    [{ safety: 'x'.repeat(141) }, ['LONG_SAFETY']],
    [{ address: 'x'.repeat(251) }, ['LONG_ADDRESS']],
    [{ email: `${'x'.repeat(120)}@b.example` }, ['LONG_EMAIL']],
  ])('%j lacks %j', (change, problems) => expect(contactProblems({ ...TOLD, ...change }, LIMITS)).toEqual(problems))
})
