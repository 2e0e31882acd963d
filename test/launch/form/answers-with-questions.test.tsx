import fc from 'fast-check'
import type { QuestionnaireItem, QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4.js'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { compileForm } from '../../../launch/form/compile-form.tsx'
import type { QuestionnaireFormProps } from '../../../launch/form/form-view.ts'
import { QuestionnaireForm } from '../../../launch/form/questionnaire-form.tsx'
import { responseFromForm } from '../../../src/questionnaire/form-body.ts'
import { base, questionnaireOf, responseOf } from '../../questionnaire/every-item-type.ts'
import { attribute, browserBody } from './browser-body.ts'

const drawn = (props: Omit<QuestionnaireFormProps, 'issues' | 'prefilled'> & Partial<QuestionnaireFormProps>) =>
  renderToStaticMarkup(<QuestionnaireForm issues={[]} prefilled={new Set()} {...props} />)

const options = ['red', 'blue', 'green'].map(valueString => ({ valueString }))
const TYPES = ['string', 'integer', 'boolean', 'date', 'choice', 'group'] as const

/** Forms of questions and groups, repeating or not, inside of each other. Each gets its linkId by its place. */
const formItems = (depth: number): fc.Arbitrary<QuestionnaireItem[]> =>
  fc.array(
    fc
      .record({
        type: fc.constantFrom(...TYPES),
        repeats: fc.boolean(),
        item: depth === 0 ? fc.constant<QuestionnaireItem[]>([]) : formItems(depth - 1),
      })
      .map(({ type, item, repeats }) => {
        const below = type === 'group' && item.length === 0 ? [{ linkId: '', type: 'string' as const }] : item
        const list = type === 'choice' ? { answerOption: options } : {}
        return { linkId: '', type, repeats, ...list, ...(below.length > 0 ? { item: below } : {}) }
      }),
    { minLength: 1, maxLength: 3 },
  )

const named = (items: readonly QuestionnaireItem[], at = 'i'): QuestionnaireItem[] =>
  items.map((item, index) => {
    const linkId = `${at}${index}`
    return { ...item, linkId, text: linkId, ...(item.item ? { item: named(item.item, linkId) } : {}) }
  })

const someValue = (item: QuestionnaireItem): fc.Arbitrary<QuestionnaireResponseItemAnswer> => {
  switch (item.type) {
    case 'integer':
      return fc.integer({ min: -99, max: 99 }).map(valueInteger => ({ valueInteger }))
    case 'boolean':
      return fc.boolean().map(valueBoolean => ({ valueBoolean }))
    case 'date':
      return fc.constantFrom('2026-09-03', '1980-02-29').map(valueDate => ({ valueDate }))
    case 'choice':
      return fc.constantFrom(...options)
    default:
      return fc.stringMatching(/^[a-z<"&]{1,6}$/).map(valueString => ({ valueString }))
  }
}

/** Answers as a person could have given them: every instance holds something, and each choice is made once. */
const answersTo = (items: readonly QuestionnaireItem[]): fc.Arbitrary<QuestionnaireResponseItem[]> =>
  fc.tuple(...items.map(answerTo)).map(found => found.flat())

function answerTo(item: QuestionnaireItem): fc.Arbitrary<QuestionnaireResponseItem[]> {
  const { linkId, text, item: below = [] } = item
  const own = { linkId, ...(text === undefined ? {} : { text }) }
  const most = item.repeats ? 3 : 1
  if (item.type === 'group') {
    return fc
      .array(answersTo(below), { maxLength: most })
      .map(each => each.filter(items => items.length > 0).map(items => ({ ...own, item: items })))
  }
  const isApart = item.repeats === true && below.length > 0
  const answer = fc
    .tuple(someValue(item), answersTo(below))
    .map(([value, items]) => ({ ...value, ...(items.length > 0 ? { item: items } : {}) }))
  return (isApart ? fc.array(answer, { maxLength: 3 }) : inOneControl(item, answer)).map(answers =>
    answers.length === 0 ? [] : [{ ...own, answer: answers }],
  )
}

/** Answers of a control that takes several: what is below stands in the first; ticked options are in the order of the list. */
const inOneControl = (item: QuestionnaireItem, answer: fc.Arbitrary<QuestionnaireResponseItemAnswer>) =>
  fc
    .array(answer, { maxLength: item.repeats && item.type !== 'boolean' ? 3 : 1 })
    .map(answers =>
      item.type === 'choice'
        ? options.filter(({ valueString }) => answers.some(each => each.valueString === valueString))
        : answers,
    )

const formWithAnswers = formItems(2)
  .map(items => named(items))
  .chain(items =>
    answersTo(items).map(answers => ({ questionnaire: questionnaireOf(...items), response: responseOf(...answers) })),
  )

describe('a form with questions beneath answers', () => {
  it('is drawn, sent by a browser without scripts, and read as it was, whatever repeats in whatever', () => {
    fc.assert(
      fc.property(formWithAnswers, ({ questionnaire, response }) => {
        const body = browserBody(drawn({ questionnaire, response }))
        expect(responseFromForm(questionnaire, body, base).response.item).toEqual(response.item)
        expect(responseFromForm(questionnaire, body, { ...base, previous: response }).response.item).toEqual(
          response.item,
        )
      }),
      { numRuns: 40, seed: 17 },
    )
  })

  it('is drawn the same from what was compiled', () => {
    fc.assert(
      fc.property(formWithAnswers, ({ questionnaire, response }) => {
        const compiled = compileForm({ questionnaire }, renderToStaticMarkup)
        expect(drawn({ questionnaire, response, compiled })).toBe(drawn({ questionnaire, response }))
      }),
      { numRuns: 20, seed: 17 },
    )
  })

  const colour: QuestionnaireItem = {
    linkId: 'colour',
    text: 'Colour',
    type: 'choice',
    repeats: true,
    answerOption: options,
    item: [
      {
        linkId: 'why',
        text: 'Why?',
        type: 'string',
        enableWhen: [{ question: 'colour', operator: '=', answerString: 'blue' }],
      },
    ],
  }
  const answered = responseOf({
    linkId: 'colour',
    answer: [
      { valueString: 'red' },
      { valueString: 'blue', item: [{ linkId: 'why', answer: [{ valueString: 'calm' }] }] },
    ],
  })

  it('has buttons that take an answer away or offer another, and its own words for each', () => {
    const markup = drawn({ questionnaire: questionnaireOf(colour), response: answered })
    const buttons = [...markup.matchAll(/<button\b([^>]*)>/g)].flatMap(([, button = '']) => {
      const name = attribute(button, 'name')
      return name === undefined ? [] : [`${name} ${attribute(button, 'value')}`]
    })
    expect(buttons).toEqual(['form:remove colour', 'form:remove colour~1', 'form:add colour~2'])
    expect([...markup.matchAll(/role="group" aria-label="([^"]+)"/g)].map(([, label]) => label)).toEqual([
      ...['Answer 1', 'Answer 2', 'Answer 3'],
    ])
    expect(markup).toContain('Add another: Colour')
    expect(markup).toMatch(/^<button type="submit" hidden=""/)
  })

  it('switches what is beneath an answer by the field of that answer', () => {
    const markup = drawn({ questionnaire: questionnaireOf(colour), response: answered })
    const fields = [...markup.matchAll(/id="(q-why[^"]*)--item" data-enable-when="([^"]+)"/g)].map(
      ([, id, data = '']) => [id, JSON.parse(data.replaceAll('&quot;', '"'))[0].fields],
    )
    expect(fields).toEqual([
      ['q-why', ['colour']],
      ['q-why_7e_1', ['colour~1']],
      ['q-why_7e_2', ['colour~2']],
    ])
  })

  it('switches what stands elsewhere by the fields of all answers, also where it was compiled', () => {
    const questionnaire = questionnaireOf(colour, {
      linkId: 'paint',
      text: 'Paint',
      type: 'string',
      enableWhen: [{ question: 'colour', operator: '=', answerString: 'blue' }],
    })
    const compiled = compileForm({ questionnaire }, renderToStaticMarkup)
    const markup = drawn({ questionnaire, response: answered, compiled })
    expect(markup).toBe(drawn({ questionnaire, response: answered }))
    expect(markup).toContain('&quot;fields&quot;:[&quot;colour&quot;,&quot;colour~1&quot;,&quot;colour~2&quot;]')
  })
})
