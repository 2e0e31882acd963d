import { displayDate, displayInstant, isLocalDate } from '../domain/local-date.ts'
import { numberText } from '../domain/number-text.ts'
import type { AnswerValue } from './answer-value.ts'

/** An answer as a person reads it. */
export function answerText(value: AnswerValue): string {
  switch (value.is) {
    case 'boolean':
      return value.value ? 'Yes' : 'No'
    case 'date':
    case 'dateTime':
      return momentText(value.value)
    case 'number':
      return numberText(value.value)
    case 'time':
      return value.value.slice(0, 5)
    case 'coding':
      return value.value.display ?? value.value.code ?? ''
    case 'quantity':
      return [value.value.comparator, amount(value.value.value), value.value.unit ?? value.value.code]
        .filter(part => part !== undefined)
        .join(' ')
    case 'reference':
      return value.value.display ?? value.value.reference ?? ''
    case 'attachment':
      return value.value.title ?? 'A file'
    default:
      return String(value.value)
  }
}

const amount = (value: number | undefined) => (value === undefined ? undefined : numberText(value))

/** A date without its day stays as it is written: nothing is made up. */
function momentText(moment: string): string {
  if (moment.includes('T')) return Number.isNaN(Date.parse(moment)) ? moment : displayInstant(moment)
  return isLocalDate(moment) ? displayDate(moment) : moment
}
