import type { Conditions } from '../../src/questionnaire/enabled.ts'
import type { FormNode } from '../../src/questionnaire/form-tree.ts'
import { questionText } from '../../src/questionnaire/items.ts'
import type { AnswerOption } from '../../src/questionnaire/options.ts'
import type { Fold, Folding } from './folding.ts'

/** What is asked of the form's view. */
interface Seen {
  readonly tree: readonly FormNode[]
  readonly conditions: Pick<Conditions, 'isEnabled'>
  options(node: FormNode): readonly AnswerOption[]
  texts(node: FormNode, part: string): readonly string[]
  hasIssueWithin(node: FormNode): boolean
}

/** How each item of a form stands: by its answers, its errors and what was asked for. Pure. */
export function foldsOf(folding: Folding, view: Seen): (node: FormNode) => Fold | undefined {
  const says = (node: FormNode): string | undefined => answerOf(view, node)
  const turn = folding.questions
    .filter(each => each.hasTurn)
    .flatMap(({ linkId }) => view.tree.filter(node => node.item.linkId === linkId && view.conditions.isEnabled(node)))
    .find(node => says(node) === undefined)
  return node => {
    const { linkId } = node.item
    if (node.parent !== undefined) return undefined
    const legend = questionText(node.item)
    const wanted = view.hasIssueWithin(node) || folding.opened === linkId
    const group = Object.hasOwn(folding.groups, linkId) ? folding.groups[linkId] : undefined
    if (group !== undefined) return { legend, says: group.says, isOpen: wanted || group.isOpen, question: undefined }
    const question = folding.questions.find(each => each.linkId === linkId)
    if (question === undefined) return undefined
    const answer = says(node)
    const isOpen = wanted || node === turn || (question.staysOpen && answer !== undefined)
    return { legend, says: answer, isOpen, question }
  }
}

/** The words of the options that are chosen. */
function answerOf(view: Seen, node: FormNode): string | undefined {
  const given = new Set(view.texts(node, ''))
  const chosen = view.options(node).filter(option => given.has(option.token))
  return chosen.length === 0 ? undefined : chosen.map(option => option.display).join(', ')
}
