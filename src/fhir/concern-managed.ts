import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import { allAnswers } from './read-answers.ts'

const LINK_ID = 'concern-managed'

/** The answers with the clinician's word that today's urgent concern has been dealt with: the coach sees both. */
export function withConcernManaged(
  response: QuestionnaireResponse,
  { item: questions = [] }: Questionnaire,
): QuestionnaireResponse {
  const others = (response.item ?? []).filter(item => item.linkId !== LINK_ID)
  const text = questions.find(each => each.linkId === LINK_ID)?.text
  const managed = { linkId: LINK_ID, ...(text !== undefined && { text }), answer: [{ valueBoolean: true }] }
  // The order of the Questionnaire: right after the concern.
  const after = others.findIndex(item => item.linkId === 'concern') + 1
  return { ...response, item: [...others.slice(0, after), managed, ...others.slice(after)] }
}

const concernIn = (response: QuestionnaireResponse): string | undefined =>
  allAnswers(response.item ?? []).get('concern')?.[0]?.valueCoding?.code

export const concernIsUrgent = (response: QuestionnaireResponse): boolean => concernIn(response) === 'urgent'

/** Said once, it holds also where the pathway was changed and the question is not asked any more (hazard H24). */
export const concernIsPhoneFirst = (response: QuestionnaireResponse): boolean => concernIn(response) === 'phone-first'

/** A concern that is raised again has to be managed again. */
export const withoutConcernManaged = (response: QuestionnaireResponse): QuestionnaireResponse => ({
  ...response,
  item: (response.item ?? []).filter(item => item.linkId !== LINK_ID),
})
