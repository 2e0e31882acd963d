import type { Questionnaire, QuestionnaireItem, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import type { ContactDetails } from '../domain/contact-details.ts'
import { contactAnswer } from './contact-questions.ts'

/**
 * The answers with other contact details. R4: answers that were changed after they were complete are `amended`. What is new has the
 * words of the form and its place in it, and no group is left empty, so that it is still a response to its Questionnaire.
 */
export function amendedForm(
  form: QuestionnaireResponse,
  contact: ContactDetails,
  questionnaire: Questionnaire,
): QuestionnaireResponse {
  const { item: given = [], ...rest } = form
  const item = amendedItems(given, questionnaire.item ?? [], contact)
  return { ...rest, status: 'amended', ...(item.length > 0 && { item }) }
}

function amendedItems(
  given: readonly QuestionnaireResponseItem[],
  questions: readonly QuestionnaireItem[],
  contact: ContactDetails,
): QuestionnaireResponseItem[] {
  const kept = given.flatMap(item => keptItem(item, questions, contact))
  const missing = questions.filter(({ linkId }) => !given.some(each => each.linkId === linkId))
  return missing
    .flatMap(question => newItem(question, contact))
    .reduce((items, item) => inOrder(items, item, questions), kept)
}

function keptItem(
  item: QuestionnaireResponseItem,
  questions: readonly QuestionnaireItem[],
  contact: ContactDetails,
): QuestionnaireResponseItem[] {
  const question = questions.find(each => each.linkId === item.linkId)
  const answer = contactAnswer(item.linkId, contact)
  if (answer) return answer.length === 0 ? [] : [{ ...item, ...worded(question), answer: [...answer] }]
  const inner = amendedItems(item.item ?? [], question?.item ?? [], contact)
  const { item: before, ...own } = item
  if (inner.length > 0) return [{ ...own, item: inner }]
  return before === undefined || own.answer ? [own] : []
}

/** A question that had no answer; a group with what is answered in it. */
function newItem(question: QuestionnaireItem, contact: ContactDetails): QuestionnaireResponseItem[] {
  const { linkId } = question
  const answer = contactAnswer(linkId, contact)
  if (answer) return answer.length === 0 ? [] : [{ linkId, ...worded(question), answer: [...answer] }]
  const item = (question.item ?? []).flatMap(each => newItem(each, contact))
  return item.length === 0 ? [] : [{ linkId, ...worded(question), item }]
}

const worded = (question: QuestionnaireItem | undefined): { text?: string } =>
  question?.text === undefined ? {} : { text: question.text }

/** After the last item that comes before it in the form. */
function inOrder(
  items: readonly QuestionnaireResponseItem[],
  item: QuestionnaireResponseItem,
  questions: readonly QuestionnaireItem[],
): QuestionnaireResponseItem[] {
  const placeOf = (linkId: string): number => questions.findIndex(each => each.linkId === linkId)
  const at = items.findLastIndex(each => {
    const place = placeOf(each.linkId)
    return place >= 0 && place < placeOf(item.linkId)
  })
  return [...items.slice(0, at + 1), item, ...items.slice(at + 1)]
}
