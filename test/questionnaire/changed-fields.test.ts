import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import { expect, it } from 'vitest'
import { changedFields } from '../../src/questionnaire/changed-fields.ts'
import { LONGEST_TEXT } from '../../src/questionnaire/field-texts.ts'

const questionnaire = {
  resourceType: 'Questionnaire',
  status: 'active',
  item: [
    { linkId: 'phone', type: 'string' },
    { linkId: 'day', type: 'date' },
    {
      linkId: 'needs',
      type: 'choice',
      repeats: true,
      answerOption: [{ valueString: 'sight' }, { valueString: 'hearing' }],
    },
    { linkId: 'worked-out', type: 'string', readOnly: true },
    { linkId: 'job', type: 'group', repeats: true, item: [{ linkId: 'title', type: 'string' }] },
  ],
} satisfies Questionnaire

const response = {
  resourceType: 'QuestionnaireResponse',
  status: 'in-progress',
  item: [
    { linkId: 'phone', answer: [{ valueString: '07700 900111' }] },
    { linkId: 'day', answer: [{ valueDate: '2026-09-03' }] },
    { linkId: 'needs', answer: [{ valueString: 'sight' }] },
    { linkId: 'job', item: [{ linkId: 'title', answer: [{ valueString: 'Clerk' }] }] },
  ],
} satisfies QuestionnaireResponse

const AS_SHOWN = {
  phone: '07700 900111',
  'day-day': '3',
  'day-month': '9',
  'day-year': '2026',
  needs: 'text|sight',
  job: 'here',
  title: 'Clerk',
  'title~1': '',
}

const changed = (form: Record<string, unknown>) => changedFields(questionnaire, { ...AS_SHOWN, ...form }, response)

it('finds nothing in a form as it was shown', () => {
  expect(changed({})).toEqual({})
})

it.each<[string, Record<string, unknown>, Record<string, string[]>]>([
  ['a text', { phone: '07700 900999' }, { phone: ['07700 900999'] }],
  ['an emptied text', { phone: '' }, { phone: [''] }],
  ['a last tick that was taken away', { needs: undefined }, { needs: [] }],
  ['one more tick', { needs: ['text|sight', 'text|hearing'] }, { needs: ['text|sight', 'text|hearing'] }],
  [
    'one part of a date, with its others',
    { 'day-day': '31' },
    { 'day-day': ['31'], 'day-month': ['9'], 'day-year': ['2026'] },
  ],
  ['what nobody could understand', { 'day-year': 'soon' }, expect.objectContaining({ 'day-year': ['soon'] })],
  ['a row of a group', { title: 'Nurse' }, { title: ['Nurse'] }],
  ['the spare row of a group', { 'title~1': 'Nurse' }, { 'title~1': ['Nurse'] }],
])('finds %s', (_what, form, fields) => {
  expect(changed(form)).toEqual(fields)
})

it.each<[string, Record<string, unknown>]>([
  ['a field that no question has', { patientId: 'other' }],
  ['a question that cannot be answered here', { 'worked-out': 'forged' }],
])('leaves out %s', (_what, form) => {
  expect(changed(form)).toEqual({})
})

it('keeps no more of a text than could ever be an answer', () => {
  expect(changed({ phone: 'x'.repeat(LONGEST_TEXT + 1) }).phone?.[0]).toHaveLength(LONGEST_TEXT)
})
