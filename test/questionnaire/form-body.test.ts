import fc from 'fast-check'
import type { QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { EXT } from '../../src/fhir/systems.ts'
import { formFromResponse } from '../../src/questionnaire/answer-fields.ts'
import { LONGEST_TEXT, MOST_ANSWERS } from '../../src/questionnaire/field-texts.ts'
import { responseFromForm } from '../../src/questionnaire/form-body.ts'
import { londonInstant } from '../../src/questionnaire/london-time.ts'
import { base, COLOURS, coding, everyItemType, questionnaireOf, responseOf } from './every-item-type.ts'

const read = (form: Record<string, unknown>) => responseFromForm(everyItemType, form, base)
const answersTo = (form: Record<string, unknown>, linkId: string) =>
  read(form).response.item?.find(each => each.linkId === linkId)?.answer

describe('fields of a form', () => {
  it('name the version of the questions, whom they are about and when', () => {
    expect(read({ '1.1': 'x' }).response).toMatchObject({
      resourceType: 'QuestionnaireResponse',
      questionnaire: 'https://example.org/Questionnaire/every-item-type|2',
      status: 'in-progress',
      ...base,
    })
  })

  it.each<[Record<string, unknown>, string, QuestionnaireResponseItemAnswer[]]>([
    [{ 'yes-no': 'false' }, 'yes-no', [{ valueBoolean: false }]],
    [{ tick: 'true' }, 'tick', [{ valueBoolean: true }]],
    [{ decimal: ' 12.50 ' }, 'decimal', [{ valueDecimal: 12.5 }]],
    [{ integer: '-3' }, 'integer', [{ valueInteger: -3 }]],
    [{ 'date-day': '3', 'date-month': '9', 'date-year': '2026' }, 'date', [{ valueDate: '2026-09-03' }]],
    [{ 'date-day': '03', 'date-month': 'September', 'date-year': '2026' }, 'date', [{ valueDate: '2026-09-03' }]],
    [{ 'date-day': '29', 'date-month': '2', 'date-year': '2028' }, 'date', [{ valueDate: '2028-02-29' }]],
    [
      { 'moment-day': '1', 'moment-month': '7', 'moment-year': '2026', 'moment-time': '9:30' },
      'moment',
      [{ valueDateTime: '2026-07-01T09:30:00+01:00' }],
    ],
    [
      { 'moment-day': '1', 'moment-month': '1', 'moment-year': '2026', 'moment-time': '09:30' },
      'moment',
      [{ valueDateTime: '2026-01-01T09:30:00+00:00' }],
    ],
    [
      { 'moment-day': '1', 'moment-month': '1', 'moment-year': '2026', 'moment-time': '' },
      'moment',
      [{ valueDateTime: '2026-01-01' }],
    ],
    [{ time: '9.05' }, 'time', [{ valueTime: '09:05:00' }]],
    [{ '1.1': '  a line ' }, '1.1', [{ valueString: 'a line' }]],
    [{ lines: ['a', '', 'b'] }, 'lines', [{ valueString: 'a' }, { valueString: 'b' }]],
    [
      { 'days-day': ['1', ''], 'days-month': ['2', ''], 'days-year': ['2026', ''] },
      'days',
      [{ valueDate: '2026-02-01' }],
    ],
    [{ text: 'a\r\nb' }, 'text', [{ valueString: 'a\nb' }]],
    [{ url: 'https://a.example/x' }, 'url', [{ valueUri: 'https://a.example/x' }]],
    [{ colour: `${COLOURS}|r` }, 'colour', [coding('r', 'Red')]],
    [{ colour: 'text|No colour' }, 'colour', [{ valueString: 'No colour' }]],
    [
      { colours: [`${COLOURS}|r`, `${COLOURS}|b`, `${COLOURS}|b`] },
      'colours',
      [coding('r', 'Red'), coding('b', 'Blue')],
    ],
    [{ colour: [`${COLOURS}|r`, `${COLOURS}|b`] }, 'colour', [coding('r', 'Red')]],
    [
      { size: 'https://example.org/sizes|l' },
      'size',
      [{ valueCoding: { system: 'https://example.org/sizes', code: 'l', display: 'Large' } }],
    ],
    [{ number: 'number|2' }, 'number', [{ valueInteger: 2 }]],
    [{ open: 'text|Apple', 'open-other': 'left over' }, 'open', [{ valueString: 'Apple' }]],
    [{ open: 'other:', 'open-other': 'Pear' }, 'open', [{ valueString: 'Pear' }]],
    [{ 'open-other': 'Pear' }, 'open', [{ valueString: 'Pear' }]],
    [
      { 'open-many': ['text|Apple', 'other:'], 'open-many-other': 'Pear' },
      'open-many',
      [{ valueString: 'Apple' }, { valueString: 'Pear' }],
    ],
    [
      { weight: '70.5' },
      'weight',
      [{ valueQuantity: { value: 70.5, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' } }],
    ],
    [{ dose: '2', 'dose-unit': 'tablets' }, 'dose', [{ valueQuantity: { value: 2, unit: 'tablets' } }]],
  ])('%j answer %s', (form, linkId, expected) => {
    expect(answersTo(form, linkId)).toEqual(expected)
    expect(read(form).issues).toEqual([])
  })

  it('stand in their groups, and below their question', () => {
    expect(read({ deep: 'x', child: 'y' }).response.item).toEqual([
      {
        linkId: 'outer',
        text: 'Outer group',
        item: [
          {
            linkId: 'inner',
            text: 'Inner group',
            item: [{ linkId: 'deep', text: 'Deep', answer: [{ valueString: 'x' }] }],
          },
        ],
      },
      {
        linkId: 'parent',
        text: 'Parent question',
        answer: [{ item: [{ linkId: 'child', text: 'Child question', answer: [{ valueString: 'y' }] }] }],
      },
    ])
  })

  it('fill each instance of a repeating group that the form announces', () => {
    const job = (title: string) => ({
      linkId: 'job',
      text: 'Job',
      item: [{ linkId: 'title', text: 'Job title', answer: [{ valueString: title }] }],
    })
    expect(read({ title: 'Baker', 'title~1': 'Cook', 'job~1': 'here' }).response.item).toEqual([
      job('Baker'),
      job('Cook'),
    ])
    expect(read({ title: 'Baker', 'title~1': 'Cook' }).response.item).toEqual([job('Baker')])
  })
})

describe('the buttons of a repeating group', () => {
  const jobs = { job: 'here', title: 'Welder', 'job~1': 'here', 'title~1': 'Cook' }
  const titles = (form: Record<string, string>) => {
    const { response, goesOn } = responseFromForm(everyItemType, { ...jobs, ...form }, base)
    return { titles: response.item?.map(each => each.item?.[0]?.answer?.[0]?.valueString), goesOn }
  }

  it('take one instance away, or keep all and go on', () => {
    expect(titles({})).toEqual({ titles: ['Welder', 'Cook'], goesOn: false })
    expect(titles({ 'form:remove': 'job' })).toEqual({ titles: ['Cook'], goesOn: true })
    expect(titles({ 'form:remove': 'job~1' })).toEqual({ titles: ['Welder'], goesOn: true })
    expect(titles({ 'form:add': 'job~1' })).toEqual({ titles: ['Welder', 'Cook'], goesOn: true })
  })
})

describe('what cannot be understood', () => {
  it.each<[Record<string, string>, string, string]>([
    [{ 'date-day': '31', 'date-month': '02', 'date-year': '2026' }, 'date', 'Enter a date that exists for: A date'],
    [{ 'date-day': '29', 'date-month': '2', 'date-year': '2026' }, 'date', 'Enter a date that exists for: A date'],
    [{ 'date-day': '', 'date-month': '2', 'date-year': '2026' }, 'date', 'Enter the day of the date for: A date'],
    [
      { 'date-day': '3', 'date-month': '', 'date-year': '' },
      'date',
      'Enter the month and the year of the date for: A date',
    ],
    [{ 'date-day': '3', 'date-month': '2', 'date-year': '26' }, 'date', 'Enter the year with 4 digits for: A date'],
    [{ 'date-day': '3', 'date-month': 'Foo', 'date-year': '2026' }, 'date', 'Enter a date that exists for: A date'],
    [{ integer: '1.5' }, 'integer', 'Enter a whole number, in digits, for: An integer'],
    [{ integer: 'three' }, 'integer', 'Enter a whole number, in digits, for: An integer'],
    [{ integer: '2147483648' }, 'integer', 'Enter a whole number, in digits, for: An integer'],
    [{ decimal: '1,5' }, 'decimal', 'Enter a number, in digits, for: A decimal'],
    [{ decimal: '1e3' }, 'decimal', 'Enter a number, in digits, for: A decimal'],
    [{ decimal: '0.12345678901234567' }, 'decimal', 'Enter a number, in digits, for: A decimal'],
    [{ time: '25:00' }, 'time', 'Enter a time such as 09:30 for: A time'],
    [{ url: 'not a link' }, 'url', 'Enter a web address without spaces for: A web address'],
    [{ 'yes-no': 'maybe' }, 'yes-no', 'Select yes or no for: Is it so?'],
    [{ colour: 'https://example.org/colours|green' }, 'colour', 'Select an option from the list for: Which colour?'],
    [{ open: 'other:', 'open-other': ' ' }, 'open', 'Enter the other answer for: Which fruit?'],
    [{ weight: 'heavy' }, 'weight', 'Enter a number, in digits, for: Weight'],
  ])('%j is one issue, and comes back as it was typed', (form, linkId, text) => {
    const result = read(form)
    expect(result.issues).toEqual([{ linkId, text }])
    expect(result.typed).toMatchObject(form)
    expect(result.response.item).toBeUndefined()
  })

  it('is no issue in a disabled item', () => {
    expect(read({ 'since-day': '99', 'since-month': '1', 'since-year': '2026' }).issues).toEqual([])
    expect(read({ title: 'Cook', 'since-day': '99', 'since-month': '1', 'since-year': '2026' }).issues).toHaveLength(1)
  })

  it('stands beside what the rules of the items find, in the order of the form', () => {
    const questionnaire = questionnaireOf(
      { linkId: 'a', type: 'string', text: 'A', required: true },
      { linkId: 'b', type: 'integer', text: 'B', required: true },
      { linkId: 'c', type: 'string', text: 'C', required: true },
    )
    expect(responseFromForm(questionnaire, { b: 'x' }, base).issues).toEqual([
      { linkId: 'a', text: 'Enter an answer for: A' },
      { linkId: 'b', text: 'Enter a whole number, in digits, for: B' },
      { linkId: 'c', text: 'Enter an answer for: C' },
    ])
  })
})

describe('a form that was not made by this app', () => {
  it('has its unknown fields ignored', () => {
    expect(read({ nowhere: 'x', file: 'x', intro: 'x', outer: 'x' }).response.item).toBeUndefined()
  })

  it('cannot reach the prototype of an object', () => {
    const questionnaire = questionnaireOf(
      { linkId: '__proto__', type: 'integer' },
      { linkId: 'constructor', type: 'string' },
    )
    const form: Record<string, unknown> = JSON.parse('{"__proto__": "not a number"}')
    const result = responseFromForm(questionnaire, form, base)
    expect(result.issues).toHaveLength(1)
    expect(Object.hasOwn(result.typed, '__proto__')).toBe(true)
    expect({}).not.toHaveProperty('0')
    expect(responseFromForm(questionnaire, {}, base).response.item).toBeUndefined()
  })

  it('has values that are no text ignored', () => {
    expect(read({ '1.1': { a: 'x' }, integer: 3, lines: [{ a: 1 }, 'a'] }).response.item).toEqual([
      { linkId: 'lines', text: 'Several lines', answer: [{ valueString: 'a' }] },
    ])
  })

  it('is refused an oversize answer, and gets a bounded part of it back', () => {
    const { response, issues, typed } = read({ text: 'x'.repeat(LONGEST_TEXT + 1) })
    expect(response.item).toBeUndefined()
    expect(issues).toEqual([{ linkId: 'text', text: 'Use 10,000 characters or fewer for: A text' }])
    expect(typed.text).toHaveLength(LONGEST_TEXT)
  })

  it('is refused too many answers', () => {
    const { response, issues } = read({ lines: Array.from({ length: MOST_ANSWERS + 1 }, () => 'x') })
    expect(response.item).toBeUndefined()
    expect(issues).toEqual([{ linkId: 'lines', text: 'Give no more than 100 answers to: Several lines' }])
  })
})

describe('a previous response', () => {
  const questionnaire = questionnaireOf(
    { linkId: 'hidden', type: 'string', extension: [{ url: EXT.hidden, valueBoolean: true }] },
    { linkId: 'fixed', type: 'string', readOnly: true },
    { linkId: 'group', type: 'group', readOnly: true, item: [{ linkId: 'inside', type: 'string' }] },
    { linkId: 'free', type: 'string' },
  )
  const previous = responseOf(
    { linkId: 'hidden', answer: [{ valueString: 'old' }] },
    { linkId: 'fixed', answer: [{ valueString: 'old' }] },
    { linkId: 'group', item: [{ linkId: 'inside', answer: [{ valueString: 'old' }] }] },
    { linkId: 'free', answer: [{ valueString: 'old' }] },
  )

  it('keeps what a form may not change: hidden and readOnly items', () => {
    const form = { hidden: 'new', fixed: 'new', inside: 'new', free: 'new' }
    expect(responseFromForm(questionnaire, form, { ...base, previous }).response.item).toEqual([
      ...(previous.item ?? []).slice(0, 3),
      { linkId: 'free', answer: [{ valueString: 'new' }] },
    ])
    expect(responseFromForm(questionnaire, form, base).response.item).toEqual([
      { linkId: 'free', answer: [{ valueString: 'new' }] },
    ])
  })

  it('loses an answer that the form clears', () => {
    expect(JSON.stringify(responseFromForm(questionnaire, { free: '' }, { ...base, previous }).response)).not.toContain(
      'free',
    )
  })

  it('keeps what a field cannot show, as long as it is sent back as it was shown', () => {
    const before = responseOf(
      { linkId: 'date', text: 'A date', answer: [{ valueDate: '2026-03' }] },
      { linkId: 'moment', text: 'A moment', answer: [{ valueDateTime: '2026-07-01T08:30:12.345Z' }] },
    )
    const form = formFromResponse(everyItemType, before)
    expect(form).toMatchObject({ 'date-month': '3', 'date-year': '2026', 'moment-time': '09:30' })
    expect(responseFromForm(everyItemType, form, { ...base, previous: before }).response.item).toEqual(before.item)
    expect(
      responseFromForm(everyItemType, { ...form, 'date-year': '2027' }, { ...base, previous: before }).issues,
    ).toEqual([{ linkId: 'date', text: 'Enter the day of the date for: A date' }])
  })
})

const line = fc
  .string({ minLength: 1, maxLength: 30 })
  .map(text => text.trim())
  .filter(text => text !== '')
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))
const clock = fc.tuple(fc.nat(23), fc.nat(59)).map(parts => parts.map(part => String(part).padStart(2, '0')).join(':'))
const one = (answers: fc.Arbitrary<QuestionnaireResponseItemAnswer>) => fc.array(answers, { maxLength: 1 })
const several = (answers: fc.Arbitrary<QuestionnaireResponseItemAnswer>) => fc.array(answers, { maxLength: 4 })
const anyOf = (...answers: QuestionnaireResponseItemAnswer[]) => fc.constantFrom(...answers)
const strings = line.map(valueString => ({ valueString }))
const fruit = fc.constantFrom('Apple', 'Pear', 'Plum').map(valueString => ({ valueString }))

const answers = fc.record({
  'yes-no': one(fc.boolean().map(valueBoolean => ({ valueBoolean }))),
  tick: one(anyOf({ valueBoolean: true })),
  decimal: one(fc.integer({ min: -1e8, max: 1e8 }).map(number => ({ valueDecimal: number / 1000 }))),
  integer: one(fc.integer().map(valueInteger => ({ valueInteger }))),
  date: one(day.map(valueDate => ({ valueDate }))),
  moment: one(
    fc.oneof(
      day.map(valueDateTime => ({ valueDateTime })),
      fc.tuple(day, clock).map(([on, at]) => ({ valueDateTime: londonInstant(on, at) })),
    ),
  ),
  time: one(clock.map(at => ({ valueTime: `${at}:00` }))),
  '1.1': one(strings),
  lines: several(strings),
  days: several(day.map(valueDate => ({ valueDate }))),
  text: one(fc.tuple(line, line).map(([first, second]) => ({ valueString: `${first}\n${second}` }))),
  url: one(fc.webUrl().map(valueUri => ({ valueUri }))),
  colour: one(anyOf(coding('r', 'Red'), { valueString: 'No colour' })),
  colours: fc.subarray([coding('r', 'Red'), coding('b', 'Blue')]),
  number: one(anyOf({ valueInteger: 1 }, { valueInteger: 2 })),
  open: one(fruit),
  'open-many': fc.subarray([{ valueString: 'Apple' }, { valueString: 'Pear' }]),
  dose: one(fc.tuple(fc.nat(1000), line).map(([value, unit]) => ({ valueQuantity: { value, unit } }))),
  parent: one(strings),
})
const jobs = fc.array(line, { maxLength: 3 })

it('takes the smallest whole number that FHIR has', () => {
  expect(responseFromForm(everyItemType, { integer: '-2147483648' }, base).issues).not.toContainEqual(
    expect.objectContaining({ linkId: 'integer' }),
  )
})

it('a response goes through the form and comes back the same', () => {
  const texts = new Map(everyItemType.item.map(item => [item.linkId, item.text]))
  fc.assert(
    fc.property(answers, jobs, (given, titles) => {
      const plain = Object.entries(given)
        .filter(([, answer]) => answer.length > 0)
        .map(([linkId, answer]): QuestionnaireResponseItem => ({ linkId, text: texts.get(linkId), answer }))
      const groups = titles.map(title => ({
        linkId: 'job',
        text: 'Job',
        item: [{ linkId: 'title', text: 'Job title', answer: [{ valueString: title }] }],
      }))
      const response = { ...responseOf(), item: [...plain, ...groups] }
      const result = responseFromForm(everyItemType, formFromResponse(everyItemType, response), base)
      const order = everyItemType.item.map((item): string => item.linkId)
      const sorted = response.item.toSorted((a, b) => order.indexOf(a.linkId) - order.indexOf(b.linkId))
      expect(result.response.item ?? []).toEqual(sorted)
    }),
  )
})

describe('a choice between entries of a record', () => {
  const lee = { reference: 'Practitioner/lee', display: 'Dr Lee' }
  const may = { reference: 'Practitioner/may', display: 'Dr May' }
  const form = questionnaireOf({
    linkId: 'who',
    type: 'choice',
    text: 'Who?',
    required: true,
    answerOption: [{ valueReference: lee }, { valueReference: may }],
  })

  it('is offered by their names, and the one that was chosen is the answer', () => {
    const chosen = responseFromForm(form, { who: 'reference|Practitioner/may' }, base)
    expect(chosen.issues).toEqual([])
    expect(chosen.response.item).toMatchObject([{ linkId: 'who', answer: [{ valueReference: may }] }])
    expect(formFromResponse(form, chosen.response)).toEqual({ who: 'reference|Practitioner/may' })
  })

  it('takes no entry that is not in the list', () => {
    expect(responseFromForm(form, { who: 'reference|Practitioner/other' }, base).issues).toHaveLength(1)
  })
})
