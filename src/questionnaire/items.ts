import type { Questionnaire, QuestionnaireItem } from 'fhir/r4.js'
import { EXT } from '../fhir/systems.ts'
import { extensionOf } from './item-properties.ts'
import { optionsOf } from './options.ts'

/** Something that a clinician should read at one question. */
export interface Problem {
  readonly linkId: string
  readonly text: string
}

export interface WalkedItem {
  readonly item: QuestionnaireItem
  /** linkIds from the top of the Questionnaire down to and with this item. */
  readonly path: readonly string[]
  /** Where it stands, counted from 1 at each depth: `2.1`. */
  readonly place: string
}

/** Every item, parents before children, in the order of the form. */
export function* walkItems(
  items: readonly QuestionnaireItem[] | undefined,
  above: readonly string[] = [],
  placeAbove = '',
): Generator<WalkedItem> {
  for (const [index, item] of (items ?? []).entries()) {
    const path = [...above, item.linkId]
    const place = `${placeAbove}${index + 1}`
    yield { item, path, place }
    yield* walkItems(item.item, path, `${place}.`)
  }
}

/** Why a form cannot ask this question, or `undefined` where it can. */
export function whyNotOffered(questionnaire: Questionnaire, item: QuestionnaireItem): string | undefined {
  if (item.type === 'attachment') return 'A file cannot be added here.'
  if (item.type === 'reference') return 'A link to another record cannot be chosen here.'
  if (item.type === 'question') return 'This kind of question cannot be answered here.'
  if (item.type === 'choice' && optionsOf(questionnaire, item).length === 0) {
    return 'The list of answers to this question is not part of the form.'
  }
  return undefined
}

/** The questions that are left out of the form, each with the reason. Only a required one refuses the whole form. */
export const notOfferedItems = (questionnaire: Questionnaire): Problem[] =>
  [...walkItems(questionnaire.item)].flatMap(({ item }) => {
    const text = whyNotOffered(questionnaire, item)
    return text === undefined ? [] : [{ linkId: item.linkId, text }]
  })

/** The words by which messages name a question. */
export const questionText = (item: QuestionnaireItem): string =>
  item.text ??
  extensionOf(item, EXT.shortText)?.valueString ??
  item.code?.find(each => each.display)?.display ??
  item.linkId
