import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastDayOf } from '../../src/domain/date-shorthand.ts'
import { addDays, daysBetween, isLocalDate } from '../../src/domain/local-date.ts'

const dayOf = (text: string, from: string) => {
  const read = lastDayOf(text, from)
  return read.ok ? read.value.day : read.failure
}

/** Thursday. */
const FROM = '2026-09-03'

describe('understood, and shown with the weekday', () => {
  it.each([
    ['2w', FROM, '2026-09-16', 'two weeks, the first day counted'],
    ['7d', FROM, '2026-09-09', 'seven days'],
    ['1d', FROM, FROM, 'the first day alone'],
    ['1m', FROM, '2026-10-02', 'a calendar month'],
    ['1m', '2024-01-31', '2024-02-29', 'from 31 January: February has no 31st, so to its end, in a leap year'],
    ['2 weeks', FROM, '2026-09-16', 'in words'],
    ['for two weeks', FROM, '2026-09-16', 'in words'],
    ['a fortnight', FROM, '2026-09-16', 'in words'],
    ['6 wks', FROM, '2026-10-14', 'wks'],
    ['2/52', FROM, '2026-09-16', 'clinical shorthand: weeks'],
    ['for 3/7', FROM, '2026-09-05', 'clinical shorthand, said to be a length'],
    ['for 1/12', FROM, '2026-10-02', 'clinical shorthand, said to be a length'],
    ['until 3/12', FROM, '2026-12-03', 'said to be a date'],
    ['until 12/11', FROM, '2026-11-12', 'day before month'],
    ['12/11', FROM, '2026-11-12', 'day before month'],
    ['12/11/26', FROM, '2026-11-12', 'two digits of a year'],
    ['12.11.2026', FROM, '2026-11-12', 'with points'],
    ['2026-11-12', FROM, '2026-11-12', 'as computers write it'],
    ['12 Nov', FROM, '2026-11-12', 'a month by name'],
    ['to 12th November 2026', FROM, '2026-11-12', 'a month by name'],
    ['5 Jan', '2026-11-26', '2027-01-05', 'after the turn of the year'],
    ['29/2', '2028-02-01', '2028-02-29', 'a leap day'],
    ['to Friday', FROM, '2026-09-04', 'the next one'],
    ['Wed', FROM, '2026-09-09', 'the next one'],
    ['99w', FROM, '2028-07-26', 'as long as it is'],
    ['today', FROM, FROM, ''],
    ['tomorrow', FROM, '2026-09-04', ''],
    ['2w', '2026-10-19', '2026-11-01', 'over the change of the clocks'],
  ])('"%s" from %s: %s (%s)', (text, from, day) => {
    expect(dayOf(text, from)).toBe(day)
  })

  it('says the weekday, so that a slip is seen', () => {
    expect(lastDayOf('2w', FROM)).toMatchObject({ value: { understood: 'Wednesday 16 September 2026' } })
  })
})

describe('asked back, never guessed', () => {
  it.each<[text: string, from: string, candidates: string[], question: string]>([
    ['12/3', FROM, ['2026-03-12', '2027-03-12'], 'Which year'],
    ['until 1 Sep', FROM, ['2026-09-01', '2027-09-01'], 'Which year'],
    ['12/3/26', FROM, ['2026-03-12'], 'lies before the first day of the note'],
    ['3/7', FROM, ['2026-09-05', '2026-07-03', '2027-07-03'], 'may be 3 days'],
    ['1/12', FROM, ['2026-10-02', '2026-12-01'], 'may be 1 month '],
    ['next Friday', FROM, ['2026-09-04', '2026-09-11'], 'Which Friday'],
    ['Thursday', FROM, ['2026-09-03', '2026-09-10'], 'Which Thursday'],
    ['3', FROM, ['2026-09-05', '2026-09-23'], 'days or weeks'],
    ['9/13', FROM, ['2026-09-13'], 'Day and month, in this order'],
    ['31/9', FROM, [], 'no such day'],
    ['29/2', FROM, [], 'no such day'],
    ['0d', FROM, [], 'one day at the least'],
    ['', FROM, [], 'how long'],
    ['soon', FROM, [], 'not understood'],
    ['constructor', FROM, [], 'not understood'],
  ])('"%s" from %s', (text, from, candidates, question) => {
    const read = lastDayOf(text, from)
    if (read.ok) throw new Error(`understood as ${read.value.day}`)
    expect(read.failure.candidates).toEqual(candidates)
    expect(read.failure.question).toContain(question)
  })
})

it('whatever is typed, an understood day exists and does not lie before the first', () => {
  const typed = fc.oneof(
    fc.string({ maxLength: 14 }),
    fc.stringMatching(/^(until |for |to )?\d{1,3}[/dwm. ]\d{0,2}$/),
    fc.constantFrom('monday', '31 feb', '1/1', '2/52'),
  )
  fc.assert(
    fc.property(typed, fc.integer({ min: 0, max: 3000 }), (text, days) => {
      const from = addDays('2024-01-01', days)
      const read = lastDayOf(text, from)
      const day = read.ok ? read.value.day : from
      expect(read.ok || read.failure.question !== '').toBe(true)
      expect(isLocalDate(day)).toBe(true)
      expect(daysBetween(from, day)).toBeGreaterThanOrEqual(0)
    }),
  )
})
