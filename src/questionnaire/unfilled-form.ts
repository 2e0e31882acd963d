import type { Extension, Questionnaire, QuestionnaireItem } from 'fhir/r4.js'
import { EXT } from '../fhir/systems.ts'

export const NOT_FILLED_IN = 'These answers could not be filled in from the record. Please fill them in.'

/**
 * The same questions without anything that is worked out: nothing is filled in, no question is hidden and no answer refused by an
 * expression. What cannot be worked out must never keep a patient from a referral (ADR 0008).
 */
export const unfilledForm = (questionnaire: Questionnaire): Questionnaire => ({
  ...plain(questionnaire),
  item: [
    { linkId: 'not-filled-in', type: 'display', text: NOT_FILLED_IN },
    ...(questionnaire.item ?? []).map(plainItem),
  ],
})

const plainItem = (item: QuestionnaireItem): QuestionnaireItem => ({
  ...plain(item),
  ...(item.item && { item: item.item.map(plainItem) }),
})

function plain<T extends { extension?: Extension[] }>(element: T): T {
  return element.extension === undefined
    ? element
    : { ...element, extension: element.extension.filter(each => !worksOut(each)) }
}

const worksOut = ({ url, valueExpression, extension = [] }: Extension): boolean =>
  valueExpression !== undefined || url === EXT.constraint || extension.some(worksOut)
