import { describe, expect, it } from 'vitest'
import { continuousDaysBefore, sixMonthsBefore } from '../../src/domain/absence-before.ts'
import type { FitNote } from '../../src/domain/fit-note.ts'

const note = (from: string, to: string, parts: Partial<FitNote> = {}): FitNote => ({
  source: `Observation/${from}`,
  recordedOn: from,
  advice: 'not-fit',
  period: { from, to },
  adjustments: [],
  issue: 'issued',
  ...parts,
})
const TODAY = '2026-09-03'

describe('certified days without a break before today', () => {
  it.each<[what: string, notes: FitNote[], days: number]>([
    ['no note', [], 0],
    ['to yesterday', [note('2026-08-20', '2026-09-02')], 14],
    ['beyond today: only the days before count', [note('2026-08-20', '2026-09-30')], 14],
    ['to the day before yesterday: the run is broken', [note('2026-08-20', '2026-09-01')], 0],
    ['two notes one after the other', [note('2026-08-01', '2026-08-14'), note('2026-08-15', '2026-09-02')], 33],
    ['a day between two notes ends the run', [note('2026-08-01', '2026-08-14'), note('2026-08-16', '2026-09-02')], 18],
    ['a note that begins today', [note('2026-09-03', '2026-09-16')], 0],
    ['a draft', [note('2026-08-20', '2026-09-02', { issue: 'draft' })], 0],
  ])('%s: %i', (_what, notes, days) => {
    expect(continuousDaysBefore(notes, TODAY)).toBe(days)
  })
})

describe('six months off work on advice, immediately before', () => {
  it.each<[what: string, notes: FitNote[], answer: string]>([
    ['no note', [], 'no'],
    ['since 3 March, six months to the day', [note('2026-03-03', '2026-09-02')], 'yes'],
    ['since 4 March, a day less', [note('2026-03-04', '2026-09-02')], 'no'],
    [
      'three notes without a gap',
      [note('2026-01-05', '2026-04-04'), note('2026-04-05', '2026-07-04'), note('2026-07-05', '2026-09-30')],
      'yes',
    ],
    [
      'with a weekend between two notes, before the six months',
      [note('2026-01-05', '2026-02-13'), note('2026-02-16', '2026-09-02')],
      'yes',
    ],
    [
      'with a weekend in the last six months',
      [note('2026-01-05', '2026-05-01'), note('2026-05-04', '2026-09-02')],
      'unsure',
    ],
    ['ended last week', [note('2026-01-05', '2026-08-28')], 'unsure'],
    ['ended last month', [note('2026-01-05', '2026-07-31')], 'no'],
    [
      'a note without dates that could reach back',
      [note('2026-07-01', '2026-09-02'), note('2026-04-01', '', { period: 'unknown' })],
      'unsure',
    ],
    [
      'a note without any day',
      [note('2026-07-01', '2026-09-02'), note('', '', { recordedOn: 'unknown', period: 'unknown' })],
      'unsure',
    ],
    ['a note without dates of last year', [note('2025-06-01', '', { period: 'unknown' })], 'no'],
  ])('%s: %s', (_what, notes, answer) => {
    expect(sixMonthsBefore(notes, TODAY)).toBe(answer)
  })

  it('counts months by the calendar, at the end of a month too', () => {
    expect(sixMonthsBefore([note('2026-02-28', '2026-08-30')], '2026-08-31')).toBe('yes')
    expect(sixMonthsBefore([note('2026-03-01', '2026-08-30')], '2026-08-31')).toBe('no')
  })
})
