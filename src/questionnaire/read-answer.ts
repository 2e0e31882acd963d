import type { Coding, Quantity, Questionnaire, QuestionnaireItem } from 'fhir/r4.js'
import { isLocalDate } from '../domain/local-date.ts'
import type { Answer } from './answer-value.ts'
import { OTHER } from './field-names.ts'
import { fixedUnit, unitOptions } from './item-properties.ts'
import { questionText } from './items.ts'
import { londonInstant } from './london-time.ts'
import { type AnswerOption, optionsOf } from './options.ts'

/** What was typed, understood; or a sentence for the person who typed it. */
type Read = { readonly answer: Answer } | { readonly problem: string } | 'blank'

/** The typed text of one part of the item's fields, trimmed; one entry an answer. */
export type Typed = (part: string) => readonly string[]

/** Reads all answers of one item from its fields. A question that does not repeat has one answer, whatever is sent. */
export function readAnswers(
  questionnaire: Questionnaire,
  item: QuestionnaireItem,
  typed: Typed,
): { readonly answers: readonly Answer[]; readonly problem?: string } {
  const reads =
    item.type === 'choice' || item.type === 'open-choice'
      ? readChoices(item, typed, optionsOf(questionnaire, item))
      : readRows(item, typed)
  const problem = reads.find(each => typeof each === 'object' && 'problem' in each)
  return {
    answers: reads.flatMap(each => (typeof each === 'object' && 'answer' in each ? [each.answer] : [])),
    ...(problem !== undefined && typeof problem === 'object' && 'problem' in problem ? problem : {}),
  }
}

function readRows(item: QuestionnaireItem, typed: Typed): Read[] {
  const count = Math.max(...['', 'day', 'month', 'year', 'time', 'unit'].map(part => typed(part).length))
  return Array.from({ length: item.repeats === true ? count : Math.min(count, 1) }, (_, index) =>
    readOne(item, part => typed(part)[index] ?? ''),
  )
}

function readChoices(item: QuestionnaireItem, typed: Typed, options: readonly AnswerOption[]): Read[] {
  const tokens = [...new Set(typed('').filter(token => token !== ''))]
  const chosen = item.repeats === true ? tokens : tokens.slice(0, 1)
  const other = item.type === 'open-choice' ? (typed('other')[0] ?? '') : ''
  const wantsOther = chosen.includes(OTHER)
  const listed = chosen
    .filter(token => item.type === 'choice' || token !== OTHER)
    .map((token): Read => {
      const option = options.find(each => each.token === token)
      return option === undefined
        ? { problem: `Select an option from the list for: ${questionText(item)}` }
        : { answer: option.answer }
    })
  if (wantsOther && other === '' && item.type === 'open-choice') {
    return [...listed, { problem: `Enter the other answer for: ${questionText(item)}` }]
  }
  // Without a script nobody has to pick "Other" before typing; with another radio picked, the left-over text does not count.
  const takesOther = other !== '' && (wantsOther || item.repeats === true || listed.length === 0)
  return takesOther ? [...listed, { answer: { valueString: other } }] : listed
}

function readOne(item: QuestionnaireItem, text: (part: string) => string): Read {
  const name = questionText(item)
  const own = text('')
  switch (item.type) {
    case 'date':
    case 'dateTime':
      return readDate(item, text)
    case 'quantity':
      return readQuantity(item, own, text('unit'))
    default:
      if (own === '') return 'blank'
  }
  switch (item.type) {
    case 'boolean':
      if (own === 'true' || own === 'false') return { answer: { valueBoolean: own === 'true' } }
      return { problem: `Select yes or no for: ${name}` }
    case 'integer': {
      const number = readNumber(own)
      // FHIR's integer has 32 bits: -2,147,483,648 to 2,147,483,647. `| 0` is what such a number survives unchanged.
      return number !== undefined && number === (number | 0)
        ? { answer: { valueInteger: number } }
        : { problem: `Enter a whole number, in digits, for: ${name}` }
    }
    case 'decimal': {
      const number = readNumber(own)
      return number === undefined
        ? { problem: `Enter a number, in digits, for: ${name}` }
        : { answer: { valueDecimal: number } }
    }
    case 'time': {
      const time = readTime(own)
      return time === undefined
        ? { problem: `Enter a time such as 09:30 for: ${name}` }
        : { answer: { valueTime: time.length === 5 ? `${time}:00` : time } }
    }
    case 'url':
      return /\s/.test(own)
        ? { problem: `Enter a web address without spaces for: ${name}` }
        : { answer: { valueUri: own } }
    default:
      return { answer: { valueString: own } }
  }
}

/** Digits with at most one point; more than 15 of them would not survive as a JSON number. */
function readNumber(text: string): number | undefined {
  if (!/^[-+]?\d+(\.\d+)?$/.test(text) || text.replace(/\D/g, '').length > 15) return undefined
  return Number(text) + 0
}

function readTime(text: string): string | undefined {
  const [, hour, minute, second] = /^([01]?\d|2[0-3])[:.]([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? []
  if (hour === undefined || minute === undefined) return undefined
  return `${hour.padStart(2, '0')}:${minute}${second === undefined ? '' : `:${second}`}`
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function readDate(item: QuestionnaireItem, text: (part: string) => string): Read {
  const [day, month, year, time] = [text('day'), text('month'), text('year'), text('time')]
  if (day + month + year + time === '') return 'blank'
  const name = questionText(item)
  const missing = Object.entries({ day, month, year }).filter(([, typed]) => typed === '')
  if (missing.length > 0) {
    return { problem: `Enter the ${missing.map(([part]) => part).join(' and the ')} of the date for: ${name}` }
  }
  if (!/^\d{4}$/.test(year)) return { problem: `Enter the year with 4 digits for: ${name}` }
  const named = /^[a-z]{3,9}$/i.test(month) ? MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1 : Number(month)
  const date = `${year}-${String(named).padStart(2, '0')}-${day.padStart(2, '0')}`
  if (!isLocalDate(date)) return { problem: `Enter a date that exists for: ${name}` }
  if (item.type === 'date') return { answer: { valueDate: date } }
  if (time === '') return { answer: { valueDateTime: date } }
  const clock = readTime(time)
  return clock === undefined
    ? { problem: `Enter a time such as 09:30 for: ${name}` }
    : { answer: { valueDateTime: londonInstant(date, clock.slice(0, 5)) } }
}

function readQuantity(item: QuestionnaireItem, own: string, unit: string): Read {
  if (own === '') return 'blank'
  const value = readNumber(own)
  if (value === undefined) return { problem: `Enter a number, in digits, for: ${questionText(item)}` }
  const coded = fixedUnit(item) ?? unitOptions(item).find(each => each.code === unit || each.display === unit)
  return { answer: { valueQuantity: { value, ...(coded === undefined ? plainUnit(unit) : codedUnit(coded)) } } }
}

const plainUnit = (unit: string): Quantity => (unit === '' ? {} : { unit })

export const codedUnit = (unit: Coding): Quantity => ({
  unit: unit.display ?? unit.code,
  ...(unit.system === undefined ? {} : { system: unit.system }),
  ...(unit.code === undefined ? {} : { code: unit.code }),
})
