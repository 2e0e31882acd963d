import type { Questionnaire } from 'fhir/r4.js'
import { EXT } from '../fhir/systems.ts'
import { answerValue } from './answer-value.ts'
import type { FormExpressions } from './form-expressions.ts'
import type { FormNode } from './form-tree.ts'
import { type AnswerOption, optionsOf, optionToken } from './options.ts'

/** The options of an item that may be chosen now: SDC answerOptionsToggleExpression takes some away while it does not hold. */
export function offeredOptions(
  questionnaire: Questionnaire,
  node: FormNode,
  expressions: FormExpressions,
): readonly AnswerOption[] {
  const toggles = (node.item.extension ?? []).filter(each => each.url === EXT.answerOptionsToggleExpression)
  const all = optionsOf(questionnaire, node.item)
  if (toggles.length === 0) return all
  const away = new Set(
    toggles.flatMap(({ extension: parts = [] }) => {
      const expression = parts.find(part => part.url === 'expression')?.valueExpression
      const result = expression === undefined ? undefined : expressions.evaluate(node, expression)
      // What cannot be worked out takes nothing away.
      if (result?.ok !== true || result.values[0] === true) return []
      return parts
        .filter(part => part.url === 'option')
        .flatMap(part => {
          const value = answerValue({
            ...(part.valueCoding ? { valueCoding: part.valueCoding } : {}),
            ...plainValue(part),
          })
          return value === undefined ? [] : [optionToken(value)]
        })
    }),
  )
  return all.filter(option => !away.has(option.token))
}

const plainValue = (part: { valueString?: string; valueInteger?: number; valueDate?: string; valueTime?: string }) => ({
  ...(part.valueString === undefined ? {} : { valueString: part.valueString }),
  ...(part.valueInteger === undefined ? {} : { valueInteger: part.valueInteger }),
  ...(part.valueDate === undefined ? {} : { valueDate: part.valueDate }),
  ...(part.valueTime === undefined ? {} : { valueTime: part.valueTime }),
})
