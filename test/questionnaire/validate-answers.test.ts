import type { QuestionnaireItem, QuestionnaireResponseItemAnswer } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { EXT } from '../../src/fhir/systems.ts'
import { validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import { coding, control, everyItemType, questionnaireOf, responseOf } from './every-item-type.ts'

const check = (item: Omit<QuestionnaireItem, 'linkId'>, ...answer: QuestionnaireResponseItemAnswer[]) =>
  validateAnswers(
    questionnaireOf({ linkId: 'q', text: 'Work status', ...item }),
    answer.length === 0 ? responseOf() : responseOf({ linkId: 'q', answer }),
  ).map(issue => issue.text)

const colours = [coding('r', 'Red'), coding('b', 'Blue')]
const kg = { system: 'http://unitsofmeasure.org', code: 'kg', display: 'kg' }

describe('a required question without an answer', () => {
  it.each<[string, Omit<QuestionnaireItem, 'linkId'>]>([
    ['Select an option for: Work status', { type: 'choice', answerOption: colours }],
    ['Select at least one option for: Work status', { type: 'choice', answerOption: colours, repeats: true }],
    ['Select an option for: Work status', { type: 'boolean' }],
    ['Tick the box for: Work status', { type: 'boolean', extension: [control('check-box')] }],
    ['Enter an answer for: Work status', { type: 'string' }],
    ['Enter an answer for: Work status', { type: 'text' }],
    ['Enter a date for: Work status', { type: 'date' }],
    ['Enter a date and time for: Work status', { type: 'dateTime' }],
    ['Enter a time for: Work status', { type: 'time' }],
    ['Enter a number for: Work status', { type: 'integer' }],
    ['Enter a number for: Work status', { type: 'quantity' }],
    ['Answer at least one question in: Work status', { type: 'group', item: [{ linkId: 'x', type: 'string' }] }],
  ])('says "%s"', (text, item) => {
    expect(check({ ...item, required: true })).toEqual([text])
    expect(check(item)).toEqual([])
  })

  it.each<[string, Partial<QuestionnaireItem>]>([
    ['hidden', { extension: [{ url: EXT.hidden, valueBoolean: true }] }],
    ['readOnly', { readOnly: true }],
  ])('is no issue where the item is %s', (_, item) => {
    expect(check({ type: 'string', required: true, ...item })).toEqual([])
  })

  it('is no issue while the item is disabled', () => {
    const questionnaire = questionnaireOf(
      { linkId: 'a', type: 'boolean' },
      {
        linkId: 'b',
        type: 'string',
        required: true,
        enableWhen: [{ question: 'a', operator: '=', answerBoolean: true }],
      },
    )
    expect(validateAnswers(questionnaire, responseOf())).toEqual([])
    expect(validateAnswers(questionnaire, responseOf({ linkId: 'a', answer: [{ valueBoolean: true }] }))).toEqual([
      { linkId: 'b', text: 'Enter an answer for: b' },
    ])
  })
})

describe('an answer against the rules of its item', () => {
  const rows: [string, Omit<QuestionnaireItem, 'linkId'>, QuestionnaireResponseItemAnswer, string | undefined][] = [
    ['maxLength kept', { type: 'string', maxLength: 3 }, { valueString: 'añé' }, undefined],
    [
      'maxLength',
      { type: 'string', maxLength: 3 },
      { valueString: 'abcd' },
      'Use 3 characters or fewer for: Work status (there are 4)',
    ],
    [
      'minLength',
      { type: 'string', extension: [{ url: EXT.minLength, valueInteger: 3 }] },
      { valueString: 'ab' },
      'Use 3 characters or more for: Work status',
    ],
    [
      'maxDecimalPlaces',
      { type: 'decimal', extension: [{ url: EXT.maxDecimalPlaces, valueInteger: 1 }] },
      { valueDecimal: 1.25 },
      'Use no more than 1 decimal place for: Work status',
    ],
    [
      'maxDecimalPlaces kept',
      { type: 'decimal', extension: [{ url: EXT.maxDecimalPlaces, valueInteger: 1 }] },
      { valueDecimal: 1.2 },
      undefined,
    ],
    ['only spaces', { type: 'string' }, { valueString: '  ' }, 'Enter an answer for: Work status'],
    [
      'minValue kept',
      { type: 'integer', extension: [{ url: EXT.minValue, valueInteger: 1 }] },
      { valueInteger: 1 },
      undefined,
    ],
    [
      'minValue',
      { type: 'integer', extension: [{ url: EXT.minValue, valueInteger: 1 }] },
      { valueInteger: 0 },
      'Enter 1 or more for: Work status',
    ],
    [
      'maxValue',
      { type: 'decimal', extension: [{ url: EXT.maxValue, valueDecimal: 1.5 }] },
      { valueDecimal: 1.6 },
      'Enter 1.5 or less for: Work status',
    ],
    [
      'minValue of a date',
      { type: 'date', extension: [{ url: EXT.minValue, valueDate: '2026-01-01' }] },
      { valueDate: '2025-12-31' },
      'Enter a date on or after 1 January 2026 for: Work status',
    ],
    [
      'maxValue of a date',
      { type: 'date', extension: [{ url: EXT.maxValue, valueDate: '2026-01-01' }] },
      { valueDate: '2026-01-02' },
      'Enter a date on or before 1 January 2026 for: Work status',
    ],
    [
      'regex kept',
      { type: 'string', extension: [{ url: EXT.regex, valueString: '[A-Z]{2}' }] },
      { valueString: 'AB' },
      undefined,
    ],
    [
      'regex on all of it',
      { type: 'string', extension: [{ url: EXT.regex, valueString: '[A-Z]{2}' }] },
      { valueString: 'ABC' },
      'Check how this is written: Work status',
    ],
    [
      'regex with the form’s own words for it',
      {
        type: 'string',
        extension: [
          { url: EXT.regex, valueString: '[A-Z]{2}' },
          { url: EXT.entryFormat, valueString: 'two letters' },
        ],
      },
      { valueString: 'ABC' },
      'Check how this is written: Work status (two letters)',
    ],
    ['29 February of a leap year', { type: 'date' }, { valueDate: '2028-02-29' }, undefined],
    [
      '29 February of another year',
      { type: 'date' },
      { valueDate: '2026-02-29' },
      'Enter a date that exists for: Work status',
    ],
    ['a date without its day', { type: 'date' }, { valueDate: '2026-02' }, undefined],
    ['month 13', { type: 'date' }, { valueDate: '2026-13' }, 'Enter a date that exists for: Work status'],
    ['a moment', { type: 'dateTime' }, { valueDateTime: '2026-02-01T10:00:00Z' }, undefined],
    [
      'a moment that does not exist',
      { type: 'dateTime' },
      { valueDateTime: '2026-02-30T10:00:00Z' },
      'Enter a date and time that exist for: Work status',
    ],
    [
      'a moment without zone',
      { type: 'dateTime' },
      { valueDateTime: '2026-02-01T10:00:00' },
      'Enter a date and time that exist for: Work status',
    ],
    ['25 o’clock', { type: 'time' }, { valueTime: '25:00:00' }, 'Enter a time such as 09:30 for: Work status'],
    [
      'a fraction for an integer',
      { type: 'integer' },
      { valueInteger: 1.5 },
      'The answer is of the wrong kind for: Work status',
    ],
    [
      'another kind of value',
      { type: 'boolean' },
      { valueString: 'true' },
      'The answer is of the wrong kind for: Work status',
    ],
    [
      'an option',
      { type: 'choice', answerOption: colours },
      { valueCoding: { system: colours[0]?.valueCoding.system, code: 'r' } },
      undefined,
    ],
    [
      'no option',
      { type: 'choice', answerOption: colours },
      coding('g', 'Green'),
      'Select an option from the list for: Work status',
    ],
    [
      'an own answer to an open choice',
      { type: 'open-choice', answerOption: colours },
      { valueString: 'Green' },
      undefined,
    ],
    [
      'an integer option',
      { type: 'integer', answerOption: [{ valueInteger: 1 }] },
      { valueInteger: 2 },
      'Select an option from the list for: Work status',
    ],
    [
      'the unit',
      { type: 'quantity', extension: [{ url: EXT.unit, valueCoding: kg }] },
      { valueQuantity: { value: 1, ...kg } },
      undefined,
    ],
    [
      'another unit',
      { type: 'quantity', extension: [{ url: EXT.unit, valueCoding: kg }] },
      { valueQuantity: { value: 1, unit: 'lb' } },
      'Give the answer in kg for: Work status',
    ],
    [
      'no unit',
      { type: 'quantity', extension: [{ url: EXT.unitOption, valueCoding: kg }] },
      { valueQuantity: { value: 1 } },
      'Select a unit for: Work status',
    ],
  ]
  it.each(rows)('%s', (_, item, answer, text) => {
    expect(check(item, answer)).toEqual(text === undefined ? [] : [text])
  })

  it('counts the answers', () => {
    const red = coding('r', 'Red')
    const many: Omit<QuestionnaireItem, 'linkId'> = {
      type: 'choice',
      repeats: true,
      answerOption: [red, coding('b', 'Blue'), coding('g', 'Green')],
    }
    const occurs = [
      { url: EXT.minOccurs, valueInteger: 2 },
      { url: EXT.maxOccurs, valueInteger: 2 },
    ]
    expect(check({ type: 'string' }, { valueString: 'a' }, { valueString: 'b' })).toEqual([
      'Give no more than 1 answer for: Work status',
    ])
    expect(check({ ...many, extension: occurs }, red)).toEqual(['Select at least 2 answers for: Work status'])
    expect(check({ ...many, extension: occurs }, red, coding('b', 'Blue'))).toEqual([])
    expect(check({ ...many, extension: occurs }, red, coding('b', 'Blue'), coding('g', 'Green'))).toEqual([
      'Select no more than 2 answers for: Work status',
    ])
  })

  it('takes an exclusive option only alone', () => {
    const none = coding('none', 'None')
    const item: Omit<QuestionnaireItem, 'linkId'> = {
      type: 'choice',
      repeats: true,
      answerOption: [coding('r', 'Red'), { ...none, extension: [{ url: EXT.optionExclusive, valueBoolean: true }] }],
    }
    expect(check(item, none)).toEqual([])
    expect(check(item, coding('r', 'Red'), none)).toEqual([
      'Select "None" alone, or only other options, for: Work status',
    ])
  })
})

it('names the instance of a repeating group', () => {
  const response = responseOf(
    { linkId: 'job', item: [{ linkId: 'title', answer: [{ valueString: 'Baker' }] }] },
    {
      linkId: 'job',
      item: [
        { linkId: 'title', answer: [{ valueString: 'Cook' }] },
        { linkId: 'since', answer: [{ valueDate: '2026-02-30' }] },
      ],
    },
  )
  expect(validateAnswers(everyItemType, response)).toEqual([
    { linkId: 'since~1', text: 'Enter a date that exists for: Since' },
  ])
})

it('finds answers to questions that are not in the form', () => {
  expect(validateAnswers(everyItemType, responseOf({ linkId: 'nowhere', answer: [{ valueString: 'x' }] }))).toEqual([
    { linkId: 'nowhere', text: 'The form has no question "nowhere"' },
  ])
})
