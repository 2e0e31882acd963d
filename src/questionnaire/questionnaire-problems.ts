import type { Questionnaire, QuestionnaireItem } from 'fhir/r4.js'
import { conditionValue } from './answer-value.ts'
import { conditionCircles } from './condition-circles.ts'
import { DATE_PARTS } from './field-names.ts'
import { walkItems, whyNotOffered } from './items.ts'
import { questionName } from './question-name.ts'

/** Why a well-formed Questionnaire must not even be drawn: its answers could not be told apart, or it may mean something else. */
export function undrawable(questionnaire: Questionnaire): string[] {
  const items = [...walkItems(questionnaire.item)]
  const places = new Map<string, string>()
  const twice = items.flatMap(({ item, place }) => {
    const before = places.get(item.linkId)
    if (before === undefined) return places.set(item.linkId, place) && []
    return [`${questionName(place, item)} has the same linkId as question ${before}: give each question its own.`]
  })
  return [
    ...modifiers('The Questionnaire', questionnaire),
    ...items.flatMap(({ item, place }) => itemModifiers(item, questionName(place, item))),
    ...twice,
  ]
}

/** What keeps a well-formed Questionnaire from being asked as a form, in words for the person who wrote it. */
export function questionnaireProblems(questionnaire: Questionnaire): string[] {
  const walked = [...walkItems(questionnaire.item)]
  const items = walked.map(({ item }) => item)
  const linkIds = new Set(items.map(({ linkId }) => linkId))
  return [
    ...(items.length === 0 ? ['The Questionnaire has no questions: put them under "item".'] : []),
    ...derivation(questionnaire),
    ...walked.flatMap(({ item, place }) => itemProblems(questionnaire, item, linkIds, questionName(place, item))),
    ...conditionCircles(questionnaire),
  ]
}

/** FHIR R4 extensibility: who does not know a modifierExtension must not go by the element, since it may turn its meaning round. */
const modifiers = (
  at: string,
  element: { readonly modifierExtension?: readonly { url: string }[] | undefined },
): string[] =>
  (element.modifierExtension ?? []).map(
    ({ url }) =>
      `${at} has the modifierExtension "${url}", which changes its meaning and is not known here. Take it out, or say it in another way.`,
  )

const itemModifiers = (item: QuestionnaireItem, at: string): string[] =>
  [item, ...(item.enableWhen ?? []), ...(item.answerOption ?? []), ...(item.initial ?? [])].flatMap(element =>
    modifiers(at, element),
  )

const derivation = ({ url, derivedFrom = [] }: Questionnaire): string[] =>
  url !== undefined && derivedFrom.some(each => each.split('|')[0] === url)
    ? ['The Questionnaire says that it is derived from itself: take its own url out of "derivedFrom".']
    : []

function itemProblems(
  questionnaire: Questionnaire,
  item: QuestionnaireItem,
  linkIds: ReadonlySet<string>,
  at: string,
): string[] {
  const problems = (item.enableWhen ?? []).flatMap(when => {
    if (!linkIds.has(when.question))
      return [
        `${at}: enableWhen speaks of "${when.question}", which is no linkId of the form: name the question that it depends on.`,
      ]
    if (when.operator === 'exists' && when.answerBoolean === undefined) {
      return [`${at}: enableWhen "exists" needs an answerBoolean: true, or false where there must be no answer.`]
    }
    return conditionValue(when) === undefined
      ? [`${at}: enableWhen has no answer to compare with: give it one, for example answerString.`]
      : []
  })
  const why = whyNotOffered(questionnaire, item)
  if (why !== undefined && item.required === true)
    problems.push(
      `${at} is required, but: ${why} ${item.type === 'choice' ? 'Put its options into the form, or its list into "contained".' : 'Ask it in another way, or make it optional.'}`,
    )
  if (item.type === 'date' || item.type === 'dateTime') {
    const clash = DATE_PARTS.map(part => `${item.linkId}-${part}`).find(name => linkIds.has(name))
    if (clash !== undefined)
      problems.push(`${at}: the linkId "${clash}" is the name of a part of its date: give that question another one.`)
  }
  return problems
}
