import { displayInstant, type Instant, type LocalDate, londonDay } from './local-date.ts'

const TIME = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' })

/** When something happened, as one says it on that day: "at 08:02", or later "on 3 September 2026 at 08:02". */
export const momentWords = (instant: Instant, today: LocalDate): string =>
  londonDay(new Date(instant)) === today ? `at ${TIME.format(new Date(instant))}` : `on ${displayInstant(instant)}`
