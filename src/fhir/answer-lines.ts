import { answerText, type SharedLine } from './describe-transaction.ts'
import type { HubItem } from './hub-resources.ts'
import { NOT_GIVEN } from './view-texts.ts'

/** The first answer that is coded in this code system, from whatever depth. */
export function codingIn(
  items: readonly HubItem[],
  system: string,
): { code: string | undefined; text: string } | undefined {
  for (const item of items) {
    const coding = item.answer.find(each => each.valueCoding?.system === system)?.valueCoding
    if (coding) return { code: coding.code, text: coding.display ?? coding.code ?? NOT_GIVEN }
    const below = codingIn(itemsBelow(item), system)
    if (below) return below
  }
  return undefined
}

const itemsBelow = ({ answer, item }: HubItem): readonly HubItem[] => [...item, ...answer.flatMap(each => each.item)]

/** The first words that were answered to this question, from whatever depth. */
export function textAt(items: readonly HubItem[], linkId: string): string | undefined {
  for (const item of items) {
    const own =
      item.linkId === linkId ? item.answer.find(each => each.valueString?.trim())?.valueString?.trim() : undefined
    const found = own ?? textAt(itemsBelow(item), linkId)
    if (found) return found
  }
  return undefined
}

/** The first yes or no to this question, from whatever depth. */
export function booleanAt(items: readonly HubItem[], linkId: string): boolean | undefined {
  for (const item of items) {
    const own = item.linkId === linkId ? item.answer.find(each => each.valueBoolean !== undefined) : undefined
    const found = own?.valueBoolean ?? booleanAt(itemsBelow(item), linkId)
    if (found !== undefined) return found
  }
  return undefined
}

/** Every answer with its question, whatever the form. */
export function linesOf(item: HubItem): SharedLine[] {
  const lineOf = (answers: HubItem['answer']): SharedLine[] => {
    const values = answers.map(answerText).filter(value => value !== '')
    return values.length > 0 ? [{ label: item.text ?? item.linkId, value: values.join(', ') }] : []
  }
  // What was asked beneath an answer is read below that one.
  const own = item.answer.some(each => each.item.length > 0)
    ? item.answer.flatMap(each => [...lineOf([each]), ...each.item.flatMap(linesOf)])
    : lineOf(item.answer)
  return [...own, ...item.item.flatMap(linesOf)]
}
