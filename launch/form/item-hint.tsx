import type { QuestionnaireItem } from 'fhir/r4.js'
import type { JSX } from 'react'
import type { FormNode } from '../../src/questionnaire/form-tree.ts'
import { entryFormat, fixedUnit, itemControl } from '../../src/questionnaire/item-properties.ts'
import type { FormView } from './form-view.ts'

const HINT_CONTROLS = new Set(['help', 'flyover', 'instructions', 'unit'])

/** A display item below a question that belongs to its hint. */
export const isHint = (item: QuestionnaireItem): boolean =>
  item.type === 'display' && HINT_CONTROLS.has(itemControl(item) ?? '')

/** All that stands under a question's words; they themselves stay exactly as the Questionnaire has them. */
export function itemHint(view: FormView, node: FormNode): JSX.Element | undefined {
  const { item } = node
  const fromRecord = view.recordNote(node)
  const help = node.children
    .filter(child => isHint(child.item) && !child.hidden && view.conditions.isEnabled(child))
    .map(child => child.item.text ?? '')
  const unit = fixedUnit(item)
  const lines = [
    ...help,
    ...(unit === undefined ? [] : [`In ${unit.display ?? unit.code}.`]),
    ...(entryFormat(item) === undefined ? [] : [`Format: ${entryFormat(item)}.`]),
    ...(item.type === 'text' && item.maxLength !== undefined ? [`Up to ${item.maxLength} characters.`] : []),
    ...(isMarkedOptional(view, node) && fromRecord === undefined ? ['Optional.'] : []),
  ]
  const problem = view.problem(node)
  if (lines.length === 0 && problem === undefined && fromRecord === undefined) return undefined
  return (
    <>
      {lines.join(' ')}
      {fromRecord === undefined ? null : <span className="app-from-record"> {fromRecord}</span>}
      {problem === undefined ? null : <span className="app-prefill-problem"> {problem}</span>}
    </>
  )
}

/** Not in a form that requires nothing, where it would stand everywhere; once for a whole group whose words say so already. */
const isMarkedOptional = (view: FormView, node: FormNode): boolean =>
  view.requiresAnything && node.item.required !== true && !saysOptional(node.parent)

export const saysOptional = (node: FormNode | undefined): boolean =>
  node !== undefined && (/optional/i.test(node.item.text ?? '') || saysOptional(node.parent))

/** The words of a question or an option; a prefix is seen but is no part of the name that a screen reader or a script uses. */
export function Named({ prefix, text }: { readonly prefix?: string | undefined; readonly text: string }): JSX.Element {
  return (
    <>
      {prefix === undefined ? null : <span aria-hidden="true">{`${prefix} `}</span>}
      {text}
    </>
  )
}
