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

/** Every answer with its question, whatever the form. */
export function linesOf(item: HubItem): SharedLine[] {
  const values = item.answer.map(answerText).filter(value => value !== '')
  const own = values.length > 0 ? [{ label: item.text ?? item.linkId, value: values.join(', ') }] : []
  return [...own, ...item.item.flatMap(linesOf)]
}
