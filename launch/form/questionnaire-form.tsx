import type { JSX } from 'react'
import { allNodes, type FormNode } from '../../src/questionnaire/form-tree.ts'
import { repeatsAsWhole } from '../../src/questionnaire/item-properties.ts'
import { FormItem } from './form-item.tsx'
import { createFormView, type QuestionnaireFormProps } from './form-view.ts'

/**
 * Any R4 Questionnaire as NHS design-system controls: the questions only, for a page to put in its own `<form noValidate>`.
 * Nothing is selected that the response does not answer. Text of the Questionnaire is text, never HTML.
 */
export function QuestionnaireForm(props: QuestionnaireFormProps): JSX.Element {
  const view = createFormView(props)
  return (
    <>
      {hasRows(view.tree) || props.folding !== undefined ? (
        <button type="submit" hidden={true} tabIndex={-1} aria-hidden="true" />
      ) : null}
      {view.tree.map(node => (
        <FormItem key={node.key} view={view} node={node} depth={0} />
      ))}
    </>
  )
}

/** Return in a field presses the first button of a form: that must send the form, not take away a row or open a question. */
const hasRows = (tree: readonly FormNode[]): boolean => allNodes(tree).some(({ item }) => repeatsAsWhole(item))
