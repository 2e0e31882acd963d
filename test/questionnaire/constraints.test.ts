import type { Extension, QuestionnaireItem } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { EXT } from '../../src/fhir/systems.ts'
import { brokenConstraints } from '../../src/questionnaire/constraints.ts'
import { formTree } from '../../src/questionnaire/form-tree.ts'
import { offeredOptions } from '../../src/questionnaire/offered-options.ts'
import { settle } from '../../src/questionnaire/settle.ts'
import { validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import { coding, questionnaireOf, responseOf } from './every-item-type.ts'
import { constraint, fhirPath } from './expressions.ts'

const group = (...extension: Extension[]): QuestionnaireItem => ({
  linkId: 'period',
  type: 'group',
  extension,
  item: [
    { linkId: 'from', type: 'date' },
    { linkId: 'to', type: 'date' },
  ],
})
const inOrder = "item.where(linkId = 'from').answer.value <= item.where(linkId = 'to').answer.value"
const period = (from: string, to: string) =>
  responseOf({
    linkId: 'period',
    item: [
      { linkId: 'from', answer: [{ valueDate: from }] },
      { linkId: 'to', answer: [{ valueDate: to }] },
    ],
  })

describe('a constraint', () => {
  const strict = questionnaireOf(group(constraint('error', inOrder, 'The end is before the start')))

  it('over several answers is an issue of the item that it stands at', () => {
    expect(validateAnswers(strict, period('2026-02-01', '2026-01-01'))).toEqual([
      { linkId: 'period', text: 'The end is before the start' },
    ])
    expect(validateAnswers(strict, period('2026-01-01', '2026-02-01'))).toEqual([])
  })

  it('with nothing to judge holds', () => {
    expect(validateAnswers(strict, responseOf())).toEqual([])
  })

  it('of SDC, and one of the whole form, is judged too', () => {
    const target: Extension = {
      url: EXT.targetConstraint,
      extension: [
        { url: 'severity', valueCode: 'error' },
        {
          url: 'expression',
          valueExpression: { language: 'text/fhirpath', expression: 'item.item.answer.count() > 2' },
        },
        { url: 'human', valueString: 'Three answers are needed' },
      ],
    }
    const ofForm = { ...questionnaireOf(group()), extension: [target] }
    expect(validateAnswers(ofForm, period('2026-01-01', '2026-02-01'))).toEqual([
      { linkId: 'period', text: 'Three answers are needed' },
    ])
  })

  it('that only warns blocks nothing', () => {
    const mild = questionnaireOf(group(constraint('warning', inOrder, 'The end is before the start')))
    const response = period('2026-02-01', '2026-01-01')
    expect(validateAnswers(mild, response)).toEqual([])
    expect(brokenConstraints(mild, settle(mild, response), 'warning')).toEqual([
      { linkId: 'period', text: 'The end is before the start' },
    ])
  })

  it('that cannot be worked out blocks nothing', () => {
    const broken = questionnaireOf(group(constraint('error', 'item.', 'Never said')))
    expect(validateAnswers(broken, period('2026-02-01', '2026-01-01'))).toEqual([])
  })
})

describe('answerOptionsToggleExpression', () => {
  const toggle: Extension = {
    url: EXT.answerOptionsToggleExpression,
    extension: [
      { url: 'option', ...coding('b', 'Blue') },
      fhirPath('expression', "%resource.item.where(linkId = 'more').answer.value = true"),
    ],
  }
  const questionnaire = questionnaireOf(
    { linkId: 'more', type: 'boolean' },
    { linkId: 'colour', type: 'choice', answerOption: [coding('r', 'Red'), coding('b', 'Blue')], extension: [toggle] },
  )
  const chosen = (more: boolean) =>
    responseOf(
      { linkId: 'more', answer: [{ valueBoolean: more }] },
      { linkId: 'colour', answer: [coding('b', 'Blue')] },
    )

  it.each([
    [true, ['Red', 'Blue']],
    [false, ['Red']],
  ])('offers an option only while it holds: %s', (more, displays) => {
    const response = chosen(more)
    const node = formTree(questionnaire, response)[1]
    const { expressions } = settle(questionnaire, response)
    expect(node && offeredOptions(questionnaire, node, expressions).map(each => each.display)).toEqual(displays)
    expect(validateAnswers(questionnaire, response)).toHaveLength(more ? 0 : 1)
  })
})
