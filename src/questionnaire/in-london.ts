import type { Instant } from '../domain/local-date.ts'
import { londonClock } from './london-time.ts'

/** What FHIRPath's clock says at an instant: London's day, time of day, and both with London's offset. */
export interface LondonMoment {
  readonly today: string
  readonly timeOfDay: string
  readonly now: string
}

/** Of something that is no instant, it is now. */
export function londonMoment(at: Instant | undefined): LondonMoment {
  const given = new Date(at ?? '')
  const instant = Number.isNaN(given.getTime()) ? new Date() : given
  const { day, time } = londonClock(instant.toISOString())
  // Whatever the zone, seconds are the same: London's offset has none since 1847.
  const timeOfDay = `${time}:${instant.toISOString().slice(17, 23)}`
  const minutes = Math.round((Date.parse(`${day}T${timeOfDay}Z`) - instant.getTime()) / 60_000)
  return { today: day, timeOfDay, now: `${day}T${timeOfDay}+${String(minutes / 60).padStart(2, '0')}:00` }
}
