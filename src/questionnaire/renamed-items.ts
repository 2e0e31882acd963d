import type { Questionnaire, QuestionnaireItem, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import { walkItems } from './items.ts'

/** Before the linkIds of a service's own questions, which may be called the same as ours. */
export const SITE_PREFIX = 'site.'

/**
 * A Questionnaire under linkIds of its own, so that it can stand on one page with another whose linkIds are the same.
 * Conditions and expressions that name a linkId follow.
 */
export function withPrefix(questionnaire: Questionnaire, prefix: string): Questionnaire {
  const known = new Set([...walkItems(questionnaire.item)].map(({ item }) => item.linkId))
  const rename = (item: QuestionnaireItem): QuestionnaireItem => ({
    ...item,
    linkId: prefix + item.linkId,
    ...(item.enableWhen && {
      enableWhen: item.enableWhen.map(when => ({ ...when, question: prefix + when.question })),
    }),
    ...(item.item && { item: item.item.map(rename) }),
  })
  const renamed = { ...questionnaire, ...(questionnaire.item && { item: questionnaire.item.map(rename) }) }
  return inExpressions(renamed, expression =>
    expression.replace(/'([^']*)'/g, (whole, text: string) => (known.has(text) ? `'${prefix}${text}'` : whole)),
  )
}

/** The answers under the linkIds that the Questionnaire's author gave: what leaves is the author's own form. */
export function withoutPrefix(response: QuestionnaireResponse, prefix: string): QuestionnaireResponse {
  const rename = (item: QuestionnaireResponseItem): QuestionnaireResponseItem => ({
    ...item,
    linkId: item.linkId.startsWith(prefix) ? item.linkId.slice(prefix.length) : item.linkId,
    ...(item.item && { item: item.item.map(rename) }),
    ...(item.answer && {
      answer: item.answer.map(answer => ({ ...answer, ...(answer.item && { item: answer.item.map(rename) }) })),
    }),
  })
  return { ...response, ...(response.item && { item: response.item.map(rename) }) }
}

/** The same value with every FHIRPath or query expression in it changed. */
function inExpressions<T>(value: T, change: (expression: string) => string): T {
  return JSON.parse(
    JSON.stringify(value, (key, each: unknown) =>
      key === 'expression' && typeof each === 'string' ? change(each) : each,
    ),
  )
}
