import { Select, TextInput } from 'nhsuk-react-components'
import type { JSX } from 'react'
import { fieldName } from '../../src/questionnaire/field-names.ts'
import { fixedUnit, unitOptions } from '../../src/questionnaire/item-properties.ts'
import { questionText } from '../../src/questionnaire/items.ts'
import type { AnswerRow } from './answer-rows.ts'
import type { ControlProps } from './control-props.ts'

interface UnitControlProps extends ControlProps {
  readonly row: AnswerRow
}

/** The unit of a quantity, where the item does not fix it. */
export function UnitControl({ node, row }: UnitControlProps): JSX.Element | null {
  const { key, item } = node
  if (fixedUnit(item) !== undefined) return null
  const options = unitOptions(item)
  const shared = {
    id: `${row.id}-unit`,
    name: fieldName(key, 'unit'),
    label: `Unit for: ${questionText(item)}${row.suffix}`,
    defaultValue: row.text('unit'),
  }
  if (options.length === 0) return <TextInput {...shared} width={10} autoComplete="off" />
  return (
    <Select {...shared}>
      <Select.Option value="">Select a unit</Select.Option>
      {options.map(unit => (
        <Select.Option key={unit.code} value={unit.display ?? unit.code}>
          {unit.display ?? unit.code}
        </Select.Option>
      ))}
    </Select>
  )
}
