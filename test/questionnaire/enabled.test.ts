import type {
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireItemEnableWhen,
  QuestionnaireResponse,
  QuestionnaireResponseItemAnswer,
} from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { enabledNodes } from '../../src/questionnaire/enabled.ts'
import { formTree } from '../../src/questionnaire/form-tree.ts'
import { questionnaireOf, responseOf } from './every-item-type.ts'

type When = Omit<QuestionnaireItemEnableWhen, 'question'>
type Row = [QuestionnaireItem['type'], QuestionnaireResponseItemAnswer[], When, boolean]

const kg = { value: 70, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' }
const red = { system: 'https://example.org/colours', code: 'r', display: 'Red' }

const rows: Row[] = [
  ['string', [{ valueString: 'a' }], { operator: 'exists', answerBoolean: true }, true],
  ['string', [], { operator: 'exists', answerBoolean: true }, false],
  ['string', [{ valueString: 'a' }], { operator: 'exists', answerBoolean: false }, false],
  ['string', [], { operator: 'exists', answerBoolean: false }, true],
  ['boolean', [{ valueBoolean: true }], { operator: '=', answerBoolean: true }, true],
  ['boolean', [{ valueBoolean: false }], { operator: '=', answerBoolean: true }, false],
  ['boolean', [{ valueBoolean: false }], { operator: '!=', answerBoolean: true }, true],
  ['boolean', [], { operator: '=', answerBoolean: false }, false],
  ['boolean', [], { operator: '!=', answerBoolean: true }, true],
  ['integer', [{ valueInteger: 5 }], { operator: '=', answerInteger: 5 }, true],
  ['integer', [{ valueInteger: 5 }], { operator: '!=', answerInteger: 5 }, false],
  ['integer', [{ valueInteger: 5 }], { operator: '>', answerInteger: 4 }, true],
  ['integer', [{ valueInteger: 5 }], { operator: '>', answerInteger: 5 }, false],
  ['integer', [{ valueInteger: 5 }], { operator: '>=', answerInteger: 5 }, true],
  ['integer', [{ valueInteger: 5 }], { operator: '<', answerInteger: 5 }, false],
  ['integer', [{ valueInteger: 5 }], { operator: '<', answerInteger: 10 }, true],
  ['integer', [{ valueInteger: 5 }], { operator: '<=', answerInteger: 5 }, true],
  ['integer', [], { operator: '<', answerInteger: 5 }, false],
  ['decimal', [{ valueDecimal: 2.5 }], { operator: '>', answerDecimal: 2.4 }, true],
  ['decimal', [{ valueDecimal: 2.5 }], { operator: '>', answerInteger: 3 }, false],
  ['date', [{ valueDate: '2026-02-01' }], { operator: '=', answerDate: '2026-02-01' }, true],
  ['date', [{ valueDate: '2026-02-01' }], { operator: '>', answerDate: '2026-01-31' }, true],
  ['date', [{ valueDate: '2026-02' }], { operator: '>', answerDate: '2026-01-31' }, true],
  ['date', [{ valueDate: '2026-02' }], { operator: '>=', answerDate: '2026-02-10' }, false],
  [
    'dateTime',
    [{ valueDateTime: '2026-07-01T10:00:00+01:00' }],
    { operator: '=', answerDateTime: '2026-07-01T09:00:00Z' },
    true,
  ],
  [
    'dateTime',
    [{ valueDateTime: '2026-07-01T10:00:00+01:00' }],
    { operator: '<', answerDateTime: '2026-07-01T09:30:00Z' },
    true,
  ],
  ['dateTime', [{ valueDateTime: '2026-07-02T10:00:00Z' }], { operator: '>', answerDateTime: '2026-07-01' }, true],
  ['time', [{ valueTime: '10:00:00' }], { operator: '=', answerTime: '10:00' }, true],
  ['time', [{ valueTime: '09:59:00' }], { operator: '<', answerTime: '10:00:00' }, true],
  ['string', [{ valueString: 'b' }], { operator: '=', answerString: 'b' }, true],
  ['string', [{ valueString: 'B' }], { operator: '=', answerString: 'b' }, false],
  ['string', [{ valueString: 'b' }], { operator: '>', answerString: 'a' }, true],
  ['url', [{ valueUri: 'https://a.example' }], { operator: '=', answerString: 'https://a.example' }, true],
  ['choice', [{ valueCoding: red }], { operator: '=', answerCoding: { system: red.system, code: 'r' } }, true],
  [
    'choice',
    [{ valueCoding: red }],
    { operator: '=', answerCoding: { system: 'https://other.example', code: 'r' } },
    false,
  ],
  ['choice', [{ valueCoding: red }], { operator: '=', answerCoding: { code: 'r' } }, true],
  ['choice', [{ valueCoding: red }], { operator: '!=', answerCoding: red }, false],
  ['choice', [{ valueCoding: red }], { operator: '>', answerCoding: { code: 'a' } }, false],
  ['choice', [{ valueCoding: { code: 'x' } }, { valueCoding: red }], { operator: '=', answerCoding: red }, true],
  ['choice', [{ valueCoding: { code: 'x' } }, { valueCoding: red }], { operator: '!=', answerCoding: red }, false],
  ['quantity', [{ valueQuantity: kg }], { operator: '>', answerQuantity: { ...kg, value: 60 } }, true],
  [
    'quantity',
    [{ valueQuantity: kg }],
    { operator: '>', answerQuantity: { ...kg, value: 60, code: 'g', unit: 'g' } },
    false,
  ],
  [
    'quantity',
    [{ valueQuantity: { value: 2, unit: 'tablets' } }],
    { operator: '=', answerQuantity: { value: 2, unit: 'tablets' } },
    true,
  ],
  [
    'reference',
    [{ valueReference: { reference: 'Patient/1' } }],
    { operator: '=', answerReference: { reference: 'Patient/1' } },
    true,
  ],
  ['integer', [{ valueInteger: 1 }], { operator: '=', answerString: '1' }, false],
]

const enabledItems = (questionnaire: Questionnaire, response: QuestionnaireResponse) =>
  enabledNodes(formTree(questionnaire, response))

describe('enableWhen', () => {
  it.each(rows)('with a %s of %j, the condition %j is %s', (type, answer, when, expected) => {
    const questionnaire = questionnaireOf(
      { linkId: 'a', type },
      { linkId: 'b', type: 'string', enableWhen: [{ question: 'a', ...when }] },
    )
    const response = answer.length === 0 ? responseOf() : responseOf({ linkId: 'a', answer })
    expect(enabledItems(questionnaire, response).has('b')).toBe(expected)
  })

  const two = (enableBehavior: 'all' | 'any' | undefined) =>
    questionnaireOf(
      { linkId: 'a', type: 'boolean' },
      { linkId: 'b', type: 'boolean' },
      {
        linkId: 'c',
        type: 'string',
        enableWhen: [
          { question: 'a', operator: '=', answerBoolean: true },
          { question: 'b', operator: '=', answerBoolean: true },
        ],
        ...(enableBehavior === undefined ? {} : { enableBehavior }),
      },
    )
  const onlyA = responseOf({ linkId: 'a', answer: [{ valueBoolean: true }] })

  it.each([
    ['all', false],
    ['any', true],
    [undefined, false],
  ] as const)('with behaviour %s, one of two conditions gives %s', (behaviour, expected) => {
    expect(enabledItems(two(behaviour), onlyA).has('c')).toBe(expected)
  })

  const chain = questionnaireOf(
    { linkId: 'a', type: 'boolean' },
    {
      linkId: 'g',
      type: 'group',
      enableWhen: [{ question: 'a', operator: '=', answerBoolean: true }],
      item: [{ linkId: 'b', type: 'boolean' }],
    },
    { linkId: 'c', type: 'string', enableWhen: [{ question: 'b', operator: '=', answerBoolean: true }] },
  )
  const answered = (a: boolean) =>
    responseOf(
      { linkId: 'a', answer: [{ valueBoolean: a }] },
      { linkId: 'g', item: [{ linkId: 'b', answer: [{ valueBoolean: true }] }] },
    )

  it('disables everything inside a disabled group', () => {
    expect([...enabledItems(chain, answered(false))]).toEqual(['a'])
  })

  it('does not count the answer of a disabled item', () => {
    expect(enabledItems(chain, answered(true)).has('c')).toBe(true)
    expect(enabledItems(chain, answered(false)).has('c')).toBe(false)
  })

  it('judges each instance of a repeating group by its own answers', () => {
    const questionnaire = questionnaireOf({
      linkId: 'g',
      type: 'group',
      repeats: true,
      item: [
        { linkId: 'a', type: 'boolean' },
        { linkId: 'b', type: 'string', enableWhen: [{ question: 'a', operator: '=', answerBoolean: true }] },
      ],
    })
    const instance = (value: boolean) => ({ linkId: 'g', item: [{ linkId: 'a', answer: [{ valueBoolean: value }] }] })
    const enabled = enabledItems(questionnaire, responseOf(instance(false), instance(true)))
    expect(enabled.has('b')).toBe(false)
    expect(enabled.has('b~1')).toBe(true)
  })

  it('ends on conditions that wait for each other', () => {
    const questionnaire = questionnaireOf(
      { linkId: 'a', type: 'boolean', enableWhen: [{ question: 'b', operator: 'exists', answerBoolean: true }] },
      { linkId: 'b', type: 'boolean', enableWhen: [{ question: 'a', operator: 'exists', answerBoolean: true }] },
    )
    const response = responseOf(
      { linkId: 'a', answer: [{ valueBoolean: true }] },
      { linkId: 'b', answer: [{ valueBoolean: true }] },
    )
    expect([...enabledItems(questionnaire, response)]).toEqual([])
  })
})
