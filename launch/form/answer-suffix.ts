import { type FormNode, instanceIndex } from '../../src/questionnaire/form-tree.ts'
import { asksBeneathAnswers } from '../../src/questionnaire/item-properties.ts'

/** Which answer a node is of a question that asks more beneath each of them: added to its words, so that each has its own name. */
export const answerSuffix = (node: FormNode): string =>
  asksBeneathAnswers(node.item) && instanceIndex(node) > 0 ? `, answer ${instanceIndex(node) + 1}` : ''
