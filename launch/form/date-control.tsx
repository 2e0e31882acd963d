import { DateInput } from 'nhsuk-react-components'
import type { JSX } from 'react'
import { fieldName } from '../../src/questionnaire/field-names.ts'
import { questionText } from '../../src/questionnaire/items.ts'
import { answerRows } from './answer-rows.ts'
import type { ControlProps } from './control-props.ts'
import { itemHint, Named } from './item-hint.tsx'

/** Day, month and year in three boxes, with a fourth for the time of a dateTime. */
export function DateControl({ view, node }: ControlProps): JSX.Element {
  const { key, item } = node
  return (
    <>
      {answerRows(view, node).map(({ id, suffix, isFirst, text }) => (
        <DateInput
          key={id}
          id={id}
          name={key}
          legend={<Named prefix={item.prefix} text={`${questionText(item)}${suffix}`} />}
          legendProps={{ size: 's' }}
          hint={isFirst ? itemHint(view, node) : undefined}
          error={isFirst ? view.error(node) : undefined}
          formGroupProps={{ beforeInput: isFirst ? view.note(node) : undefined }}
        >
          <DateInput.Day defaultValue={text('day')} autoComplete="off" />
          <DateInput.Month defaultValue={text('month')} autoComplete="off" />
          <DateInput.Year defaultValue={text('year')} autoComplete="off" />
          {item.type === 'dateTime' ? (
            <DateInput.Year
              id={`${id}-time`}
              name={fieldName(key, 'time')}
              label="Time"
              inputMode="text"
              defaultValue={text('time')}
              autoComplete="off"
            />
          ) : null}
        </DateInput>
      ))}
    </>
  )
}
