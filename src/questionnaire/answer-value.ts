import type {
  Attachment,
  Coding,
  Quantity,
  QuestionnaireItemAnswerOption,
  QuestionnaireItemEnableWhen,
  QuestionnaireItemInitial,
  QuestionnaireResponseItemAnswer,
  Reference,
} from 'fhir/r4.js'

export type Answer = QuestionnaireResponseItemAnswer

/** The value[x] of an answer, with its kind in one place instead of twelve optional elements. */
export type AnswerValue =
  | { readonly is: 'boolean'; readonly value: boolean }
  | { readonly is: 'number'; readonly value: number; readonly whole: boolean }
  | { readonly is: 'date' | 'dateTime' | 'time' | 'string' | 'uri'; readonly value: string }
  | { readonly is: 'coding'; readonly value: Coding }
  | { readonly is: 'quantity'; readonly value: Quantity }
  | { readonly is: 'reference'; readonly value: Reference }
  | { readonly is: 'attachment'; readonly value: Attachment }

export function answerValue(
  from: Answer | QuestionnaireItemInitial | QuestionnaireItemAnswerOption,
): AnswerValue | undefined {
  const all: Answer = from
  if (all.valueBoolean !== undefined) return { is: 'boolean', value: all.valueBoolean }
  if (all.valueDecimal !== undefined) return { is: 'number', value: all.valueDecimal, whole: false }
  if (all.valueInteger !== undefined) return { is: 'number', value: all.valueInteger, whole: true }
  if (all.valueDate !== undefined) return { is: 'date', value: all.valueDate }
  if (all.valueDateTime !== undefined) return { is: 'dateTime', value: all.valueDateTime }
  if (all.valueTime !== undefined) return { is: 'time', value: all.valueTime }
  if (all.valueString !== undefined) return { is: 'string', value: all.valueString }
  if (all.valueUri !== undefined) return { is: 'uri', value: all.valueUri }
  if (all.valueCoding !== undefined) return { is: 'coding', value: all.valueCoding }
  if (all.valueQuantity !== undefined) return { is: 'quantity', value: all.valueQuantity }
  if (all.valueReference !== undefined) return { is: 'reference', value: all.valueReference }
  if (all.valueAttachment !== undefined) return { is: 'attachment', value: all.valueAttachment }
  return undefined
}

/** The value that an enableWhen compares with. */
export const conditionValue = (when: QuestionnaireItemEnableWhen): AnswerValue | undefined =>
  answerValue({
    valueBoolean: when.answerBoolean,
    valueDecimal: when.answerDecimal,
    valueInteger: when.answerInteger,
    valueDate: when.answerDate,
    valueDateTime: when.answerDateTime,
    valueTime: when.answerTime,
    valueString: when.answerString,
    valueCoding: when.answerCoding,
    valueQuantity: when.answerQuantity,
    valueReference: when.answerReference,
  })
