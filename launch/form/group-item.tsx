import { Details } from 'nhsuk-react-components'
import type { JSX, ReactNode } from 'react'
import { instanceIndex } from '../../src/questionnaire/form-tree.ts'
import { disclosure } from '../../src/questionnaire/item-properties.ts'
import type { ControlProps } from './control-props.ts'
import { InstanceButton, isAnswered } from './instance-button.tsx'

interface GroupItemProps extends ControlProps {
  /** How many groups stand around it. */
  readonly depth: number
  /** Its items, drawn. */
  readonly children: ReactNode
}

/** A group is a heading with its items; SDC collapsible makes it a disclosure, open where something in it needs attention. */
export function GroupItem({ view, node, depth, children }: GroupItemProps): JSX.Element {
  const { item } = node
  const index = instanceIndex(node)
  const spare = index > 0 && node.children.length > 0 && !isAnswered(node)
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
      {item.repeats === true ? <InstanceButton node={node} /> : null}
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
