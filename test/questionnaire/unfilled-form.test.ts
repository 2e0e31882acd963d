import type { FhirResource, QuestionnaireItem } from 'fhir/r4.js'
import { expect, it } from 'vitest'
import { EXT } from '../../src/fhir/systems.ts'
import { timeBudget } from '../../src/questionnaire/fhir-path.ts'
import { populate } from '../../src/questionnaire/populate.ts'
import { tryForm } from '../../src/questionnaire/try-form.ts'
import { NOT_FILLED_IN, unfilledForm } from '../../src/questionnaire/unfilled-form.ts'
import { validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import { questionnaireOf } from './every-item-type.ts'
import { constraint, doubled, fhirPath } from './expressions.ts'

const asked = (url: string, expression: string): QuestionnaireItem => ({
  linkId: 'why',
  type: 'string',
  text: 'Why?',
  extension: [fhirPath(url, expression)],
})
const base = { authored: '2026-09-01T09:00:00Z' }

it.each([
  ['a condition', EXT.enableWhenExpression],
  ['a first answer', EXT.initialExpression],
  ['a calculated answer', EXT.calculatedExpression],
  ['a list of answers', EXT.answerExpression],
])('a form that makes too much without any record is told at the start: %s', async (_, url) => {
  const form = questionnaireOf(asked(url, doubled(27)))
  expect(await tryForm(form)).toEqual({
    linkId: 'why',
    text: 'Question 1 ("Why?", linkId "why"): Its expression makes too many values, or too long a text.',
  })
  expect(await tryForm(questionnaireOf(asked(url, "'a'")))).toBeUndefined()
})

it('its questions are asked all the same, unfilled, with a word about it, and nothing of them stops a referral', async () => {
  const form = {
    ...questionnaireOf(asked(EXT.enableWhenExpression, doubled(27)), {
      linkId: 'name',
      type: 'string',
      extension: [fhirPath(EXT.initialExpression, '%patient.name.family'), constraint('error', 'false', 'No.')],
    }),
    extension: [constraint('error', 'false', 'Never.')],
  }
  const unfilled = unfilledForm(form)
  expect(unfilled.item?.map(({ linkId, text }) => [linkId, text])).toEqual([
    ['not-filled-in', NOT_FILLED_IN],
    ['why', 'Why?'],
    ['name', undefined],
  ])
  expect(await tryForm(unfilled)).toBeUndefined()
  const patient: FhirResource = { resourceType: 'Patient', name: [{ family: 'Okafor' }] }
  const { response, problems } = await populate(unfilled, { launch: { patient } }, base)
  expect([response.item, problems]).toEqual([undefined, []])
  expect(validateAnswers(unfilled, response)).toEqual([])
})

it('repeating groups inside of each other end at 10,000 items and answers, and say so', async () => {
  const rows = (linkId: string, item: QuestionnaireItem[]): QuestionnaireItem => ({
    linkId,
    type: 'group',
    repeats: true,
    extension: [fhirPath(EXT.itemPopulationContext, '%list', linkId)],
    item,
  })
  const leaf: QuestionnaireItem = { linkId: 'leaf', type: 'string', initial: [{ valueString: 'x' }] }
  const list = Array.from({ length: 50 }, (_, at) => at)
  const filled = async (...items: QuestionnaireItem[]) => {
    const budget = timeBudget()
    const { response, problems } = await populate(
      questionnaireOf(...items),
      { launch: {}, variables: { list }, budget },
      base,
    )
    return { text: JSON.stringify(response), problems, budget }
  }
  const within = await filled(rows('a', [rows('b', [leaf])]))
  expect(within.problems).toEqual([])
  expect(within.budget.stopped).toBeUndefined()
  const beyond = await filled(rows('a', [rows('b', [rows('c', [leaf])])]))
  expect(beyond.text.split('"leaf"').length).toBeLessThan(10_000)
  expect(beyond.problems.map(each => each.text)).toEqual([
    'The record has more than can be filled in here. Please fill in the rest.',
  ])
  expect(beyond.budget.stopped?.text).toBe('More than 10000 items and answers would be filled in.')
})
