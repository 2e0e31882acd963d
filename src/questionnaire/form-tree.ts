import type { Questionnaire, QuestionnaireItem, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import { type Answer, answerValue } from './answer-value.ts'
import { calculation, isHidden, maxOccurs } from './item-properties.ts'

/** Which instance of each repeating group above an item (and of the item itself, if it is one) is meant. */
export type Scope = readonly { readonly group: string; readonly index: number }[]

/** An item of the Questionnaire beside what the response says to it. A repeating group has one node an instance. */
export interface FormNode {
  /** The linkId; for the second and later instances of a repeating group `linkId~1`, `linkId~2` ... Unique in a form. */
  readonly key: string
  readonly item: QuestionnaireItem
  readonly scope: Scope
  readonly parent: FormNode | undefined
  readonly children: readonly FormNode[]
  /** What the response has here, as it stands there. */
  readonly given: QuestionnaireResponseItem | undefined
  /** Only answers with a value, without the items below them. */
  readonly answers: readonly Answer[]
  /** Hidden by itself or by a group above. */
  readonly hidden: boolean
  /** False where a person may not change the answer: worked out, hidden or readOnly, here or above. */
  readonly editable: boolean
}

export function instanceKey(linkId: string, scope: Scope): string {
  return scope.every(each => each.index === 0) ? linkId : `${linkId}~${scope.map(each => each.index).join('.')}`
}

/**
 * Nodes in the order of the form. What the response holds for a linkId that the Questionnaire lacks is left out.
 * `spare` adds a blank instance to each answered repeating group, so that a form can offer one more.
 */
export const formTree = (
  questionnaire: Questionnaire,
  response?: QuestionnaireResponse,
  { spare = false }: { readonly spare?: boolean } = {},
): FormNode[] => nodesOf(questionnaire.item, { given: response?.item ?? [], scope: [], parent: undefined, spare })

/** A node and all below it, parents first. */
export function allNodes(nodes: readonly FormNode[]): FormNode[] {
  const all: FormNode[] = []
  const add = (node: FormNode): void => {
    all.push(node)
    node.children.forEach(add)
  }
  nodes.forEach(add)
  return all
}

interface Place {
  readonly given: readonly QuestionnaireResponseItem[]
  readonly scope: Scope
  readonly parent: FormNode | undefined
  readonly spare: boolean
}

function nodesOf(items: readonly QuestionnaireItem[] | undefined, place: Place): FormNode[] {
  if (items === undefined) return []
  const given = byLinkId(place.given)
  return items.flatMap(item => {
    const here = given.get(item.linkId) ?? NONE
    if (item.type !== 'group' || item.repeats !== true) return nodeOf(item, here, place)
    const answered = here.map(each => [each])
    const most = maxOccurs(item) ?? Number.POSITIVE_INFINITY
    const blank = answered.length === 0 || (place.spare && answered.length < most) ? [[]] : []
    return [...answered, ...blank].map((one, index) =>
      nodeOf(item, one, { ...place, scope: [...place.scope, { group: item.linkId, index }] }),
    )
  })
}

function nodeOf(
  item: QuestionnaireItem,
  given: readonly QuestionnaireResponseItem[],
  { scope, parent, spare }: Place,
): FormNode {
  const hidden = isHidden(item) || parent?.hidden === true
  const children: FormNode[] = []
  const node: FormNode = {
    key: instanceKey(item.linkId, scope),
    item,
    scope,
    parent,
    children,
    given: given[0],
    answers: given.length === 0 ? [] : answersIn(given),
    hidden,
    editable: !hidden && item.readOnly !== true && calculation(item) === undefined && parent?.editable !== false,
  }
  if (item.item !== undefined)
    children.push(...nodesOf(item.item, { given: itemsBelow(given), scope, parent: node, spare }))
  return node
}

const NONE: readonly QuestionnaireResponseItem[] = []

function byLinkId(given: readonly QuestionnaireResponseItem[]): Map<string, QuestionnaireResponseItem[]> {
  const found = new Map<string, QuestionnaireResponseItem[]>()
  for (const each of given) {
    const same = found.get(each.linkId)
    if (same === undefined) found.set(each.linkId, [each])
    else same.push(each)
  }
  return found
}

const itemsBelow = (given: readonly QuestionnaireResponseItem[]): readonly QuestionnaireResponseItem[] =>
  given.flatMap(each => [...(each.item ?? []), ...(each.answer ?? []).flatMap(answer => answer.item ?? [])])

const answersIn = (given: readonly QuestionnaireResponseItem[]): readonly Answer[] =>
  given
    .flatMap(each => each.answer ?? [])
    .filter(each => answerValue(each) !== undefined)
    .map(withoutItems)

function withoutItems(answer: Answer): Answer {
  const { item: _below, ...own } = answer
  return own
}
