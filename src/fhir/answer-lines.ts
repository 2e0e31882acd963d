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
    const below = codingIn(item.item, system)
    if (below) return below
  }
  return undefined
}

/** The first words that were answered to this question, from whatever depth. */
export function textAt(items: readonly HubItem[], linkId: string): string | undefined {
  for (const item of items) {
    const own =
      item.linkId === linkId ? item.answer.find(each => each.valueString?.trim())?.valueString?.trim() : undefined
    const found = own ?? textAt(item.item, linkId)
    if (found) return found
  }
  return undefined
}

/** Every answer with its question, whatever the form. */
export function linesOf(item: HubItem): SharedLine[] {
  const values = item.answer.map(answerText).filter(value => value !== '')
  const own = values.length > 0 ? [{ label: item.text ?? item.linkId, value: values.join(', ') }] : []
  return [...own, ...item.item.flatMap(linesOf)]
}
