import type { Questionnaire, QuestionnaireItem } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { EXT } from '../../src/fhir/systems.ts'
import { withoutDisabled } from '../../src/questionnaire/drop-disabled.ts'
import { responseFromForm } from '../../src/questionnaire/form-body.ts'
import { populate } from '../../src/questionnaire/populate.ts'
import { settle } from '../../src/questionnaire/settle.ts'
import { validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import { base, coding, questionnaireOf, responseOf } from './every-item-type.ts'
import { fhirPath } from './expressions.ts'

const answerTo = (linkId: string) => `%resource.descendants().where(linkId = '${linkId}').answer.value`
const calculated = (expression: string, rest: Partial<QuestionnaireItem> = {}): QuestionnaireItem => ({
  linkId: 'sum',
  type: 'decimal',
  text: 'Sum',
  ...rest,
  extension: [fhirPath(EXT.calculatedExpression, expression), ...(rest.extension ?? [])],
})
const bmi: Questionnaire = {
  ...questionnaireOf(
    { linkId: 'height', type: 'decimal' },
    { linkId: 'weight', type: 'decimal' },
    calculated('(%weight / (%height * %height)).round(1)'),
  ),
  extension: [
    fhirPath(EXT.variable, answerTo('height'), 'height'),
    fhirPath(EXT.variable, answerTo('weight'), 'weight'),
  ],
}
const sumOf = (questionnaire: Questionnaire, form: Record<string, string>) =>
  responseFromForm(questionnaire, form, base).response.item?.find(each => each.linkId === 'sum')?.answer

describe('a calculatedExpression', () => {
  it('is worked out from what was answered, with the variables of the form', () => {
    expect(sumOf(bmi, { height: '2', weight: '80' })).toEqual([{ valueDecimal: 20 }])
  })

  it('gives no answer while there is nothing to work it out from', () => {
    expect(sumOf(bmi, { height: '2' })).toBeUndefined()
  })

  it('cannot be typed', () => {
    expect(sumOf(bmi, { sum: '99' })).toBeUndefined()
  })

  it('is worked out again when an answer has changed', () => {
    const previous = responseFromForm(bmi, { height: '2', weight: '80' }, base).response
    const { response } = responseFromForm(bmi, { height: '2', weight: '40' }, { ...base, previous })
    expect(response.item?.[2]?.answer).toEqual([{ valueDecimal: 10 }])
  })

  it('is worked out from what the record filled in', async () => {
    const questionnaire = questionnaireOf(
      { linkId: 'a', type: 'integer', initial: [{ valueInteger: 4 }] },
      calculated(`${answerTo('a')} + 1`, { type: 'integer' }),
    )
    const { response } = await populate(questionnaire, { launch: {} }, base)
    expect(response.item?.[1]?.answer).toEqual([{ valueInteger: 5 }])
  })

  it('may use another one that stands after it', () => {
    const questionnaire = questionnaireOf(
      calculated(`${answerTo('twice')} * 10`),
      { ...calculated(`${answerTo('a')} * 2`), linkId: 'twice' },
      { linkId: 'a', type: 'decimal' },
    )
    expect(sumOf(questionnaire, { a: '3' })).toEqual([{ valueDecimal: 60 }])
  })

  it('adds up the scores of options', () => {
    const scored = (code: string, score: number) => ({
      valueCoding: {
        ...coding(code, code).valueCoding,
        extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal: score }],
      },
    })
    const ask = (linkId: string): QuestionnaireItem => ({
      linkId,
      type: 'choice',
      answerOption: [scored('x', 1), scored('y', 3)],
    })
    const total =
      "%resource.item.answer.value.extension('http://hl7.org/fhir/StructureDefinition/ordinalValue').value.sum()"
    const questionnaire = questionnaireOf(ask('a'), ask('b'), calculated(total))
    const token = (code: string) => `https://example.org/colours|${code}`
    expect(sumOf(questionnaire, { a: token('x'), b: token('y') })).toEqual([{ valueDecimal: 4 }])
  })

  it('in a repeating group speaks of the answers beside it', () => {
    const questionnaire = questionnaireOf({
      linkId: 'row',
      type: 'group',
      repeats: true,
      extension: [fhirPath(EXT.variable, "%context.item.where(linkId = 'a').answer.value", 'here')],
      item: [{ linkId: 'a', type: 'integer' }, calculated('%here * 2', { type: 'integer' })],
    })
    const form = { row: 'here', a: '1', 'row~1': 'here', 'a~1': '5' }
    const rows = responseFromForm(questionnaire, form, base).response.item
    expect(rows?.map(row => row.item?.[1]?.answer?.[0]?.valueInteger)).toEqual([2, 10])
  })

  it('leaves no empty instance of a repeating group behind', async () => {
    const rows = {
      linkId: 'row',
      type: 'group' as const,
      repeats: true,
      item: [{ linkId: 'a', type: 'string' as const }],
    }
    const { response } = await populate(questionnaireOf(rows, calculated('1 + 1')), { launch: {} }, base)
    expect(response.item?.map(each => each.linkId)).toEqual(['sum'])
  })

  it.each([
    ['%resource.', 'This could not be worked out.'],
    ["'text'", 'What was worked out does not fit here.'],
    [`${answerTo('sum')}.first() + 1 | 1`, 'This depends on itself, and could not be worked out.'],
    ['1.repeat($this + 1)', 'This took too long to work out.'],
  ])('that is %s says so on its item, and blocks nothing', (expression, text) => {
    const questionnaire = questionnaireOf(calculated(expression, { type: 'integer', required: true }), {
      linkId: 'a',
      type: 'string',
    })
    const response = responseOf({ linkId: 'a', answer: [{ valueString: 'x' }] })
    expect(settle(questionnaire, response, {}, { each: 100, left: 3_000 }).problems).toEqual([{ linkId: 'sum', text }])
    expect(validateAnswers(questionnaire, response)).toEqual([])
  })

  it('in another language than FHIRPath leaves the question to be answered', () => {
    const questionnaire = questionnaireOf({
      linkId: 'sum',
      type: 'decimal',
      extension: [{ url: EXT.calculatedExpression, valueExpression: { language: 'text/cql', expression: 'Sum' } }],
    })
    expect(sumOf(questionnaire, { sum: '7' })).toEqual([{ valueDecimal: 7 }])
  })
})

