import type { JSX } from 'react'
import { answerText } from '../../src/questionnaire/answer-text.ts'
import { answerValue } from '../../src/questionnaire/answer-value.ts'
import type { FormNode } from '../../src/questionnaire/form-tree.ts'
import { questionText } from '../../src/questionnaire/items.ts'

/** An answer that can be read but not changed here; nothing where there is none. */
export function ReadOnlyItem({ node }: { readonly node: FormNode }): JSX.Element | null {
  const texts = node.answers.flatMap(answer => {
    const value = answerValue(answer)
    return value === undefined ? [] : [answerText(value)]
  })
  return texts.length === 0 ? null : (
    <p className="nhsuk-body">
      <strong>{questionText(node.item)}</strong>: {texts.join(', ')}
    </p>
  )
}
