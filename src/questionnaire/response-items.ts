import type { QuestionnaireResponseItem } from 'fhir/r4.js'
import type { Answer } from './answer-value.ts'
import { allNodes, type FormNode } from './form-tree.ts'
import { asksBeneathAnswers, repeatsAsWhole } from './item-properties.ts'

type AnswersTo = (node: FormNode) => readonly Answer[]

/**
 * The items of a QuestionnaireResponse from a tree and its answers. What has no answer leaves nothing, so there are no empty groups.
 * Items below a question stand in its answer, or in the first of several, which may have no value of its own.
 */
export const responseItems = (nodes: readonly FormNode[], answersTo: AnswersTo): QuestionnaireResponseItem[] =>
  joined(nodes.flatMap(node => itemOf(node, answersTo, responseItems) ?? []))

/**
 * The same, where an empty instance stays before one that is not, and where it came empty: while a form is filled in, an instance is known
 * by its place.
 */
export function itemsInPlace(nodes: readonly FormNode[], answersTo: AnswersTo): QuestionnaireResponseItem[] {
  const items = nodes.map(node => itemOf(node, answersTo, itemsInPlace))
  const isBefore = (linkId: string, index: number): boolean =>
    nodes.some((later, at) => at > index && later.item.linkId === linkId && items[at] !== undefined)
  return joined(
    nodes.flatMap((node, index) => {
      const item = items[index]
      if (item !== undefined || !repeatsAsWhole(node.item)) return item ?? []
      return cameEmpty(node) || isBefore(node.item.linkId, index) ? place(node) : []
    }),
  )
}

type ItemsOf = (nodes: readonly FormNode[], answersTo: AnswersTo) => QuestionnaireResponseItem[]

function itemOf(node: FormNode, answersTo: AnswersTo, itemsOf: ItemsOf): QuestionnaireResponseItem | undefined {
  if (node.item.type === 'display') return undefined
  const item = itemsOf(node.children, answersTo)
  if (node.item.type === 'group') return item.length === 0 ? undefined : { ...named(node), item }
  const [first, ...others] = answersTo(node)
  if (first === undefined && item.length === 0) return undefined
  return { ...named(node), answer: [item.length === 0 ? { ...first } : { ...first, item }, ...others] }
}

const named = ({ item: { linkId, text } }: FormNode) => ({ linkId, ...(text === undefined ? {} : { text }) })

const cameEmpty = (node: FormNode): boolean =>
  node.given !== undefined && allNodes([node]).every(each => each.answers.length === 0)

const place = (node: FormNode): QuestionnaireResponseItem => ({
  ...named(node),
  ...(asksBeneathAnswers(node.item) ? { answer: [{}] } : {}),
})

/** A question is one item, however many nodes its answers have (FHIR R4, QuestionnaireResponse.item.answer). */
export function joined(items: readonly QuestionnaireResponseItem[]): QuestionnaireResponseItem[] {
  const done: QuestionnaireResponseItem[] = []
  for (const each of items) {
    const last = done.at(-1)
    if (last?.answer === undefined || each.answer === undefined || last.linkId !== each.linkId) done.push({ ...each })
    else last.answer = [...last.answer, ...each.answer]
  }
  return done
}
