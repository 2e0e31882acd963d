import type { Questionnaire } from 'fhir/r4.js'
import { conditionValue } from './answer-value.ts'
import { DATE_PARTS } from './field-names.ts'
import { answerPattern } from './item-properties.ts'
import { type WalkedItem, walkItems, whyNotOffered } from './items.ts'

/** What keeps a well-formed Questionnaire from being asked as a form, in words for the person who wrote it. */
export function questionnaireProblems(questionnaire: Questionnaire): string[] {
  const items = [...walkItems(questionnaire.item)]
  const linkIds = items.map(({ item }) => item.linkId)
  return [
    ...linkIds
      .filter((linkId, index) => linkIds.indexOf(linkId) !== index)
      .map(linkId => `Item "${linkId}": this linkId is used more than once.`),
    ...items.flatMap(each => itemProblems(questionnaire, each, new Set(linkIds))),
  ]
}

function itemProblems(questionnaire: Questionnaire, { item }: WalkedItem, linkIds: ReadonlySet<string>): string[] {
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
  if (answerPattern(item) === 'broken') problems.push(`${at}: its regex is not a regular expression.`)
  if (item.type === 'date' || item.type === 'dateTime') {
    const clash = DATE_PARTS.map(part => `${item.linkId}-${part}`).find(name => linkIds.has(name))
    if (clash !== undefined) problems.push(`${at}: the linkId "${clash}" is the name of a part of its date.`)
  }
  return problems
}
