import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import type { Answer } from './answer-value.ts'
import { formTree } from './form-tree.ts'
import { responseItems } from './response-items.ts'

/** A response with other answers to some questions, by key; an empty list takes an answer out. Everything else stays. */
export function changeAnswers(
  questionnaire: Questionnaire,
  response: QuestionnaireResponse,
  changed: ReadonlyMap<string, readonly Answer[]>,
): QuestionnaireResponse {
  const tree = formTree(questionnaire, response)
  const { item: _before, ...rest } = response
  const item = responseItems(tree, node => changed.get(node.key) ?? node.answers)
  return item.length === 0 ? rest : { ...rest, item }
}
