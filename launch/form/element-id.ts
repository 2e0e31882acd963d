import type { Questionnaire } from 'fhir/r4.js'
import { walkItems } from '../../src/questionnaire/items.ts'
import type { AnswerIssue } from '../../src/questionnaire/validate-answers.ts'

/** A linkId may hold any character; an HTML id must have no space. Letters, digits, dot and hyphen stay, the rest is written in hex. */
export const elementId = (key: string): string =>
  `q-${key.replace(/[^A-Za-z0-9.-]/gu, character => `_${character.codePointAt(0)?.toString(16)}_`)}`

export const containerId = (key: string): string => `${elementId(key)}--item`

/** The issues as links for an error summary, each to the first control of its item. */
export function errorSummaryItems(
  questionnaire: Questionnaire,
  issues: readonly AnswerIssue[],
): { href: string; text: string }[] {
  const types = new Map([...walkItems(questionnaire.item)].map(({ item }) => [item.linkId, item.type]))
  return issues.map(({ linkId, text }) => {
    const type = types.get(linkId) ?? types.get(linkId.replace(/~[\d.]+$/, ''))
    if (type === 'date' || type === 'dateTime') return { href: `#${elementId(linkId)}-day`, text }
    const hasControl = type !== undefined && type !== 'group' && type !== 'display'
    return { href: `#${hasControl ? elementId(linkId) : containerId(linkId)}`, text }
  })
}
