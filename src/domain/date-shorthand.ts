import {
  addDays,
  addMonths,
  displayWeekday,
  isLocalDate,
  type LocalDate,
  lastDayOfMonths,
  WEEKDAYS,
  weekdayOf,
} from './local-date.ts'
import { fail, ok, type Result } from './result.ts'
import { plural } from './spell-words.ts'

/** How a clinician writes the end of a note, understood as a day; or a question, with the days that it may mean. */
export type Shorthand = Result<
  { readonly day: LocalDate; readonly understood: string },
  { readonly question: string; readonly candidates: readonly LocalDate[] }
>

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WORDS = ['a', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
const UNITS: Readonly<Record<string, 'day' | 'week' | 'month'>> = { d: 'day', w: 'week', m: 'month' }
/** Clinical shorthand for a length: 2/52 is two weeks, 3/7 three days, 1/12 one month. */
const FRACTIONS: Readonly<Record<string, 'day' | 'week' | 'month'>> = { '7': 'day', '52': 'week', '12': 'month' }

const ask = (question: string, ...candidates: LocalDate[]): Shorthand =>
  fail({ question, candidates: [...new Set(candidates)] })
const understood = (day: LocalDate): Shorthand => ok({ day, understood: displayWeekday(day) })

/**
 * The last day of a note that begins on `from`: "2w", "7d", "1m", "2/52", "until 12/3", "to Friday", "12 Mar". Lengths count the
 * first day (hazard H19). What may mean two days is asked back; a year is never guessed into the past.
 */
export function lastDayOf(text: string, from: LocalDate): Shorthand {
  const tidy = text.trim().toLowerCase().replace(/\s+/g, ' ').replace(/\.$/, '')
  const saysUntil = /^(until|till|til|to|up to|through)\b/.test(tidy)
  const saysFor = /^for\b/.test(tidy)
  const words = tidy.replace(/^(until|till|til|to|up to|through|for)\b ?/, '').replace(/ inclusive$/, '')
  if (words === '') return ask('Write how long the note lasts, for example 2w, 7d or until 12 Mar.')
  return (
    (saysUntil ? undefined : asLength(words, from)) ??
    (saysUntil ? undefined : asFraction(words, from, saysFor)) ??
    asWeekday(words, from) ??
    asDate(words, from) ??
    asBareNumber(words, from) ??
    ask(`“${text.trim()}” was not understood. Write for example 2w, 7d, 1m, until 12 Mar or until Friday.`)
  )
}

function lasting(count: number, unit: 'day' | 'week' | 'month', from: LocalDate): Shorthand {
  if (count < 1) return ask('A note lasts one day at the least.')
  if (count > 400) return ask('That is longer than any note: write the last day of the note instead.')
  if (unit === 'month') return understood(lastDayOfMonths(from, count))
  return understood(addDays(from, (unit === 'week' ? count * 7 : count) - 1))
}

function asLength(words: string, from: LocalDate): Shorthand | undefined {
  if (words === 'fortnight' || words === 'a fortnight') return lasting(2, 'week', from)
  const [, amount = '', letters = ''] = /^(\d{1,4}|[a-z]+) ?(d|days?|w|wks?|weeks?|m|mths?|months?)$/.exec(words) ?? []
  const unit = UNITS[letters.slice(0, 1)]
  const count = /^\d/.test(amount) ? Number(amount) : Math.max(WORDS.indexOf(amount), amount === 'a' ? 1 : -1)
  return unit && count >= 0 ? lasting(count, unit, from) : undefined
}

function asFraction(words: string, from: LocalDate, saysFor: boolean): Shorthand | undefined {
  const [, count = '', below = ''] = /^([1-9]\d?)\/(7|52|12)$/.exec(words) ?? []
  const unit = FRACTIONS[below]
  if (!unit) return undefined
  const length = lasting(Number(count), unit, from)
  if (saysFor || below === '52' || !length.ok) return length
  const date = dateOf(Number(count), Number(below), undefined, from)
  const days = date.ok ? [date.value.day] : date.failure.candidates
  if (days.length === 0) return length
  const spoken = [`${plural(Number(count), unit)} (to ${length.value.understood})`, ...days.map(displayWeekday)]
  return ask(
    `“${words}” may be ${spoken.join(' or ')}. Write “${count}${unit.slice(0, 1)}”, or the date with its month by name.`,
    length.value.day,
    ...days,
  )
}

function asWeekday(words: string, from: LocalDate): Shorthand | undefined {
  const [, next, name = ''] = /^(next |this )?([a-z]{3,9})$/.exec(words) ?? []
  const wanted = WEEKDAYS.findIndex(weekday => name.length >= 3 && weekday.toLowerCase().startsWith(name))
  if (wanted < 0) {
    if (name === 'today') return understood(from)
    return name === 'tomorrow' ? understood(addDays(from, 1)) : undefined
  }
  const ahead = (wanted - weekdayOf(from) + 7) % 7
  const first = addDays(from, ahead)
  const second = addDays(first, 7)
  if (next === 'next ' || ahead === 0) {
    return ask(`Which ${WEEKDAYS[wanted]}: ${displayWeekday(first)} or ${displayWeekday(second)}?`, first, second)
  }
  return understood(first)
}

function asDate(words: string, from: LocalDate): Shorthand | undefined {
  if (isLocalDate(words)) return notInThePast(words, from)
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2}|\d{4}))?$/.exec(words) ?? []
  if (day && month) return dateOf(Number(day), Number(month), year, from)
  const [, dayFirst, name = '', itsYear] =
    /^(\d{1,2})(?:st|nd|rd|th)?(?: of)? ?([a-z]{3,9})(?: (\d{2}|\d{4}))?$/.exec(words) ?? []
  const named = MONTHS.indexOf(name.slice(0, 3))
  return dayFirst && named >= 0 ? dateOf(Number(dayFirst), named + 1, itsYear, from) : undefined
}

