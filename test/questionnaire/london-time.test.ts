import { expect, it } from 'vitest'
import { londonClock, londonInstant } from '../../src/questionnaire/london-time.ts'

it.each([
  ['2026-01-15', '09:30', '2026-01-15T09:30:00+00:00'],
  ['2026-07-15', '09:30', '2026-07-15T09:30:00+01:00'],
  ['2026-03-29', '00:30', '2026-03-29T00:30:00+00:00'],
  ['2026-03-29', '02:30', '2026-03-29T02:30:00+01:00'],
  ['2026-10-25', '01:30', '2026-10-25T01:30:00+01:00'],
  ['2026-10-25', '02:30', '2026-10-25T02:30:00+00:00'],
  ['1947-05-10', '02:00', '1947-05-10T02:00:00+02:00'],
  ['1970-01-10', '02:00', '1970-01-10T02:00:00+01:00'],
])('%s %s in London is %s', (day, time, instant) => {
  expect(londonInstant(day, time)).toBe(instant)
  expect(londonClock(instant)).toEqual({ day, time })
})

it('an hour that the clocks leave out is taken as written', () => {
  expect(londonInstant('2026-03-29', '01:30')).toBe('2026-03-29T01:30:00+00:00')
})
