import type { QuestionnaireItem } from 'fhir/r4.js'
import { walkItems } from './items.ts'

const LONGEST = 60

/** How whoever wrote a form finds a question in it: `Question 2.1 ("How bad is it?", linkId "pain")`. Its place counts from 1 at each depth. */
export function questionName(
  place: string,
  { type, text, linkId }: { type?: unknown; text?: unknown; linkId?: unknown },
): string {
  const words = typeof text === 'string' && text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  const said = [
    ...(typeof words === 'string' && words !== '' ? [`"${words}"`] : []),
    ...(typeof linkId === 'string' && linkId !== '' ? [`linkId "${linkId}"`] : []),
  ]
  return `${type === 'group' ? 'Group' : 'Question'} ${place}${said.length === 0 ? '' : ` (${said.join(', ')})`}`
}

/** The names of all questions of a form. */
export const namesByLinkId = (items: readonly QuestionnaireItem[] | undefined): ReadonlyMap<string, string> =>
  new Map([...walkItems(items)].map(({ item, place }) => [item.linkId, questionName(place, item)]))
