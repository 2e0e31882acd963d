import type { FhirResource, Patient, QuestionnaireResponse, Task } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { type ContactDetails, contactProblems } from '../../src/domain/contact-details.ts'
import { contactTransaction, readContact, type StoredContact } from '../../src/fhir/amend-contact.ts'
import { CS } from '../../src/fhir/systems.ts'

const text = (linkId: string, valueString: string) => ({ linkId, text: linkId, answer: [{ valueString }] })
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
const STORED: StoredContact = { task: TASK, patient: PATIENT, form: FORM }
const TOLD: ContactDetails = {
  phone: '07700 900441',
  email: 'a@b.example',
  address: '1 Lane, Town, XX1 1AA',
  safety: '',
}

function amended(change: Partial<ContactDetails>, stored = STORED) {
  const made = contactTransaction(stored, { ...TOLD, ...change }, 'new-details', 'Dr A', '2026-09-05T10:00:00.000Z')
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
          { linkId: 'contact-safety', text: 'How to make contact safely', answer: [{ valueString: 'No voicemail' }] },
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
    expect('entries' in none && none.entries).toHaveLength(3)
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
    [{ safety: 'x'.repeat(501) }, ['TOO_LONG']],
  ])('%j lacks %j', (change, problems) => expect(contactProblems({ ...TOLD, ...change })).toEqual(problems))
})
