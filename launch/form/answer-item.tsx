import { Details } from 'nhsuk-react-components'
import type { JSX, ReactNode } from 'react'
import { HERE } from '../../src/questionnaire/field-names.ts'
import { type FormNode, instanceIndex } from '../../src/questionnaire/form-tree.ts'
import { questionText } from '../../src/questionnaire/items.ts'
import type { FormView } from './form-view.ts'
import { InstanceButton, isAnswered } from './instance-button.tsx'

interface AnswerItemProps {
  readonly view: FormView
  readonly node: FormNode
  /** The question, and what is asked beneath this answer. */
  readonly children: ReactNode
}

/** One answer of a question that asks more beneath each answer. What is asked has the same words each time: the group's name tells them apart. */
export function AnswerItem({ view, node, children }: AnswerItemProps): JSX.Element {
  const name = questionText(node.item)
  const inside = (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend would be read before each of the questions in it
    <div role="group" aria-label={`Answer ${instanceIndex(node) + 1}`}>
      <input type="hidden" name={HERE} value={node.key} />
      {children}
      {node.editable ? <InstanceButton node={node} /> : null}
    </div>
  )
  if (instanceIndex(node) === 0 || isAnswered(node)) return inside
  return (
    <Details open={view.hasIssueWithin(node)}>
      <Details.Summary>{`Add another: ${name}`}</Details.Summary>
      <Details.Text>{inside}</Details.Text>
    </Details>
  )
}
