import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  addDays,
  addMonths,
  ageOn,
  daysBetween,
  displayDate,
  displayInstant,
  isLocalDate,
  londonDay,
} from '../../src/domain/local-date.ts'

describe('the day in London (hazard H19)', () => {
  it.each([
    ['2026-09-01T22:59:59Z', '2026-09-01', 'the last second of a summer day'],
    ['2026-09-01T23:00:00Z', '2026-09-02', 'midnight in summer, an hour before UTC'],
    ['2026-01-15T23:30:00Z', '2026-01-15', 'a winter evening is the same day as in UTC'],
    ['2026-03-28T23:59:59Z', '2026-03-28', 'the evening before the clocks go forward'],
    ['2026-03-29T23:00:00Z', '2026-03-30', 'the first midnight of summer time'],
    ['2026-10-24T23:00:00Z', '2026-10-25', 'the last midnight of summer time'],
    ['2026-10-25T23:30:00Z', '2026-10-25', 'after the clocks went back'],
  ])('%s is %s: %s', (moment, day) => {
    expect(londonDay(new Date(moment))).toBe(day)
  })
})

describe('a calendar day', () => {
  it.each(['2026-09-03', '2024-02-29', '1900-01-01'])('%s is one', text => expect(isLocalDate(text)).toBe(true))

  it.each(['2026-02-29', '2026-13-01', '2026-04-31', '2026-9-3', '2026-09', '2026-09-03T10:00:00Z', '', 'unknown'])(
    '%s is none',
    text => expect(isLocalDate(text)).toBe(false),
  )
})

test('days are added across months, leap days and the days on which clocks change', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
})

test('days between are counted from the first to the last, 0 on the same day', () => {
  expect(daysBetween('2026-09-03', '2026-09-03')).toBe(0)
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2)
  expect(daysBetween('2026-09-03', '2026-09-01')).toBe(-2)
})

test('adding days and counting them agree', () => {
  const day = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map(date => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (from, days) => {
      expect(daysBetween(from, addDays(from, days))).toBe(days)
      expect(isLocalDate(addDays(from, days))).toBe(true)
    }),
  )
})

describe('age in completed years', () => {
  it.each([
    ['2010-09-03', '2026-09-02', 15, 'the day before the sixteenth birthday'],
    ['2010-09-03', '2026-09-03', 16, 'the sixteenth birthday'],
    ['2010-12-31', '2026-01-01', 15, 'a day after the turn of the year'],
    ['2008-02-29', '2026-02-28', 17, 'born on 29 February, 28 February of a common year'],
    ['2008-02-29', '2026-03-01', 18, 'born on 29 February, 1 March of a common year'],
    ['2008-02-29', '2024-02-29', 16, 'born on 29 February, in a leap year'],
  ])('born %s, on %s: %i (%s)', (born, day, age) => {
    expect(ageOn(born, day)).toBe(age)
  })
})

test('days and moments are shown in words, moments in London time', () => {
  expect(displayDate('2026-09-03')).toBe('3 September 2026')
  expect(displayInstant('2026-09-03T08:11:00Z')).toBe('3 September 2026 at 09:11')
  expect(displayInstant('2026-01-03T23:30:00Z')).toBe('3 January 2026 at 23:30')
})

describe('months are counted by the calendar', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28', 'the last day of a shorter month'],
    ['2024-01-31', 1, '2024-02-29', 'of a leap year'],
    ['2024-02-29', 12, '2025-02-28', 'a leap day a year later'],
    ['2026-08-31', -6, '2026-02-28', 'back'],
    ['2026-11-15', 3, '2027-02-15', 'over the turn of the year'],
    ['2026-03-28', 1, '2026-04-28', 'over the change of the clocks'],
  ])('%s and %i: %s (%s)', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected)
  })
})
