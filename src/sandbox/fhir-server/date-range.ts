import { isObject } from './resource.ts'

/**
 * What a FHIR date, dateTime, instant, Period or Timing covers: as instants (inclusive), and as calendar days as written.
 * Searches by day compare written days, as HAPI does with its day ordinals: half past midnight in British summer time
 * belongs to the day the clinician wrote, not to the day before in UTC.
 */
export interface DateRange {
  readonly from: number
  readonly to: number
  readonly firstDay: string
  readonly lastDay: string
}

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/

export const hasTime = (text: string): boolean => text.includes('T')

export const rangeOfText = (text: string): DateRange | undefined => {
  const parts = DATE.exec(text)
  if (!parts) return undefined
  const [, year = '', month, day, hour, minute = '00', second, fraction, zone = 'Z'] = parts
  const firstDay = `${year}-${month ?? '01'}-${day ?? '01'}`
  const lastDay = day ? firstDay : month ? lastOfMonth(year, month) : `${year}-12-31`
  const zoneText = zone === 'Z' ? 'Z' : zone
  const from = Date.parse(
    hour
      ? `${firstDay}T${hour}:${minute}:${second ?? '00'}.${(fraction ?? '').padEnd(3, '0').slice(0, 3)}${zoneText}`
      : `${firstDay}T00:00:00.000Z`,
  )
  if (Number.isNaN(from) || !isRealDay(firstDay)) return undefined
  const to = hour ? from + (fraction ? 0 : second ? 999 : 59_999) : Date.parse(`${lastDay}T23:59:59.999Z`)
  return { from, to, firstDay, lastDay }
}

const lastOfMonth = (year: string, month: string): string =>
  `${year}-${month}-${String(new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()).padStart(2, '0')}`

const isRealDay = (day: string): boolean => {
  const date = new Date(`${day}T00:00:00.000Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

const OPEN_START = { from: Number.NEGATIVE_INFINITY, firstDay: '' }
const OPEN_END = { to: Number.POSITIVE_INFINITY, lastDay: '9999-12-31' }

export const rangeOf = (value: unknown): DateRange | undefined => {
  if (typeof value === 'string') return rangeOfText(value)
  if (!isObject(value)) return undefined
  if (Array.isArray(value.event)) return span(value.event.map(rangeOf))
  if (isObject(value.repeat)) return rangeOf(value.repeat.boundsPeriod)
  const start = value.start === undefined ? OPEN_START : rangeOf(value.start)
  const end = value.end === undefined ? OPEN_END : rangeOf(value.end)
  if (!start || !end || (value.start === undefined && value.end === undefined)) return undefined
  return { from: start.from, firstDay: start.firstDay, to: end.to, lastDay: end.lastDay }
}

const span = (ranges: readonly (DateRange | undefined)[]): DateRange | undefined => {
  const known = ranges.filter(range => range !== undefined).sort((a, b) => a.from - b.from)
  const first = known[0]
  const last = known.at(-1)
  return first && last && { from: first.from, firstDay: first.firstDay, to: last.to, lastDay: last.lastDay }
}
