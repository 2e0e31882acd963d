import type { FhirResource } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import type { EhrRecord, PatientRecord } from '../../src/fhir/ehr-record.ts'
import { prefillObservations, prepareQuestionnaire } from '../../src/fhir/prepare-questionnaire.ts'
import { allAnswers } from '../../src/fhir/read-answers.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { withoutRestrictedContact } from '../../src/fhir/restricted-contact.ts'
import { CS, EXT } from '../../src/fhir/systems.ts'
import { populate } from '../../src/questionnaire/populate.ts'
import { QUESTIONS } from '../support/answers.ts'
import {
  AMENDED_DUTIES,
  codedNote,
  during,
  ehrRecord,
  MAY_BE_FIT,
  med3Document,
  NOT_FIT,
  ownNote,
  PHASED_RETURN,
  patientRecord,
  TODAY,
} from '../support/ehr-record.ts'

/** What the real Questionnaire takes out of a record: answers by linkId, as plain values. */
async function prefilled(parts: Partial<EhrRecord>) {
  const record = ehrRecord(parts)
  const context = readContext(record)
  const {
    response,
    prefilled: fromRecord,
    problems,
  } = await populate(
    prepareQuestionnaire(QUESTIONS, context),
    // The record was parsed as the resource that it says it is.
    {
      launch: {
        patient: withoutRestrictedContact(record.patient) as FhirResource,
        ...prefillObservations(context, TODAY),
      },
    },
    { subject: { reference: 'Patient/patient-1' }, authored: record.readAt },
  )
  expect(problems).toEqual([])
  const answers = Object.fromEntries(
    [...allAnswers(response.item ?? [])].map(([linkId, all]) => [
      linkId,
      all.map(each => each.valueCoding?.code ?? each.valueString ?? each.valueDate ?? each.valueBoolean),
    ]),
  )
  expect([...fromRecord].toSorted()).toEqual(Object.keys(answers).toSorted())
  return answers
}
const ofPatient = (parts: Partial<PatientRecord>) => prefilled({ patient: patientRecord(parts) })
const phone = (value: string, parts: object = {}) => ({ system: 'phone', value, ...parts })
const LONG_AGO = { period: { end: '2020-01-01' } }

it('a plain record fills phone and address, and answers none of the five questions', async () => {
  expect(await prefilled({})).toEqual({
    'contact-phone': ['07700 900123'],
    'contact-address': ['1 Larch Lane, Anytown, LS1 1AA'],
  })
})

describe('the phone number (hazard H02)', () => {
  it.each<[string, PatientRecord['telecom'], string | undefined]>([
    ['is the mobile', [phone('home', { use: 'home' }), phone('mobile', { use: 'mobile' })], 'mobile'],
    [
      'is today’s mobile, not the one that ended',
      [phone('was', { use: 'mobile', ...LONG_AGO }), phone('is', { use: 'mobile' })],
      'is',
    ],
    ['is not an old one', [phone('was', { use: 'old' }), phone('home', { use: 'home' })], 'home'],
    [
      'is the landline at home, where the mobile has ended',
      [phone('was', { use: 'mobile', ...LONG_AGO }), phone('home', { use: 'home' })],
      'home',
    ],
    ['is one whose use is not said', [phone('some')], 'some'],
    ['is never one at work', [phone('work', { use: 'work' })], undefined],
    ['is not a fax', [{ system: 'fax', value: 'fax', use: 'home' }], undefined],
  ])('%s', async (_what, telecom, expected) => {
    expect((await ofPatient({ telecom }))['contact-phone']?.[0]).toBe(expected)
  })
})

it('the e-mail address is one in use', async () => {
  const telecom = [
    { system: 'email', value: 'was@example.org', use: 'old' },
    { system: 'email', value: 'ended@example.org', ...LONG_AGO },
    { system: 'email', value: 'is@example.org' },
  ]
  expect((await ofPatient({ telecom }))['contact-email']).toEqual(['is@example.org'])
})

describe('the address', () => {
  const at = (line: string, parts: object = {}) => ({ line: [line], postalCode: 'LS1 1AA', ...parts })
  it.each<[string, PatientRecord['address'], string | undefined]>([
    ['is the home, not the old one', [at('Old', { use: 'old' }), at('Home', { use: 'home' })], 'Home, LS1 1AA'],
    [
      'is the home in use, not the one that ended',
      [at('Was', { use: 'home', ...LONG_AGO }), at('Is', { use: 'home' })],
      'Is, LS1 1AA',
    ],
    ['is never a temporary one, which may be a refuge', [at('Hostel', { use: 'temp' })], undefined],
    ['is not the one that a bill goes to', [at('Payer', { use: 'billing' })], undefined],
    [
      'keeps all its lines in their order',
      [{ use: 'home', line: ['Flat 2', '1 Larch Lane', 'Anytown'], city: 'Leeds', postalCode: 'LS1 1AA' }],
      'Flat 2, 1 Larch Lane, Anytown, Leeds, LS1 1AA',
    ],
    [
      'is not one that begins only later',
      [at('Next', { use: 'home', period: { start: '2199-01-01' } }), at('Now')],
      'Now, LS1 1AA',
    ],
    ['is its text where it has no parts', [{ use: 'home', text: '1 Larch Lane, Leeds' }], '1 Larch Lane, Leeds'],
    ['is left out where all are old', [at('Old', { use: 'old' })], undefined],
  ])('%s', async (_what, address, expected) => {
    expect((await ofPatient({ address }))['contact-address']?.[0]).toBe(expected)
  })
})

