import { Checkboxes, Radios } from 'nhsuk-react-components'
import type { JSX } from 'react'
import { itemControl } from '../../src/questionnaire/item-properties.ts'
import { questionText } from '../../src/questionnaire/items.ts'
import { answerSuffix } from './answer-suffix.ts'
import type { ControlProps } from './control-props.ts'
import { elementId } from './element-id.ts'
import { itemHint, Named } from './item-hint.tsx'

/** Yes and No, so that "not asked" stays apart from "no"; one check-box where itemControl asks for it. */
export function YesNoControl({ view, node }: ControlProps): JSX.Element {
  const { key, item } = node
  const id = elementId(key)
  const [given] = view.texts(node, '')
  const words = <Named prefix={item.prefix} text={`${questionText(item)}${answerSuffix(node)}`} />
  const hint = itemHint(view, node)
  const error = view.error(node)
  const note = view.note(node)
  if (itemControl(item) === 'check-box') {
    return (
      <Checkboxes name={key} id={`${id}--options`} error={error} formGroupProps={{ beforeInput: note }}>
        <Checkboxes.Item id={id} value="true" hint={hint} defaultChecked={given === 'true'}>
          {words}
        </Checkboxes.Item>
      </Checkboxes>
    )
  }
  return (
    <Radios
      small
      name={key}
      id={`${id}--options`}
      inline
      legend={words}
      legendProps={{ size: 's' }}
      hint={hint}
      error={error}
      formGroupProps={{ beforeInput: note }}
    >
      <Radios.Item id={id} value="true" defaultChecked={given === 'true'}>
        Yes
      </Radios.Item>
      <Radios.Item id={`${id}-2`} value="false" defaultChecked={given === 'false'}>
        No
      </Radios.Item>
    </Radios>
  )
}
