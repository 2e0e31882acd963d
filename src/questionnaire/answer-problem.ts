import type { QuestionnaireItem } from 'fhir/r4.js'
import { isLocalDate } from '../domain/local-date.ts'
import { tokenOf } from './answer-fields.ts'
import { answerText } from './answer-text.ts'
import { type Answer, type AnswerValue, answerValue } from './answer-value.ts'
import { compareAnswers, sameCoding } from './compare-answers.ts'
import {
  answerPattern,
  entryFormat,
  fixedUnit,
  maxDecimalPlaces,
  maxValue,
  minLength,
  minValue,
  unitOptions,
} from './item-properties.ts'
import { questionText } from './items.ts'
import type { AnswerOption } from './options.ts'
import { withinTime } from './time-limit.ts'

/** What is wrong with one answer, or `undefined`. */
export function answerProblem(
  item: QuestionnaireItem,
  answer: Answer,
  options: readonly AnswerOption[],
): string | undefined {
  const value = answerValue(answer)
  const name = questionText(item)
  if (value === undefined || !fits(item, value)) return `The answer is of the wrong kind for: ${name}`
  if (options.length > 0 && item.type !== 'open-choice' && tokenOf(answer, options) === undefined) {
    return `Select an option from the list for: ${name}`
  }
  return (
    textProblem(item, value) ??
    placesProblem(item, value) ??
    momentProblem(item, value) ??
    rangeProblem(item, value) ??
    unitProblem(item, value)
  )
}

const KINDS: Record<QuestionnaireItem['type'], readonly AnswerValue['is'][]> = {
  group: [],
  display: [],
  question: [],
  boolean: ['boolean'],
  decimal: ['number'],
  integer: ['number'],
  date: ['date'],
  dateTime: ['dateTime'],
  time: ['time'],
  string: ['string'],
  text: ['string'],
  url: ['uri'],
  // An answerOption may be an integer, a date, a time, a string or a reference as well as a coding.
  choice: ['coding', 'string', 'number', 'date', 'time', 'reference'],
  'open-choice': ['coding', 'string', 'number', 'date', 'time', 'reference'],
  attachment: ['attachment'],
  reference: ['reference'],
  quantity: ['quantity'],
}

function fits(item: QuestionnaireItem, value: AnswerValue): boolean {
  if (!KINDS[item.type].includes(value.is)) return false
  if (item.type !== 'integer' && item.type !== 'decimal') return true
  return (
    value.is === 'number' &&
    value.whole === (item.type === 'integer') &&
    (!value.whole || Number.isInteger(value.value))
  )
}

function textProblem(item: QuestionnaireItem, value: AnswerValue): string | undefined {
  const name = questionText(item)
  if (value.is === 'string' || value.is === 'uri') {
    const length = [...value.value].length
    if (value.value.trim() === '') return `Enter an answer for: ${name}`
    if (item.maxLength !== undefined && length > item.maxLength) {
      return `Use ${item.maxLength} characters or fewer for: ${name} (there are ${length})`
    }
    const least = minLength(item)
    if (least !== undefined && length < least) return `Use ${least} characters or more for: ${name}`
  }
  const pattern = answerPattern(item)
  const written = typeof value.value === 'object' ? undefined : String(value.value)
  if (pattern === undefined || pattern === 'broken' || written === undefined || matches(pattern, written))
    return undefined
  const format = entryFormat(item)
  return `Check how this is written: ${name}${format === undefined ? '' : ` (${format})`}`
}

/** Milliseconds. A pattern that needs longer for one answer, or is too large to run, is no rule: it must not hold up a clinician. */
const PATTERN_TIME = 50

function matches(pattern: RegExp, written: string): boolean {
  try {
    return withinTime(PATTERN_TIME, () => pattern.test(written)) ?? true
  } catch {
    return true
  }
}

function placesProblem(item: QuestionnaireItem, value: AnswerValue): string | undefined {
  const most = maxDecimalPlaces(item)
  const number = value.is === 'number' ? value.value : value.is === 'quantity' ? value.value.value : undefined
  if (most === undefined || number === undefined || Number(number.toFixed(Math.min(most, 20))) === number)
    return undefined
  return most === 0
    ? `Enter a whole number for: ${questionText(item)}`
    : `Use no more than ${most} decimal ${most === 1 ? 'place' : 'places'} for: ${questionText(item)}`
}

const DATE = /^\d{4}(-\d\d(-\d\d)?)?$/
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?$/
const INSTANT = /^(\d{4}-\d\d-\d\d)T(.{8,}?)(Z|[-+]\d\d:\d\d)$/

function momentProblem(item: QuestionnaireItem, value: AnswerValue): string | undefined {
  const name = questionText(item)
  if (value.is === 'date' && !isDate(value.value)) return `Enter a date that exists for: ${name}`
  if (value.is === 'time' && !CLOCK.test(value.value)) return `Enter a time such as 09:30 for: ${name}`
  if (value.is === 'dateTime' && !isDate(value.value)) {
    const [, day = '', clock = ''] = INSTANT.exec(value.value) ?? []
    if (!isLocalDate(day) || !CLOCK.test(clock)) return `Enter a date and time that exist for: ${name}`
  }
  return undefined
}

/** A FHIR date may lack the day, or the month and the day. */
function isDate(text: string): boolean {
  return DATE.test(text) && isLocalDate(`${text}-01-01`.slice(0, 10))
}

function rangeProblem(item: QuestionnaireItem, value: AnswerValue): string | undefined {
  const [least, most] = [minValue(item), maxValue(item)]
  const dated = value.is === 'date' || value.is === 'dateTime'
  if (least !== undefined && (compareAnswers(value, least) ?? 0) < 0) {
    return `Enter ${dated ? 'a date on or after ' : ''}${answerText(least)}${dated ? '' : ' or more'} for: ${questionText(item)}`
  }
  if (most !== undefined && (compareAnswers(value, most) ?? 0) > 0) {
    return `Enter ${dated ? 'a date on or before ' : ''}${answerText(most)}${dated ? '' : ' or less'} for: ${questionText(item)}`
  }
  return undefined
}

/** 70 lb must never be read as 70 kg. */
function unitProblem(item: QuestionnaireItem, value: AnswerValue): string | undefined {
  const unit = fixedUnit(item)
  if (value.is !== 'quantity') return undefined
  if (unit === undefined) {
    const chosen = unitOptions(item).length === 0 || value.value.unit !== undefined || value.value.code !== undefined
    return chosen ? undefined : `Select a unit for: ${questionText(item)}`
  }
  const same =
    value.value.code === undefined
      ? value.value.unit === (unit.display ?? unit.code)
      : sameCoding({ system: value.value.system, code: value.value.code }, unit)
  return same ? undefined : `Give the answer in ${unit.display ?? unit.code} for: ${questionText(item)}`
}
