import type { QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import type { Recipient } from './answer-leaves.ts'
import { FORM_LEAVES } from './form-leaves.ts'

/** Whom an agreement to a referral is not about: the practice's own record, and what a patient carries to somebody on paper. */
type OutsideReferral = Exclude<Recipient, 'service' | 'provider'>

/**
 * The answers that a form gives to one of them; of a question that does not name the recipient, or that the form does not ask, none
 * (hazard H09). What leaves with a referral is cut by sharing.ts, to the level that was agreed.
 */
export function answersTo(
  to: OutsideReferral,
  form: keyof typeof FORM_LEAVES,
  response: QuestionnaireResponse,
): QuestionnaireResponse {
  const { item: all = [], ...rest } = response
  const item = cut(all, linkId => FORM_LEAVES[form].get(linkId)?.some(each => each.to === to) === true)
  return item.length === 0 ? rest : { ...rest, item }
}

function cut(
  items: readonly QuestionnaireResponseItem[],
  isGiven: (linkId: string) => boolean,
): QuestionnaireResponseItem[] {
  return items
    .filter(each => isGiven(each.linkId))
    .map(({ answer, item, ...asked }) => ({
      ...asked,
      ...(answer && { answer: answer.map(each => (each.item ? { ...each, item: cut(each.item, isGiven) } : each)) }),
      ...(item && { item: cut(item, isGiven) }),
    }))
}
