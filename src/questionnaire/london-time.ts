import type { Instant, LocalDate } from '../domain/local-date.ts'

const PARTS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** The day and the clock on the wall in London at an instant. */
export function londonClock(instant: Instant): { readonly day: LocalDate; readonly time: string } {
  const part = Object.fromEntries(PARTS.formatToParts(new Date(instant)).map(each => [each.type, each.value]))
  return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` }
}

/** Double summer time (to 1947) and the year-round summer time of 1968 to 1971 included: birth and onset dates go that far back. */
const OFFSETS = ['+02:00', '+01:00', '+00:00']

/** The instant at which London's clocks show this; the first one in the hour that comes twice in October. */
export function londonInstant(day: LocalDate, time: string): Instant {
  const candidates = OFFSETS.map(offset => `${day}T${time}:00${offset}`)
  const shownThen = candidates.find(instant => {
    const shown = londonClock(instant)
    return shown.day === day && shown.time === time
  })
  return shownThen ?? `${day}T${time}:00+00:00`
}
