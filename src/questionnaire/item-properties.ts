import type { Coding, Expression, Extension, QuestionnaireItem } from 'fhir/r4.js'
import { EXT } from '../fhir/systems.ts'
import { type AnswerValue, answerValue } from './answer-value.ts'

/** What an item's extensions say about it: the names of the extensions end here. */
export const extensionOf = (
  element: { readonly extension?: readonly Extension[] | undefined },
  url: string,
): Extension | undefined => element.extension?.find(each => each.url === url)

export const isHidden = (item: QuestionnaireItem): boolean => extensionOf(item, EXT.hidden)?.valueBoolean === true

/** The code of questionnaire-itemControl, e.g. `drop-down`, `check-box`, `help`. */
export const itemControl = (item: QuestionnaireItem): string | undefined =>
  extensionOf(item, EXT.itemControl)?.valueCodeableConcept?.coding?.find(each => each.code !== undefined)?.code

/** SDC calculatedExpression: the answer is worked out here, so nobody types it. One in another language than FHIRPath is not used. */
export function calculation(item: QuestionnaireItem): Expression | undefined {
  const found = extensionOf(item, EXT.calculatedExpression)?.valueExpression
  return found?.language === 'text/fhirpath' ? found : undefined
}

/** Whether a question asks more beneath each of its answers. Then each answer is a part of the form of its own, with what is asked below it. */
export const asksBeneathAnswers = ({ repeats, type, item = [] }: QuestionnaireItem): boolean =>
  repeats === true && type !== 'group' && type !== 'display' && item.some(below => below.type !== 'display')

/** Whether its control takes several answers at once. */
export const takesSeveral = (item: QuestionnaireItem): boolean => item.repeats === true && !repeatsAsWhole(item)

/** What stands in the form once for each instance, with all below it: a group, or a question with what is asked beneath each answer. */
export const repeatsAsWhole = (item: QuestionnaireItem): boolean =>
  (item.type === 'group' && item.repeats === true) || asksBeneathAnswers(item)

export const minOccurs = (item: QuestionnaireItem): number | undefined => extensionOf(item, EXT.minOccurs)?.valueInteger

export const maxOccurs = (item: QuestionnaireItem): number | undefined => extensionOf(item, EXT.maxOccurs)?.valueInteger

export const minLength = (item: QuestionnaireItem): number | undefined => extensionOf(item, EXT.minLength)?.valueInteger

export const maxDecimalPlaces = (item: QuestionnaireItem): number | undefined =>
  extensionOf(item, EXT.maxDecimalPlaces)?.valueInteger

/** How an answer is to be written, in the words of the form's author. */
export const entryFormat = (item: QuestionnaireItem): string | undefined =>
  extensionOf(item, EXT.entryFormat)?.valueString

export const minValue = (item: QuestionnaireItem): AnswerValue | undefined => limit(item, EXT.minValue)
export const maxValue = (item: QuestionnaireItem): AnswerValue | undefined => limit(item, EXT.maxValue)

/** The pattern that the whole answer must match; one that is not a regular expression is no rule (the preview says so). */
export function answerPattern(item: QuestionnaireItem): RegExp | 'broken' | undefined {
  const source = extensionOf(item, EXT.regex)?.valueString
  if (source === undefined) return undefined
  // Many are written for engines without the stricter rules of "u", e.g. with an escaped hyphen.
  return compiled(source, 'u') ?? compiled(source, '') ?? 'broken'
}

function compiled(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${source})$`, flags)
  } catch {
    return undefined
  }
}

/** SDC collapsible: `closed` and `open` are drawn as a disclosure. */
export function disclosure(item: QuestionnaireItem): 'closed' | 'open' | undefined {
  const code = extensionOf(item, EXT.collapsible)?.valueCode
  if (code === 'default-closed') return 'closed'
  return code === 'default-open' ? 'open' : undefined
}

/** The one unit of a quantity, if the item fixes it. */
export const fixedUnit = (item: QuestionnaireItem): Coding | undefined => extensionOf(item, EXT.unit)?.valueCoding

/** The units among which a person chooses. */
export const unitOptions = (item: QuestionnaireItem): Coding[] =>
  (item.extension ?? []).flatMap(each => (each.url === EXT.unitOption && each.valueCoding ? [each.valueCoding] : []))

function limit(item: QuestionnaireItem, url: string): AnswerValue | undefined {
  const extension = extensionOf(item, url)
  return extension === undefined
    ? undefined
    : answerValue({
        valueDecimal: extension.valueDecimal,
        valueInteger: extension.valueInteger,
        valueDate: extension.valueDate,
        valueDateTime: extension.valueDateTime,
        valueTime: extension.valueTime,
        valueQuantity: extension.valueQuantity,
      })
}
