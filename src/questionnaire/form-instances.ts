import type { QuestionnaireItem, QuestionnaireResponseItem } from 'fhir/r4.js'
import { fieldName, fieldParts, HERE, OTHER } from './field-names.ts'
import { fieldTexts, MOST_ANSWERS } from './field-texts.ts'
import { type FormNode, instanceIndex, instanceKey, type Scope } from './form-tree.ts'
import { asksBeneathAnswers, repeatsAsWhole } from './item-properties.ts'

type Form = Record<string, unknown>

const MOST_GROUPS = 50

/** A response without answers that has the instances of what repeats as a whole: the first always, later ones while they announce themselves. */
export function instancesIn(
  items: readonly QuestionnaireItem[] | undefined,
  form: Form,
  kept: ReadonlySet<string>,
  scope: Scope = [],
): QuestionnaireResponseItem[] {
  const announced = new Set(fieldTexts(form, HERE))
  return (items ?? []).flatMap((item): QuestionnaireResponseItem[] => {
    const { linkId } = item
    if (!repeatsAsWhole(item)) return [{ linkId, item: instancesIn(item.item, form, kept, scope) }]
    const isAnswer = asksBeneathAnswers(item)
    const most = isAnswer ? MOST_ANSWERS : MOST_GROUPS
    const rows = isAnswer ? rowsOf(item, form, instanceKey(linkId, [...scope, answerAt(linkId, 0)])).length : 0
    const found: QuestionnaireResponseItem[][] = []
    for (let index = 0; index < most; index += 1) {
      const here: Scope = [...scope, isAnswer ? answerAt(linkId, index) : { group: linkId, index }]
      const key = instanceKey(linkId, here)
      const isHere = isAnswer ? announced.has(key) || index < rows : Object.hasOwn(form, key)
      if (index > 0 && !isHere && !kept.has(key)) break
      found.push(instancesIn(item.item, form, kept, here))
    }
    return isAnswer
      ? [{ linkId, answer: found.map(below => ({ item: below })) }]
      : found.map(below => ({ linkId, item: below }))
  })
}

const answerAt = (linkId: string, index: number) => ({ group: linkId, index, isAnswer: true }) as const

/** What was sent for each part of an item's fields. */
export function sentFor({ item, key, ...node }: FormNode, form: Form): ReadonlyMap<string, readonly string[]> {
  const own = (part: string): string[] => fieldTexts(form, fieldName(key, part))
  if (!asksBeneathAnswers(item)) return new Map(fieldParts(item).map(part => [part, own(part)]))
  const index = instanceIndex({ item, key, ...node })
  const firstKey = instanceKey(item.linkId, [...node.scope.slice(0, -1), answerAt(item.linkId, 0)])
  const row = rowsOf(item, form, firstKey)[index]
  return new Map(fieldParts(item).map(part => [part, row?.[part] === undefined ? own(part).slice(0, 1) : [row[part]]]))
}

type Row = Readonly<Record<string, string>>

/**
 * The answers that stand in step under the first one's name, as on a page of the version before, or in a body that was made by hand: one
 * row an answer. Empty where the page names each answer.
 */
function rowsOf(item: QuestionnaireItem, form: Form, firstKey: string): readonly Row[] {
  if (fieldTexts(form, HERE).includes(firstKey)) return []
  const texts = (part: string): string[] => fieldTexts(form, fieldName(firstKey, part))
  if (item.type === 'choice' || item.type === 'open-choice') {
    const tokens = [...new Set(texts('').filter(token => token !== ''))]
    const [other = ''] = texts('other')
    const chosen =
      other.trim() !== '' && item.type === 'open-choice' && !tokens.includes(OTHER) ? [...tokens, OTHER] : tokens
    return chosen.map(token => ({ '': token, other: token === OTHER ? other : '' }))
  }
  const parts = fieldParts(item)
  const count = Math.max(0, ...parts.map(part => texts(part).length))
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(parts.map(part => [part, texts(part)[index] ?? ''])),
  )
}
