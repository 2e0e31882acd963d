import { Select } from 'nhsuk-react-components'
import type { JSX } from 'react'
import { OTHER } from '../../src/questionnaire/field-names.ts'
import { questionText } from '../../src/questionnaire/items.ts'
import { answerSuffix } from './answer-suffix.ts'
import { OtherAnswer } from './choice-control.tsx'
import type { ControlProps } from './control-props.ts'
import { elementId } from './element-id.ts'
import { itemHint, Named } from './item-hint.tsx'

/** A drop-down: for itemControl drop-down and for long lists. */
export function SelectControl({ view, node }: ControlProps): JSX.Element {
  const { key, item } = node
  const open = item.type === 'open-choice'
  return (
    <>
      {view.note(node)}
      <Select
        id={elementId(key)}
        name={key}
        label={<Named prefix={item.prefix} text={`${questionText(item)}${answerSuffix(node)}`} />}
        labelProps={{ size: 's' }}
        hint={itemHint(view, node)}
        error={view.error(node)}
        defaultValue={view.texts(node, '')[0] ?? ''}
      >
        <Select.Option value="">Select an option</Select.Option>
        {view.options(node).map(option => (
          <Select.Option key={option.token} value={option.token}>
            {option.display}
          </Select.Option>
        ))}
        {open ? <Select.Option value={OTHER}>Other</Select.Option> : null}
      </Select>
      {open ? <OtherAnswer view={view} node={node} /> : null}
    </>
  )
}
