import type { LocalDate } from './local-date.ts'

/**
 * Bank holidays in England, with substitute days. Source: GOV.UK, "UK bank holidays", England and Wales
 * (https://www.gov.uk/bank-holidays); written down on 26 November 2026. To be extended once a year, when GOV.UK names the next one.
 */
const BANK_HOLIDAYS: Readonly<Record<LocalDate, string>> = {
  '2025-01-01': 'New Year’s Day',
  '2025-04-18': 'Good Friday',
  '2025-04-21': 'Easter Monday',
  '2025-05-05': 'the early May bank holiday',
  '2025-05-26': 'the spring bank holiday',
  '2025-08-25': 'the summer bank holiday',
  '2025-12-25': 'Christmas Day',
  '2025-12-26': 'Boxing Day',
  '2026-01-01': 'New Year’s Day',
  '2026-04-03': 'Good Friday',
  '2026-04-06': 'Easter Monday',
  '2026-05-04': 'the early May bank holiday',
  '2026-05-25': 'the spring bank holiday',
  '2026-08-31': 'the summer bank holiday',
  '2026-12-25': 'Christmas Day',
  '2026-12-28': 'the substitute day for Boxing Day',
  '2027-01-01': 'New Year’s Day',
  '2027-03-26': 'Good Friday',
  '2027-03-29': 'Easter Monday',
  '2027-05-03': 'the early May bank holiday',
  '2027-05-31': 'the spring bank holiday',
  '2027-08-30': 'the summer bank holiday',
  '2027-12-27': 'the substitute day for Christmas Day',
  '2027-12-28': 'the substitute day for Boxing Day',
}

/** The first and the last year of which the days above are known. */
export const BANK_HOLIDAY_YEARS = { first: 2025, last: 2027 } as const

/** Whether nobody works for it; of a year that is not known, no day is. */
export const isBankHoliday = (day: LocalDate): boolean => !['none', 'unknown'].includes(bankHolidayOn(day))

export function bankHolidayOn(day: LocalDate): string | 'none' | 'unknown' {
  const year = Number(day.slice(0, 4))
  if (year < BANK_HOLIDAY_YEARS.first || year > BANK_HOLIDAY_YEARS.last) return 'unknown'
  return Object.hasOwn(BANK_HOLIDAYS, day) ? (BANK_HOLIDAYS[day] ?? 'none') : 'none'
}
