import type { JSX } from 'react'
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
      {view.tree.map(node => (
        <FormItem key={node.key} view={view} node={node} depth={0} />
      ))}
    </>
  )
}
