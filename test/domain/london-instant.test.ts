import { expect, it } from 'vitest'
import { londonInstant } from '../../src/domain/local-date.ts'

it.each([
  ['2026-01-15', '08:30', '2026-01-15T08:30:00.000Z'],
  ['2026-07-15', '08:30', '2026-07-15T07:30:00.000Z'],
  ['2026-07-15', '00:00', '2026-07-14T23:00:00.000Z'],
  ['2026-07-15', '08:30:15', '2026-07-15T07:30:15.000Z'],
  // The clocks went forward on 29 March at 01:00, and back on 25 October at 02:00.
  ['2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
  ['2026-10-25', '01:30', '2026-10-25T01:30:00.000Z'],
])('London’s clock shows %s %s at %s', (day, time, instant) => {
  expect(londonInstant(day, time).toISOString()).toBe(instant)
})
