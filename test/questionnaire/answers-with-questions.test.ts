import type { QuestionnaireItem, QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { linesOf } from '../../src/fhir/answer-lines.ts'
import { hubResponse } from '../../src/fhir/hub-resources.ts'
import { EXT } from '../../src/fhir/systems.ts'
import { formFromResponse } from '../../src/questionnaire/answer-fields.ts'
import { changedFields } from '../../src/questionnaire/changed-fields.ts'
import { withoutDisabled } from '../../src/questionnaire/drop-disabled.ts'
import { responseFromForm } from '../../src/questionnaire/form-body.ts'
import { populate } from '../../src/questionnaire/populate.ts'
import { validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import { base, questionnaireOf, responseOf } from './every-item-type.ts'

// A question that repeats and asks more beneath each of its answers: what is said of one answer must never be read under another.

const drug = (more: Partial<QuestionnaireItem> = {}): QuestionnaireItem => ({
  linkId: 'drug',
  text: 'Medicine',
  type: 'string',
  repeats: true,
  item: [
    { linkId: 'dose', text: 'Dose', type: 'integer' },
    {
      linkId: 'why',
      text: 'Why so much?',
      type: 'string',
      enableWhen: [{ question: 'dose', operator: '>', answerInteger: 10 }],
    },
    {
      linkId: 'bad',
      text: 'Side effects',
      type: 'string',
      enableWhen: [{ question: 'drug', operator: '=', answerString: 'B' }],
    },
  ],
  ...more,
})
const form = questionnaireOf(drug())

const answer = (
  name: string,
  dose?: number,
  ...more: QuestionnaireResponseItem[]
): QuestionnaireResponseItemAnswer => ({
  valueString: name,
  ...(dose === undefined && more.length === 0
    ? {}
    : {
        item: [
          ...(dose === undefined ? [] : [{ linkId: 'dose', text: 'Dose', answer: [{ valueInteger: dose }] }]),
          ...more,
        ],
      }),
})
const drugs = (...answers: QuestionnaireResponseItemAnswer[]) => ({ linkId: 'drug', text: 'Medicine', answer: answers })
const why = (text: string) => ({ linkId: 'why', text: 'Why so much?', answer: [{ valueString: text }] })

const here = (...keys: string[]) => ({ 'form:here': keys })
const read = (body: Record<string, unknown>, previous = responseOf()) =>
  responseFromForm(form, body, { ...base, previous })

describe('a question that asks more beneath each answer', () => {
  it('is one item, each answer with its own', () => {
    const body = { ...here('drug', 'drug~1'), drug: 'A', 'drug~1': 'B', dose: '1', 'dose~1': '20', 'why~1': 'x' }
    expect(read(body).response.item).toEqual([drugs(answer('A', 1), answer('B', 20, why('x')))])
  })

  it('is read as it is shown', () => {
    const response = responseOf(drugs(answer('A'), answer('B', 20, why('x')), answer('C', 3)))
    expect(formFromResponse(form, response)).toEqual({
      ...here('drug', 'drug~1', 'drug~2'),
      ...{ drug: 'A', 'drug~1': 'B', 'dose~1': '20', 'why~1': 'x', 'drug~2': 'C', 'dose~2': '3' },
    })
    expect(read(formFromResponse(form, response), response).response.item).toEqual(response.item)
    expect(changedFields(form, formFromResponse(form, response), response)).toEqual({})
  })

  it('loses one in the middle with all that is beneath it, by the button or by being emptied', () => {
    const before = responseOf(drugs(answer('A', 1), answer('B', 2), answer('C', 3)))
    const shown = formFromResponse(form, before)
    const after = [drugs(answer('A', 1), answer('C', 3))]
    expect(read({ ...shown, 'form:remove': 'drug~1' }, before).response.item).toEqual(after)
    expect(read({ ...shown, 'drug~1': '', 'dose~1': '' }, before).response.item).toEqual(after)
    expect(read({ ...shown, drug: '', dose: '' }, before).response.item).toEqual([
      drugs(answer('B', 2), answer('C', 3)),
    ])
  })

  it('keeps what is beneath an answer that was emptied alone, without giving it to the next', () => {
    const before = responseOf(drugs(answer('A', 1), answer('B', 2)))
    const { response } = read({ ...formFromResponse(form, before), drug: '' }, before)
    expect(response.item).toEqual([drugs({ item: answer('A', 1).item ?? [] }, answer('B', 2))])
  })

  it('tells of the answer where something is wrong, and shows it again there', () => {
    const body = {
      ...here('drug', 'drug~1', 'drug~2'),
      drug: '',
      'drug~1': 'B',
      'dose~1': 'two',
      'drug~2': 'C',
      'dose~2': '3',
    }
    const { response, issues, typed } = read(body)
    expect(issues).toEqual([{ linkId: 'dose', text: 'Enter a whole number, in digits, for: Dose' }])
    expect(typed).toEqual({ dose: 'two' })
    expect(response.item).toEqual([drugs(answer('B'), answer('C', 3))])
  })

  it('keeps the place of an answer of which nothing was understood', () => {
    const { response, issues, typed } = read({
      ...here('drug', 'drug~1'),
      drug: '',
      dose: 'two',
      'drug~1': 'B',
      'dose~1': '5',
    })
    expect(issues.map(({ linkId }) => linkId)).toEqual(['dose'])
    expect(typed).toEqual({ dose: 'two' })
    expect(formFromResponse(form, response)).toMatchObject({ 'drug~1': 'B', 'dose~1': '5' })
    expect(withoutDisabled(form, response).item).toEqual([drugs(answer('B', 5))])
  })

  it('has conditions beneath an answer that speak of that answer', () => {
    const response = responseOf(drugs(answer('A', 20), answer('B', 1, why('no longer asked'))))
    expect(withoutDisabled(form, response).item).toEqual([drugs(answer('A', 20), answer('B', 1))])
    const both = { linkId: 'bad', text: 'Side effects', answer: [{ valueString: 'rash' }] }
    const asked = withoutDisabled(form, responseOf(drugs(answer('A', undefined, both), answer('B', undefined, both))))
    expect(asked.item).toEqual([drugs(answer('A'), answer('B', undefined, both))])
  })

  it('has conditions elsewhere that speak of any of its answers', () => {
    const outside = questionnaireOf(drug(), {
      linkId: 'b',
      type: 'string',
      enableWhen: [{ question: 'dose', operator: '=', answerInteger: 7 }],
    })
    const b = { linkId: 'b', answer: [{ valueString: 'x' }] }
    expect(withoutDisabled(outside, responseOf(drugs(answer('A'), answer('B', 7)), b)).item).toHaveLength(2)
    expect(withoutDisabled(outside, responseOf(drugs(answer('A'), answer('B', 8)), b)).item).toHaveLength(1)
  })

  it.each<[string, Partial<QuestionnaireItem>, QuestionnaireResponseItemAnswer[], object[]]>([
    ['required', { required: true }, [], [{ linkId: 'drug', text: 'Enter an answer for: Medicine' }]],
    [
      'too few',
      { extension: [{ url: EXT.minOccurs, valueInteger: 3 }] },
      [answer('A'), answer('B')],
      [{ linkId: 'drug', text: 'Give at least 3 answers for: Medicine' }],
    ],
    [
      'too many',
      { extension: [{ url: EXT.maxOccurs, valueInteger: 1 }] },
      [answer('A'), answer('B')],
      [{ linkId: 'drug', text: 'Give no more than 1 answer for: Medicine' }],
    ],
    [
      'one too long',
      { maxLength: 2 },
      [answer('A'), answer('Long')],
      [{ linkId: 'drug~1', text: 'Use 2 characters or fewer for: Medicine (there are 4)' }],
    ],
    [
      'one without what is required beneath it',
      { item: [{ linkId: 'dose', text: 'Dose', type: 'integer', required: true }] },
      [answer('A', 1), answer('B')],
      [{ linkId: 'dose~1', text: 'Enter a number for: Dose' }],
    ],
  ])('is judged as one question: %s', (_name, more, answers, issues) => {
    expect(validateAnswers(questionnaireOf(drug(more)), responseOf(drugs(...answers)))).toEqual(issues)
  })

  it('stands in a repeating group, itself beneath one', () => {
    const nested = questionnaireOf({
      linkId: 'stay',
      type: 'group',
      repeats: true,
      item: [drug({ text: undefined as never })],
    })
    const stay = (...answers: QuestionnaireResponseItemAnswer[]) => ({
      linkId: 'stay',
      item: [{ linkId: 'drug', answer: answers }],
    })
    const response = responseOf(stay(answer('A'), answer('B', 2)), stay(answer('C', 3), answer('D', 4)))
    const shown = formFromResponse(nested, response)
    expect(shown).toMatchObject({
      'drug~0.1': 'B',
      'dose~0.1': '2',
      'drug~1': 'C',
      'dose~1': '3',
      'drug~1.1': 'D',
      'dose~1.1': '4',
    })
    expect(responseFromForm(nested, shown, base).response.item).toEqual(response.item)
    const fewer = responseFromForm(nested, { ...shown, 'form:remove': 'drug~1' }, base).response.item
    expect(fewer).toEqual([stay(answer('A'), answer('B', 2)), stay(answer('D', 4))])
  })

  it('is read beneath its answer by a coach too', () => {
    const { item = [] } = hubResponse.parse(responseOf(drugs(answer('A', 1), answer('B', 20, why('x')))))
    expect(item.flatMap(linesOf).map(({ label, value }) => `${label}: ${value}`)).toEqual([
      ...['Medicine: A', 'Dose: 1', 'Medicine: B', 'Dose: 20', 'Why so much?: x'],
    ])
  })
})

describe('what the version before left', () => {
  it('keeps what a saved draft has beneath the first answer there', () => {
    const draft = responseOf(drugs(answer('A', 1), answer('B')))
    expect(read(formFromResponse(form, draft), draft).response.item).toEqual(draft.item)
  })

  it('a page that was open has all answers under one name, and what is beneath under the first', () => {
    const { response } = read({ drug: ['A', 'B', ''], dose: '1' })
    expect(response.item).toEqual([drugs(answer('A', 1), answer('B'))])
  })

  it('ticked options too, and one of the person’s own', () => {
    const options = ['red', 'blue'].map(valueString => ({ valueString }))
    const colours = questionnaireOf({ ...drug(), type: 'open-choice', answerOption: options })
    const body = { drug: ['red', 'blue'].map(each => `string:${each}`), 'drug-other': 'teal', dose: '1' }
    const tokens = Object.values(
      formFromResponse(colours, responseOf(drugs({ valueString: 'red' }, { valueString: 'blue' }))),
    )
    const { response } = responseFromForm(colours, { ...body, drug: tokens.slice(1).flat() }, base)
    expect(response.item?.[0]?.answer).toEqual([answer('red', 1), { valueString: 'blue' }, { valueString: 'teal' }])
  })
})

describe('filling in', () => {
  const fhirPath = (expression: string, name?: string) => ({
    language: 'text/fhirpath',
    expression,
    ...(name ? { name } : {}),
  })
  const variables = { found: [{ name: 'A', dose: 1 }, { name: 'B' }, { name: 'C', dose: 3 }] }
  const filled = async (...items: QuestionnaireItem[]) =>
    (await populate(questionnaireOf(...items), { launch: {}, variables }, base)).response.item

  it('gives each answer of a context what belongs to it', async () => {
    const item = drug({
      extension: [
        { url: EXT.itemPopulationContext, valueExpression: fhirPath('%found', 'one') },
        { url: EXT.initialExpression, valueExpression: fhirPath('%one.name') },
      ],
      item: [
        {
          linkId: 'dose',
          text: 'Dose',
          type: 'integer',
          extension: [{ url: EXT.initialExpression, valueExpression: fhirPath('%one.dose') }],
        },
      ],
    })
    expect(await filled(item)).toEqual([drugs(answer('A', 1), answer('B'), answer('C', 3))])
  })

  it('gives what is always there to each of several answers', async () => {
    const item = drug({
      extension: [{ url: EXT.initialExpression, valueExpression: fhirPath('%found.name') }],
      item: [{ linkId: 'dose', text: 'Dose', type: 'integer', initial: [{ valueInteger: 5 }] }],
    })
    expect(await filled(item)).toEqual([drugs(answer('A', 5), answer('B', 5), answer('C', 5))])
  })

  it('gives none of several answers what the record says of all of them together', async () => {
    const item = drug({
      extension: [{ url: EXT.initialExpression, valueExpression: fhirPath('%found.name') }],
      item: [
        {
          linkId: 'dose',
          text: 'Dose',
          type: 'integer',
          extension: [{ url: EXT.initialExpression, valueExpression: fhirPath('%found.dose') }],
        },
      ],
    })
    const { response, problems } = await populate(questionnaireOf(item), { launch: {}, variables }, base)
    expect(response.item).toEqual([drugs(answer('A'), answer('B'), answer('C'))])
    expect(problems.map(({ linkId }) => linkId)).toEqual(['dose', 'dose~1', 'dose~2'])
  })

  it('works out beneath an answer by that answer', async () => {
    const twice = {
      url: EXT.calculatedExpression,
      valueExpression: fhirPath('%resource.repeat(item | answer.item).count()'),
    }
    const doubled: QuestionnaireItem = { linkId: 'count', type: 'integer', extension: [twice] }
    const calculated = questionnaireOf(drug({ item: [{ linkId: 'dose', text: 'Dose', type: 'integer' }, doubled] }))
    const { response } = responseFromForm(calculated, { ...here('drug', 'drug~1'), drug: 'A', 'drug~1': 'B' }, base)
    expect(response.item?.[0]?.answer?.map(each => each.item?.map(({ linkId }) => linkId))).toEqual([
      ['count'],
      ['count'],
    ])
  })
})

describe('a repeating group', () => {
  const jobs = questionnaireOf({
    linkId: 'job',
    type: 'group',
    repeats: true,
    item: [
      { linkId: 'title', text: 'Title', type: 'string' },
      { linkId: 'hours', text: 'Hours', type: 'integer' },
    ],
  })

  it('keeps what could not be read with its own instance', () => {
    const body = { job: 'here', hours: 'many', 'job~1': 'here', 'title~1': 'Cook', 'hours~1': '9' }
    const { response, typed, issues } = responseFromForm(jobs, body, base)
    expect(issues.map(({ linkId }) => linkId)).toEqual(['hours'])
    expect(typed).toEqual({ hours: 'many' })
    expect(formFromResponse(jobs, response)).toMatchObject({ 'title~1': 'Cook', 'hours~1': '9' })
  })

  it('moves what could not be read along with its instance', () => {
    const body = {
      job: 'here',
      'job~1': 'here',
      'title~1': 'Cook',
      'hours~1': 'many',
      'job~2': 'here',
      'hours~2': 'few',
    }
    const { typed, issues } = responseFromForm(jobs, body, base)
    expect(issues.map(({ linkId }) => linkId)).toEqual(['hours', 'hours~1'])
    expect(typed).toEqual({ hours: 'many', 'hours~1': 'few' })
  })
})
