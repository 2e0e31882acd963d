import type { Questionnaire, QuestionnaireItem } from 'fhir/r4.js'
import { conditionValue } from './answer-value.ts'
import { conditionCircles } from './condition-circles.ts'
import { DATE_PARTS } from './field-names.ts'
import { walkItems, whyNotOffered } from './items.ts'

/** Why a well-formed Questionnaire must not even be drawn: its answers could not be told apart, or it may mean something else. */
export function undrawable(questionnaire: Questionnaire): string[] {
  const items = [...walkItems(questionnaire.item)].map(({ item }) => item)
  const seen = new Set<string>()
  const twice = items.flatMap(({ linkId }) => {
    if (!seen.has(linkId)) return seen.add(linkId) && []
    return [`Item "${linkId}": this linkId is used more than once.`]
  })
  return [...modifiers('The Questionnaire', questionnaire), ...items.flatMap(itemModifiers), ...twice]
}

/** What keeps a well-formed Questionnaire from being asked as a form, in words for the person who wrote it. */
export function questionnaireProblems(questionnaire: Questionnaire): string[] {
  const items = [...walkItems(questionnaire.item)].map(({ item }) => item)
  const linkIds = new Set(items.map(({ linkId }) => linkId))
  return [
    ...(items.length === 0 ? ['The Questionnaire has no items.'] : []),
    ...derivation(questionnaire),
    ...items.flatMap(item => itemProblems(questionnaire, item, linkIds)),
    ...conditionCircles(questionnaire),
  ]
}

/** FHIR R4 extensibility: who does not know a modifierExtension must not go by the element, since it may turn its meaning round. */
const modifiers = (
  at: string,
  element: { readonly modifierExtension?: readonly { url: string }[] | undefined },
): string[] =>
  (element.modifierExtension ?? []).map(
    ({ url }) => `${at} has the modifierExtension "${url}", which changes its meaning and is not known here.`,
  )

const itemModifiers = (item: QuestionnaireItem): string[] =>
  [item, ...(item.enableWhen ?? []), ...(item.answerOption ?? []), ...(item.initial ?? [])].flatMap(element =>
    modifiers(`Item "${item.linkId}"`, element),
  )

const derivation = ({ url, derivedFrom = [] }: Questionnaire): string[] =>
  url !== undefined && derivedFrom.some(each => each.split('|')[0] === url)
    ? ['The Questionnaire says that it is derived from itself.']
    : []

function itemProblems(questionnaire: Questionnaire, item: QuestionnaireItem, linkIds: ReadonlySet<string>): string[] {
  const at = `Item "${item.linkId}"`
  const problems = (item.enableWhen ?? []).flatMap(when => {
    if (!linkIds.has(when.question))
      return [`${at}: enableWhen speaks of "${when.question}", which is no item of the form.`]
    if (when.operator === 'exists' && when.answerBoolean === undefined) {
      return [`${at}: enableWhen "exists" needs an answerBoolean.`]
    }
    return conditionValue(when) === undefined ? [`${at}: enableWhen has no answer to compare with.`] : []
  })
  const why = whyNotOffered(questionnaire, item)
  if (why !== undefined && item.required === true) problems.push(`${at} is required, but: ${why}`)
  if (item.type === 'date' || item.type === 'dateTime') {
    const clash = DATE_PARTS.map(part => `${item.linkId}-${part}`).find(name => linkIds.has(name))
    if (clash !== undefined) problems.push(`${at}: the linkId "${clash}" is the name of a part of its date.`)
  }
  return problems
}
