import type { JSX } from 'react'
import type { FormNode } from '../../src/questionnaire/form-tree.ts'
import { FormItem } from './form-item.tsx'
import { createFormView, type FormView, type QuestionnaireFormProps } from './form-view.ts'

/**
 * Any R4 Questionnaire as NHS design-system controls: the questions only, for a page to put in its own `<form noValidate>`.
 * Nothing is selected that the response does not answer. Text of the Questionnaire is text, never HTML.
 */
export function QuestionnaireForm(props: QuestionnaireFormProps): JSX.Element {
  const view = createFormView(props)
  const columns = props.columns ?? []
  const placed = new Set(columns.flat())
  return (
    <>
      {columns.length > 0 && (
        <div className="ww-columns">
          {columns.map(column => (
            <div className="ww-column" key={column.join()}>
              <Items
                view={view}
                nodes={column.flatMap(linkId => view.tree.filter(node => node.item.linkId === linkId))}
              />
            </div>
          ))}
        </div>
      )}
      <Items view={view} nodes={view.tree.filter(node => !placed.has(node.item.linkId))} />
    </>
  )
}

const Items = ({ view, nodes }: { view: FormView; nodes: readonly FormNode[] }): JSX.Element => (
  <>
    {nodes.map(node => (
      <FormItem key={node.key} view={view} node={node} depth={0} />
    ))}
  </>
)
