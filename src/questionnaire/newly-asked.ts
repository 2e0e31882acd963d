import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import type { Environment } from './fhir-path.ts'
import { allNodes } from './form-tree.ts'
import { type Problem, questionText } from './items.ts'
import { settle } from './settle.ts'

/**
 * The questions that the answers have just switched on and that the form could not show before: conditions in FHIRPath
 * (SDC enableWhenExpression) are worked out here alone. Without them nobody would know that there is more to answer.
 */
export function newlyAsked(
  questionnaire: Questionnaire,
  before: QuestionnaireResponse,
  after: QuestionnaireResponse,
  known: Environment,
): Problem[] {
  const shown = keysAsked(questionnaire, before, known)
  const settled = settle(questionnaire, after, known)
  const enabled = settled.enabled()
  return allNodes(settled.tree)
    .filter(
      ({ key, item, editable }) => editable && item.type !== 'group' && item.type !== 'display' && enabled.has(key),
    )
    .filter(({ key, answers }) => !shown.has(key) && answers.length === 0)
    .map(({ key, item }) => ({ linkId: key, text: questionText(item) }))
}

/** What the form that was sent could show: everything but what only an expression held back. */
function keysAsked(questionnaire: Questionnaire, response: QuestionnaireResponse, known: Environment): Set<string> {
  const { holdsExpression, tree } = settle(questionnaire, response, known)
  const nodes = allNodes(tree)
  const isHeldBack = (node: (typeof nodes)[number] | undefined): boolean =>
    node !== undefined && (!holdsExpression(node) || isHeldBack(node.parent))
  return new Set(nodes.filter(node => !isHeldBack(node)).map(node => node.key))
}