const iso = (year: number, month: number, day: number): LocalDate =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

function dateOf(day: number, month: number, year: string | undefined, from: LocalDate): Shorthand {
  const fromYear = Number(from.slice(0, 4))
  if (month > 12) {
    const swapped = iso(fromYear, day, month)
    return day <= 12 && isLocalDate(swapped)
      ? ask(`Day and month, in this order: did you mean ${displayWeekday(swapped)}?`, swapped)
      : ask('There is no such day. Write the day, then the month.')
  }
  if (year) {
    const whole = iso(year.length === 2 ? 2000 + Number(year) : Number(year), month, day)
    return isLocalDate(whole) ? notInThePast(whole, from) : ask('There is no such day in that year.')
  }
  const [thisYear, nextYear] = [iso(fromYear, month, day), iso(fromYear + 1, month, day)]
  if (isLocalDate(thisYear) && thisYear >= from) return understood(thisYear)
  if (!isLocalDate(thisYear) && !isLocalDate(nextYear)) return ask('There is no such day this year or next.')
  // In the winter "5 January" is next month's; a day that lies far ahead may have been meant as one that is past.
  if (isLocalDate(nextYear) && nextYear < addMonths(from, 6)) return understood(nextYear)
  const candidates = [thisYear, nextYear].filter(isLocalDate)
  return ask(`Which year: ${candidates.map(displayWeekday).join(' or ')}? Write the year too.`, ...candidates)
}

const notInThePast = (day: LocalDate, from: LocalDate): Shorthand =>
  day < from
    ? ask(
        `${displayWeekday(day)} lies before the first day of the note, ${displayWeekday(from)}. Which day do you mean?`,
        day,
      )
    : understood(day)

function asBareNumber(words: string, from: LocalDate): Shorthand | undefined {
  if (!/^\d{1,3}$/.test(words)) return undefined
  const count = Number(words)
  const weeks = lasting(count, 'week', from)
  const days = lasting(count, 'day', from)
  return ask(
    `“${words}” days or weeks? Write ${words}d or ${words}w, or a date with its month.`,
    ...(days.ok ? [days.value.day] : []),
    ...(weeks.ok ? [weeks.value.day] : []),
  )
}
