import type { QuestionnaireItem, QuestionnaireItemEnableWhen } from 'fhir/r4.js'
import { tokenOf } from '../../src/questionnaire/answer-fields.ts'
import { answerText } from '../../src/questionnaire/answer-text.ts'
import { type AnswerValue, conditionValue } from '../../src/questionnaire/answer-value.ts'
import { fieldName } from '../../src/questionnaire/field-names.ts'
import type { FormNode } from '../../src/questionnaire/form-tree.ts'
import { questionText } from '../../src/questionnaire/items.ts'
import { optionsOf, optionToken } from '../../src/questionnaire/options.ts'
import type { FormView } from './form-view.ts'

/** A condition as enable-when.js reads it: about fields of the page, or settled by the server. */
type ScriptCondition =
  | {
      readonly fields: readonly string[]
      readonly operator: QuestionnaireItemEnableWhen['operator']
      readonly value: string
      readonly kind: 'text' | 'number' | 'date'
    }
  | { readonly met: boolean }

/** Attributes of the container of a conditional item. Empty for an item that nothing on the page can switch. */
export const enableWhenData = (view: FormView, node: FormNode): Record<string, string> =>
  conditionData(view, node, node.item.enableWhen ?? [], node.item.enableBehavior)

/** The same for one option of a question. */
export function conditionData(
  view: FormView,
  node: FormNode,
  all: readonly QuestionnaireItemEnableWhen[],
  behaviour: QuestionnaireItem['enableBehavior'],
): Record<string, string> {
  const conditions = all.map(when => scriptCondition(view, node, when))
  return conditions.some(condition => 'fields' in condition)
    ? {
        'data-enable-when': JSON.stringify(conditions),
        'data-enable-behavior': behaviour === 'any' ? 'any' : 'all',
      }
    : {}
}

function scriptCondition(view: FormView, node: FormNode, when: QuestionnaireItemEnableWhen): ScriptCondition {
  const shown = view.conditions.targets(node, when.question).filter(view.isOnPage)
  const [first] = shown
  if (first === undefined) return { met: view.conditions.isMet(node, when) }
  const fields = shown.flatMap(({ key, item }) =>
    item.type === 'open-choice' ? [key, fieldName(key, 'other')] : [key],
  )
  return { fields, operator: when.operator, ...wanted(view, first, conditionValue(when)) }
}

function wanted(view: FormView, target: FormNode, value: AnswerValue | undefined) {
  return { value: value === undefined ? '' : fieldText(view, target, value), kind: kindOf(target.item) }
}

function kindOf(item: QuestionnaireItem): 'text' | 'number' | 'date' {
  if (item.type === 'date' || item.type === 'dateTime') return 'date'
  return item.type === 'integer' || item.type === 'decimal' || item.type === 'quantity' ? 'number' : 'text'
}

/** What the field would hold if the answer were this one. */
function fieldText(view: FormView, target: FormNode, value: AnswerValue): string {
  switch (value.is) {
    case 'coding':
      return tokenOf({ valueCoding: value.value }, optionsOf(view.questionnaire, target.item)) ?? optionToken(value)
    case 'string':
      return target.item.type === 'choice' ? optionToken(value) : value.value
    case 'date':
    case 'dateTime':
      return value.value.slice(0, 10)
    case 'time':
      return value.value.slice(0, 5)
    case 'quantity':
      return String(value.value.value ?? '')
    case 'reference':
    case 'attachment':
      return ''
    default:
      return String(value.value)
  }
}

const SAYS: Record<QuestionnaireItemEnableWhen['operator'], string> = {
  exists: 'is answered',
  '=': 'is',
  '!=': 'is not',
  '>': 'is more than',
  '<': 'is less than',
  '>=': 'is at least',
  '<=': 'is at most',
}

/** `"Work status" is "Employed, off sick" or "Other"`: the condition for those who use the page without a script. */
export function onlyIfText(view: FormView, node: FormNode): string {
  const any = node.item.enableBehavior === 'any'
  const said = new Map<string, string[]>()
  for (const when of node.item.enableWhen ?? []) {
    const [target] = view.conditions.targets(node, when.question)
    const question = `"${target === undefined ? when.question : questionText(target.item)}"`
    const value = conditionValue(when)
    if (when.operator === 'exists') {
      said.set(`${question} ${when.answerBoolean === false ? 'is not answered' : SAYS.exists}`, [])
    } else if (value !== undefined) {
      const merges = when.operator === (any ? '=' : '!=')
      const start = `${question} ${SAYS[when.operator]}`
      const text = `"${optionText(view, target, value)}"`
      if (merges) said.set(start, [...(said.get(start) ?? []), text])
      else said.set(`${start} ${text}`, [])
    }
  }
  return [...said]
    .map(([start, values]) => (values.length === 0 ? start : `${start} ${values.join(' or ')}`))
    .join(any ? ', or ' : ', and ')
}

function optionText(view: FormView, target: FormNode | undefined, value: AnswerValue): string {
  if (target === undefined || value.is !== 'coding') return answerText(value)
  const options = optionsOf(view.questionnaire, target.item)
  const token = tokenOf({ valueCoding: value.value }, options)
  return options.find(option => option.token === token)?.display ?? answerText(value)
}
