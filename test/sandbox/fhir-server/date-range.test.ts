import { expect, test } from 'vitest'
import { rangeOf } from '../../../src/sandbox/fhir-server/date-range.ts'

const days = (value: unknown) => {
  const range = rangeOf(value)
  return range && [range.firstDay, range.lastDay]
}

test.each([
  ['2026', ['2026-01-01', '2026-12-31']],
  ['2026-02', ['2026-02-01', '2026-02-28']],
  ['2028-02', ['2028-02-01', '2028-02-29']],
  ['2026-09-01', ['2026-09-01', '2026-09-01']],
  ['2026-09-01T00:30:00+01:00', ['2026-09-01', '2026-09-01']],
  [{ start: '2026-09-01', end: '2026-09-14' }, ['2026-09-01', '2026-09-14']],
  [{ start: '2026-09-01' }, ['2026-09-01', '9999-12-31']],
  [{ event: ['2026-09-03', '2026-09-01'] }, ['2026-09-01', '2026-09-03']],
])('%j covers the days %j', (value, expected) => {
  expect(days(value)).toEqual(expected)
})

test('an instant is the same instant in any offset', () => {
  expect(rangeOf('2026-09-01T00:30:00+01:00')?.from).toBe(rangeOf('2026-08-31T23:30:00Z')?.from)
})

test.each(['', 'yesterday', '2026-13', '2026-02-30', '2026-9-1', '01/09/2026', '2026-09-01T25:00:00Z', {}, null, 7])(
  '%j is no date',
  value => {
    expect(rangeOf(value)).toBeUndefined()
  },
)
