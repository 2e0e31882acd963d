import { displayDate, displayInstant, isLocalDate } from '../domain/local-date.ts'

/** A gap is named, never left blank. */
export const NOT_GIVEN = 'Not given'

export const dayText = (day: string | undefined): string =>
  day !== undefined && isLocalDate(day) ? displayDate(day) : NOT_GIVEN

export function instantText(instant: string | undefined): string {
  if (instant === undefined || Number.isNaN(Date.parse(instant))) return 'at an unknown time'
  return displayInstant(instant)
}
