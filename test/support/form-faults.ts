import type { Questionnaire, QuestionnaireItem, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import { QUESTIONS } from './answers.ts'

/** Where a response is none to its form, one line each, as HAPI's validator judges it: words, order, lengths, groups with nothing in them. */
export function formFaults(response: QuestionnaireResponse, form: Questionnaire = QUESTIONS): string[] {
  return faultsIn(response.item, form.item ?? [], 'the form')
}

function faultsIn(
  given: readonly QuestionnaireResponseItem[] | undefined,
  questions: readonly QuestionnaireItem[],
  place: string,
): string[] {
  const places = (given ?? []).map(each => questions.findIndex(question => question.linkId === each.linkId))
  return [
    ...(given?.length === 0 ? [`${place} is empty`] : []),
    ...(places.every((at, index) => index === 0 || at >= (places[index - 1] ?? 0)) ? [] : [`${place} is out of order`]),
    ...(given ?? []).flatMap(each => {
      const question = questions.find(one => one.linkId === each.linkId)
      if (!question) return [`${place} has no question ${each.linkId}`]
      const said = (each.answer ?? []).map(answer => answer.valueString ?? '')
      return [
        ...(each.text === undefined || each.text === question.text ? [] : [`${each.linkId} is called ${each.text}`]),
        ...(said.some(one => one.length > (question.maxLength ?? 10_000)) ? [`${each.linkId} is too long`] : []),
        ...(each.item === undefined && each.answer === undefined ? [`${each.linkId} says nothing`] : []),
        ...(each.item === undefined ? [] : faultsIn(each.item, question.item ?? [], each.linkId)),
      ]
    }),
  ]
}
