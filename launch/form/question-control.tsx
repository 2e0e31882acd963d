import type { JSX } from 'react'
import { itemControl, takesSeveral } from '../../src/questionnaire/item-properties.ts'
import { ChoiceControl } from './choice-control.tsx'
import type { ControlProps } from './control-props.ts'
import { DateControl } from './date-control.tsx'
import { SelectControl } from './select-control.tsx'
import { TextControl } from './text-control.tsx'
import { YesNoControl } from './yes-no-control.tsx'

/** Above this a list of radios is slower to read than a drop-down. */
const MOST_RADIOS = 20

/** The control for a question that a person may answer. */
export function QuestionControl({ view, node }: ControlProps): JSX.Element {
  const { item } = node
  switch (item.type) {
    case 'boolean':
      return <YesNoControl view={view} node={node} />
    case 'date':
    case 'dateTime':
      return <DateControl view={view} node={node} />
    case 'choice':
    case 'open-choice':
      break
    default:
      return <TextControl view={view} node={node} />
  }
  const options = view.options(node).length
  if (options === 0) return <TextControl view={view} node={node} part="other" />
  const control = itemControl(item)
  const asList =
    control === 'drop-down' || control === 'autocomplete' || (control === undefined && options > MOST_RADIOS)
  return asList && !takesSeveral(item) ? (
    <SelectControl view={view} node={node} />
  ) : (
    <ChoiceControl view={view} node={node} />
  )
}
