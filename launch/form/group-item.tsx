import { Button, Details } from 'nhsuk-react-components'
import type { JSX, ReactNode } from 'react'
import { GROUP_BUTTON } from '../../src/questionnaire/field-names.ts'
import type { FormNode } from '../../src/questionnaire/form-tree.ts'
import { disclosure } from '../../src/questionnaire/item-properties.ts'
import { questionText } from '../../src/questionnaire/items.ts'
import type { ControlProps } from './control-props.ts'
import { containerId } from './element-id.ts'

interface GroupItemProps extends ControlProps {
  /** How many groups stand around it. */
  readonly depth: number
  /** Its items, drawn. */
  readonly children: ReactNode
}

/** A group is a heading with its items; SDC collapsible makes it a disclosure, open where something in it needs attention. */
export function GroupItem({ view, node, depth, children }: GroupItemProps): JSX.Element {
  const { item, scope } = node
  const own = scope.at(-1)
  const index = own?.group === item.linkId ? own.index : 0
  const spare = index > 0 && node.children.length > 0 && !answered(node)
  const error = view.error(node)
  const inside = (
    <>
      {item.repeats === true ? <input type="hidden" name={node.key} value="here" /> : null}
      {error === undefined ? null : (
        <p className="nhsuk-error-message">
          <span className="nhsuk-u-visually-hidden">Error: </span>
          {error}
        </p>
      )}
      {view.note(node)}
      {children}
      {item.repeats === true ? <InstanceButton node={node} isBlank={!answered(node)} /> : null}
    </>
  )
  const collapses = disclosure(item)
  if (collapses !== undefined || spare) {
    return (
      <Details open={collapses === 'open' || view.hasIssueWithin(node)}>
        <Details.Summary>
          {spare ? `Add another: ${item.text ?? item.linkId}` : (item.text ?? item.linkId)}
        </Details.Summary>
        <Details.Text>{inside}</Details.Text>
      </Details>
    )
  }
  const Heading = depth === 0 ? 'h2' : depth === 1 ? 'h3' : 'h4'
  return (
    <>
      {item.text === undefined ? null : (
        <Heading className={depth === 0 ? 'nhsuk-heading-m' : 'nhsuk-heading-s'}>
          {index === 0 ? item.text : `${item.text} (${index + 1})`}
        </Heading>
      )}
      {inside}
    </>
  )
}

/** Works without a script: the form is sent, kept, and shown again at this group. */
function InstanceButton({ node, isBlank }: { readonly node: FormNode; readonly isBlank: boolean }): JSX.Element {
  const name = questionText(node.item)
  return (
    <Button
      type="submit"
      secondary
      small
      name={isBlank ? GROUP_BUTTON.add : GROUP_BUTTON.remove}
      value={node.key}
      formNoValidate
      formAction={`#${containerId(node.key)}`}
    >
      {isBlank ? `Keep and add another: ${name}` : `Remove: ${name}`}
      {node.scope.at(-1)?.index ? ` (${(node.scope.at(-1)?.index ?? 0) + 1})` : ''}
    </Button>
  )
}

const answered = (node: FormNode): boolean => node.answers.length > 0 || node.children.some(child => answered(child))
