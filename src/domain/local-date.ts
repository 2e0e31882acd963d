/** A calendar day, `YYYY-MM-DD`: fit notes and birthdays have no time and no time zone (hazard H19). */
export type LocalDate = string

/** An instant, ISO 8601 with offset, as FHIR's `dateTime`. */
export type Instant = string

const LONDON_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' })
const SHOWN_DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const SHOWN_TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** The day it is in London at this moment. */
export const londonDay = (moment: Date): LocalDate => LONDON_DAY.format(moment)

const LONDON_CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' })

/** The moment at which London's clock shows this day and time, `HH:mm` or `HH:mm:ss`; of the two in October the later one. */
export function londonInstant(day: LocalDate, time: string): Date {
  const winter = new Date(`${day}T${time}Z`)
  if (Number.isNaN(winter.getTime()) || LONDON_CLOCK.format(winter) === time.slice(0, 5)) return winter
  return new Date(winter.getTime() - 3_600_000)
}

export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const parsed = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
}

export function addDays(day: LocalDate, days: number): LocalDate {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The same day of another month; where that month has no such day, its last one (31 January and a month: 28 February). */
export function addMonths(day: LocalDate, months: number): LocalDate {
  const first = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  first.setUTCMonth(first.getUTCMonth() + months)
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(Number(day.slice(8)), last))
  return first.toISOString().slice(0, 10)
}

/**
 * The last day of a period of whole months that begins on this day: the day before the corresponding date; where the last month has no such
 * date, its last day (corresponding date rule: Dodds v Walker [1981] 1 WLR 1027, HL).
 */
export function lastDayOfMonths(from: LocalDate, months: number): LocalDate {
  const corresponding = addMonths(from, months)
  return corresponding.slice(8) === from.slice(8) ? addDays(corresponding, -1) : corresponding
}

export const laterOf = (one: LocalDate, other: LocalDate): LocalDate => (one.localeCompare(other) > 0 ? one : other)

export const earlierOf = (one: LocalDate, other: LocalDate): LocalDate => (one.localeCompare(other) < 0 ? one : other)

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (day: LocalDate): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** Whole days from `from` to `to`; 0 on the same day. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

/** Age in completed years on a day; someone born on 29 February is a year older on 1 March of other years. */
export function ageOn(birthDate: LocalDate, day: LocalDate): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** `2026-09-03` as "3 September 2026". */
export const displayDate = (day: LocalDate): string => SHOWN_DAY.format(new Date(`${day}T00:00:00Z`))

/** `3 to 21 December 2026`, `3 November to 21 December 2026`, `3 November 2026 to 4 January 2027`: both days inclusive. */
export function displayPeriod({ from, to }: { readonly from: LocalDate; readonly to: LocalDate }): string {
  const [day, month, year] = displayDate(from).split(' ')
  const last = displayDate(to)
  if (from === to) return last
  if (from.slice(0, 7) === to.slice(0, 7)) return `${day} to ${last}`
  return from.slice(0, 4) === to.slice(0, 4) ? `${day} ${month} to ${last}` : `${day} ${month} ${year} to ${last}`
}

/** A day with its weekday: "Friday 4 September 2026". */
export const displayWeekday = (day: LocalDate): string => `${WEEKDAYS[weekdayOf(day)]} ${displayDate(day)}`

/** An instant as "3 September 2026 at 09:11" in London. */
export const displayInstant = (instant: Instant): string => SHOWN_TIME.format(new Date(instant))
