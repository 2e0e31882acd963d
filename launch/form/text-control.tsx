import type { QuestionnaireItem } from 'fhir/r4.js'
import { Textarea, TextInput } from 'nhsuk-react-components'
import { type ComponentProps, Fragment, type JSX } from 'react'
import { fieldName } from '../../src/questionnaire/field-names.ts'
import { fixedUnit, itemControl } from '../../src/questionnaire/item-properties.ts'
import { questionText } from '../../src/questionnaire/items.ts'
import { answerRows } from './answer-rows.ts'
import type { ControlProps } from './control-props.ts'
import { itemHint, Named } from './item-hint.tsx'
import { UnitControl } from './unit-control.tsx'

interface TextControlProps extends ControlProps {
  /** The part of the item's fields that is typed here. */
  readonly part?: string
}

/** Everything that is answered by typing on one line or in a box. */
export function TextControl({ view, node, part = '' }: TextControlProps): JSX.Element {
  const { key, item } = node
  const tall = item.type === 'text' || itemControl(item) === 'text-area'
  return (
    <>
      {view.note(node)}
      {answerRows(view, node).map(row => {
        const shared = {
          id: row.id,
          name: fieldName(key, part),
          label: <Named prefix={item.prefix} text={`${questionText(item)}${row.suffix}`} />,
          labelProps: { size: 's' } as const,
          hint: row.isFirst ? itemHint(view, node) : undefined,
          error: row.isFirst ? view.error(node) : undefined,
          defaultValue: row.text(part),
          // The form is about the patient: a browser would offer the clinician's own details.
          autoComplete: 'off',
        }
        return tall ? (
          <Textarea key={row.id} rows={3} {...shared} />
        ) : (
          <Fragment key={row.id}>
            <TextInput {...shared} {...keyboard(item)} suffix={fixedUnit(item)?.display} />
            {item.type === 'quantity' ? <UnitControl view={view} node={node} row={row} /> : null}
          </Fragment>
        )
      })}
    </>
  )
}

/**
 * The keyboard that a phone or tablet shows. FHIR has no type for a phone number or an e-mail address, so a word of the linkId
 * tells: `contact-phone`, `email`. Only the keyboard follows from it, never a rule about the answer.
 */
function keyboard(item: QuestionnaireItem): ComponentProps<typeof TextInput> {
  switch (item.type) {
    case 'integer':
      return { inputMode: 'numeric', width: 5 }
    case 'decimal':
    case 'quantity':
      return { inputMode: 'decimal', width: 5 }
    case 'time':
      return { width: 5 }
    case 'url':
      return { type: 'url', inputMode: 'url', spellCheck: false }
    default:
      break
  }
  const words = item.linkId.toLowerCase().split(/[^a-z]+/)
  if (words.some(word => ['phone', 'telephone', 'mobile', 'tel'].includes(word)))
    return { type: 'tel', inputMode: 'tel' }
  return words.includes('email') ? { type: 'email', inputMode: 'email', spellCheck: false } : {}
}