describe('contact details where one of them is marked as restricted (hazard H02)', () => {
  const label = (code: string) => ({
    extension: [
      {
        url: 'http://hl7.org/fhir/uv/security-label-ds4p/StructureDefinition/extension-inline-sec-label',
        valueCoding: { system: CS.confidentiality, code },
      },
    ],
  })
  const phone = { system: 'phone', value: '07700 900123' }
  const email = { system: 'email', value: 'zoe@example.org' }
  const home = { use: 'home', line: ['1 Larch Lane'] }
  it.each<[string, object, boolean]>([
    ['an address', { address: [{ ...home, ...label('R') }], telecom: [phone, email] }, false],
    ['a line of an address', { address: [{ ...home, _line: [label('V')] }], telecom: [phone, email] }, false],
    ['a phone number', { telecom: [{ ...phone, ...label('R') }, email], address: [home] }, false],
    ['a name', { name: [{ family: 'Ward', ...label('R') }], telecom: [phone, email], address: [home] }, false],
    ['nothing, but with a normal label', { telecom: [{ ...phone, ...label('N') }, email], address: [home] }, true],
  ])('are filled in or not: %s', async (_what, parts, isFilledIn) => {
    const answers = await ofPatient(parts)
    const found = ['contact-phone', 'contact-email', 'contact-address'].filter(each => answers[each] !== undefined)
    expect(found).toHaveLength(isFilledIn ? 3 : 0)
  })
})

describe('language and interpreter', () => {
  const speaks = (language: object, preferred = true) => ({ language, preferred })

  it('the preferred language, by its name', async () => {
    const communication = [
      speaks({ coding: [{ code: 'en', display: 'English' }] }, false),
      speaks({ coding: [{ system: 'urn:ietf:bcp:47', code: 'ur', display: 'Urdu' }] }),
    ]
    expect((await ofPatient({ communication })).language).toEqual(['Urdu'])
    expect((await ofPatient({ communication: [speaks({ text: 'Sylheti' })] })).language).toEqual(['Sylheti'])
    expect((await ofPatient({ communication: [speaks({ coding: [{ code: 'bfi' }] })] })).language).toEqual(['bfi'])
  })

  it.each([true, false])('interpreter needed: %s, as the record says', async needed => {
    const extension = [{ url: EXT.interpreterRequired, valueBoolean: needed }]
    expect((await ofPatient({ extension })).interpreter).toEqual([needed])
  })
})

describe('today’s note', () => {
  const today = during(TODAY, '2026-09-16')

  it.each<[string, Partial<EhrRecord>]>([
    [
      'in the codes of GP systems',
      {
        observations: [
          codedNote('n1', MAY_BE_FIT, today),
          codedNote('a1', PHASED_RETURN, today),
          codedNote('a2', AMENDED_DUTIES, today),
        ],
      },
    ],
    [
      'in our own form, planned',
      {
        observations: [
          ownNote('n1', { coding: [{ system: CS.fitNoteAdvice, code: 'may-be-fit' }] }, today),
          codedNote('a1', PHASED_RETURN, today),
          codedNote('a2', AMENDED_DUTIES, today),
        ],
      },
    ],
  ])('%s fills advice, dates and adjustments', async (_how, parts) => {
    expect(await prefilled(parts)).toMatchObject({
      'note-advice': ['may-be-fit'],
      'note-from': [TODAY],
      'note-to': ['2026-09-16'],
      'note-adjustments': ['phased-return', 'amended-duties'],
    })
  })

  it('without dates fills its advice alone: no end is made up', async () => {
    const answers = await prefilled({ observations: [codedNote('n1', NOT_FIT, { effectiveDateTime: TODAY })] })
    expect(answers['note-advice']).toEqual(['not-fit'])
    expect(answers).not.toHaveProperty('note-from')
    expect(answers).not.toHaveProperty('note-to')
  })

  it('as a document fills its dates, and leaves the advice to be asked', async () => {
    const context = { period: { start: TODAY, end: '2026-09-16' } }
    const answers = await prefilled({ documents: [med3Document('d1', { date: TODAY, context })] })
    expect(answers).not.toHaveProperty('note-advice')
    expect(answers['note-to']).toEqual(['2026-09-16'])
  })

  it('of another day fills nothing of today’s', async () => {
    const answers = await prefilled({ observations: [codedNote('n1', NOT_FIT, during('2026-08-20', TODAY))] })
    expect(answers).not.toHaveProperty('note-advice')
    expect(answers).not.toHaveProperty('note-from')
  })
})

describe('off work since', () => {
  it('is the first day of the spell that is running', async () => {
    const observations = [
      codedNote('n1', NOT_FIT, during('2026-07-20', '2026-08-02')),
      codedNote('n2', NOT_FIT, during('2026-08-05', '2026-09-03')),
      codedNote('n0', NOT_FIT, during('2026-01-01', '2026-01-14')),
    ]
    expect((await prefilled({ observations }))['off-work-since']).toEqual(['2026-07-20'])
  })

  it('is not asked of a spell that is over', async () => {
    const observations = [codedNote('n0', NOT_FIT, during('2026-01-01', '2026-01-14'))]
    expect(await prefilled({ observations })).not.toHaveProperty('off-work-since')
  })
})
