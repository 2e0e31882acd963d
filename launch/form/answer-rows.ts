import { fieldParts } from '../../src/questionnaire/field-names.ts'
import type { FormNode } from '../../src/questionnaire/form-tree.ts'
import { maxOccurs, takesSeveral } from '../../src/questionnaire/item-properties.ts'
import { answerSuffix } from './answer-suffix.ts'
import { elementId } from './element-id.ts'
import type { FormView } from './form-view.ts'

export interface AnswerRow {
  readonly id: string
  /** Added to the question's words, so that each box has its own name. */
  readonly suffix: string
  readonly isFirst: boolean
  text(part: string): string
}

/** The boxes of a question that is answered by typing: one; where it takes several answers, one for each and a blank one. */
export function answerRows(view: FormView, node: FormNode): AnswerRow[] {
  const { item, key } = node
  const answered = Math.max(0, ...fieldParts(item).map(part => view.texts(node, part).length))
  const several = takesSeveral(item)
  const most = several ? (maxOccurs(item) ?? Number.POSITIVE_INFINITY) : 1
  const rows = Math.max(1, Math.min(answered + 1, most), several ? answered : 1)
  return Array.from({ length: rows }, (_, index) => ({
    id: index === 0 ? elementId(key) : `${elementId(key)}-${index + 1}`,
    suffix: index === 0 ? answerSuffix(node) : `, answer ${index + 1}`,
    isFirst: index === 0,
    text: part => view.texts(node, part)[index] ?? '',
  }))
}