describe('an enableWhenExpression', () => {
  const questionnaire = questionnaireOf(
    { linkId: 'a', type: 'integer' },
    {
      linkId: 'b',
      type: 'string',
      extension: [fhirPath(EXT.enableWhenExpression, `${answerTo('a')} > 2`)],
    },
    {
      linkId: 'c',
      type: 'string',
      required: true,
      extension: [fhirPath(EXT.enableWhenExpression, `${answerTo('b')}.exists()`)],
    },
  )
  const answered = (a: number) =>
    responseOf({ linkId: 'a', answer: [{ valueInteger: a }] }, { linkId: 'b', answer: [{ valueString: 'x' }] })

  it('lets an answer leave only while it holds', () => {
    expect(withoutDisabled(questionnaire, answered(3)).item?.map(each => each.linkId)).toEqual(['a', 'b'])
    expect(withoutDisabled(questionnaire, answered(2)).item?.map(each => each.linkId)).toEqual(['a'])
  })

  it('does not count the answer of an item that is not enabled', () => {
    expect(validateAnswers(questionnaire, answered(3)).map(each => each.linkId)).toEqual(['c'])
    expect(validateAnswers(questionnaire, answered(2))).toEqual([])
  })

  it('that cannot be worked out asks the question, and says so', () => {
    const broken = questionnaireOf({
      linkId: 'a',
      type: 'string',
      extension: [fhirPath(EXT.enableWhenExpression, '%nobody')],
    })
    const response = responseOf({ linkId: 'a', answer: [{ valueString: 'x' }] })
    expect(withoutDisabled(broken, response)).toEqual(response)
    expect(settle(broken, response).problems).toEqual([
      { linkId: 'a', text: 'Whether this applies could not be worked out, so it is asked.' },
    ])
  })
})
