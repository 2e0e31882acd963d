import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import type { Environment } from './fhir-path.ts'
import { responseItems } from './response-items.ts'
import { settle } from './settle.ts'

/**
 * The response without answers to disabled items, without empty groups and without anything that the Questionnaire does not ask.
 * What a clinician answered before changing their mind must never leave (design section 6).
 */
export function withoutDisabled(
  questionnaire: Questionnaire,
  response: QuestionnaireResponse,
  known?: Environment,
): QuestionnaireResponse {
  const { tree, enabled } = settle(questionnaire, response, known)
  const { item: _before, ...rest } = response
  const item = responseItems(tree, node => (enabled().has(node.key) ? node.answers : []))
  return item.length === 0 ? rest : { ...rest, item }
}
