import type { QuestionnaireItem } from 'fhir/r4.js'
import { fixedUnit } from './item-properties.ts'

/*
 * The names of form fields. An item's field is its key (its linkId; `linkId~1` in later instances of a repeating group):
 *   date       key-day, key-month, key-year
 *   dateTime   those, and key-time
 *   quantity   key, and key-unit where the item does not fix the unit
 *   open-choice key, and key-other for what is not on the list
 * A question that repeats repeats its fields, in step. One that asks more beneath each answer has a key for each (`linkId~1`), and so have
 * the questions below it. An instance of a repeating group sends its own key, so that it is known to be there; of such an answer
 * `form:here` sends it.
 */
export const DATE_PARTS = ['day', 'month', 'year'] as const

/** The parts after the key; '' is the field that has the key itself as its name. */
export function fieldParts(item: QuestionnaireItem): readonly string[] {
  switch (item.type) {
    case 'group':
    case 'display':
      return []
    case 'date':
      return DATE_PARTS
    case 'dateTime':
      return [...DATE_PARTS, 'time']
    case 'quantity':
      return fixedUnit(item) === undefined ? ['', 'unit'] : ['']
    case 'open-choice':
      return ['', 'other']
    default:
      return ['']
  }
}

export const fieldName = (key: string, part: string): string => (part === '' ? key : `${key}-${part}`)

/** Says which answers of questions that ask more beneath each are on the page. */
export const HERE = 'form:here'

/** The names of the buttons after which a person goes on with the form. Of what repeats as a whole their value is the key of an instance; of what stands folded, the key of the item that is to open. */
export const GROUP_BUTTON = { add: 'form:add', remove: 'form:remove', open: 'form:open' } as const

/** The token of "something else" in an open-choice. */
export const OTHER = 'other:'
