import type { QuestionnaireResponseItem } from 'fhir/r4.js'
import type { Answer } from './answer-value.ts'
import type { FormNode } from './form-tree.ts'

/**
 * The items of a QuestionnaireResponse from a tree and its answers. What has no answer leaves nothing, so there are no empty groups.
 * Items below a question stand in its first answer, which may have no value of its own.
 */
export function responseItems(
  nodes: readonly FormNode[],
  answersTo: (node: FormNode) => readonly Answer[],
): QuestionnaireResponseItem[] {
  return nodes.flatMap((node): QuestionnaireResponseItem[] => {
    const item = responseItems(node.children, answersTo)
    const own = { linkId: node.item.linkId, ...(node.item.text === undefined ? {} : { text: node.item.text }) }
    if (node.item.type === 'group') return item.length === 0 ? [] : [{ ...own, item }]
    const [first, ...others] = node.item.type === 'display' ? [] : answersTo(node)
    if (first === undefined) return item.length === 0 ? [] : [{ ...own, answer: [{ item }] }]
    return [{ ...own, answer: [item.length === 0 ? first : { ...first, item }, ...others] }]
  })
}
