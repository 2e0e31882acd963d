import type { Questionnaire, QuestionnaireItem, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import { type Answer, answerValue } from './answer-value.ts'
import { asksBeneathAnswers, calculation, isHidden, maxOccurs, repeatsAsWhole } from './item-properties.ts'

/**
 * Which instance of each repeating group above an item (and of the item itself, if it is one) is meant, and which answer of each
 * question that asks more beneath each of its answers.
 */
export type Scope = readonly { readonly group: string; readonly index: number; readonly isAnswer?: true }[]

/**
 * An item of the Questionnaire beside what the response says to it. A repeating group has one node an instance, and a question that asks
 * more beneath each of its answers one node an answer.
 */
export interface FormNode {
  /** The linkId; for the second and later instances of what repeats as a whole `linkId~1`, `linkId~2` ... Unique in a form. */
  readonly key: string
  readonly item: QuestionnaireItem
  readonly scope: Scope
  readonly parent: FormNode | undefined
  readonly children: readonly FormNode[]
  /** What the response has here, as it stands there. */
  readonly given: QuestionnaireResponseItem | undefined
  /** Only answers with a value, without the items below them. */
  readonly answers: readonly Answer[]
  /** The answers of its question: where each has a node of its own, those of all these nodes. */
  readonly allAnswers: readonly Answer[]
  /** Hidden by itself or by a group above. */
  readonly hidden: boolean
  /** False where a person may not change the answer: worked out, hidden or readOnly, here or above. */
  readonly editable: boolean
}

/** First answers say nothing at the end: what stands below them has the name that it had when all stood below the first. */
export function instanceKey(linkId: string, scope: Scope): string {
  const last = scope.findLastIndex(each => each.index > 0 || each.isAnswer !== true)
  const told = scope.slice(0, last + 1)
  return told.every(each => each.index === 0) ? linkId : `${linkId}~${told.map(each => each.index).join('.')}`
}

/** Which instance of what repeats as a whole a node is, from 0; 0 for any other. */
export const instanceIndex = ({ item, scope }: FormNode): number =>
  repeatsAsWhole(item) ? (scope.at(-1)?.index ?? 0) : 0

/**
 * Nodes in the order of the form. What the response holds for a linkId that the Questionnaire lacks is left out.
 * `spare` adds a blank instance to each of those that repeat as a whole and are answered, so that a form can offer one more.
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
    if (!repeatsAsWhole(item)) return nodeOf(item, here, place)
    const isAnswer = asksBeneathAnswers(item)
    const scopeAt = (index: number): Scope => [
      ...place.scope,
      { group: item.linkId, index, ...(isAnswer ? { isAnswer } : {}) },
    ]
    const instances = isAnswer ? answersApart(here) : here.map(each => [each])
    const most = maxOccurs(item) ?? Number.POSITIVE_INFINITY
    const isOffered = place.spare && mayChange(item, place.parent) && instances.length < most
    if (instances.length === 0 || isOffered) instances.push([])
    const all = isAnswer ? answersIn(here) : undefined
    return instances.map((one, index) =>
      nodeOf(item, one, { ...place, scope: scopeAt(index) }, isAnswer && one.length > 0 ? here[0] : one[0], all),
    )
  })
}

/** Each answer with what stands below it, as if it were the only one. What stands below none of them goes with the first. */
function answersApart(here: readonly QuestionnaireResponseItem[]): QuestionnaireResponseItem[][] {
  const apart = here.flatMap(({ answer = [], item: _below, ...own }) =>
    answer.map(each => [{ ...own, answer: [each] }]),
  )
  const loose = here.flatMap(({ item = [], linkId }) => (item.length > 0 ? [{ linkId, item }] : []))
  const [first = [], ...others] = apart
  return loose.length > 0 ? [[...first, ...loose], ...others] : apart
}

function nodeOf(
  item: QuestionnaireItem,
  given: readonly QuestionnaireResponseItem[],
  { scope, parent, spare }: Place,
  whole: QuestionnaireResponseItem | undefined = given[0],
  allAnswers: readonly Answer[] = answersIn(given),
): FormNode {
  const answers = repeatsAsWhole(item) ? answersIn(given) : allAnswers
  const children: FormNode[] = []
  const node: FormNode = {
    key: instanceKey(item.linkId, scope),
    item,
    scope,
    parent,
    children,
    given: whole,
    answers,
    allAnswers,
    hidden: isHidden(item) || parent?.hidden === true,
    editable: mayChange(item, parent),
  }
  if (item.item !== undefined)
    children.push(...nodesOf(item.item, { given: itemsBelow(given), scope, parent: node, spare }))
  return node
}

const mayChange = (item: QuestionnaireItem, parent: FormNode | undefined): boolean =>
  !isHidden(item) && item.readOnly !== true && calculation(item) === undefined && parent?.editable !== false

const NONE: readonly QuestionnaireResponseItem[] = []
const NO_ANSWERS: readonly Answer[] = []

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
  given.length === 0
    ? NO_ANSWERS
    : given
        .flatMap(each => each.answer ?? [])
        .filter(each => answerValue(each) !== undefined)
        .map(withoutItems)

function withoutItems(answer: Answer): Answer {
  const { item: _below, ...own } = answer
  return own
}
