import { describe, expect, it } from 'vitest'
import type { FitNote } from '../../src/domain/fit-note.ts'
import { laterNote, type ToldNote } from '../../src/domain/later-note.ts'

const TODAY = '2026-09-20'
const told: ToldNote = { advice: 'not-fit', from: '2026-09-03', to: '2026-09-16' }
const note = (recordedOn: string, from: string, to: string, parts: Partial<FitNote> = {}): FitNote => ({
  source: `Observation/${recordedOn}`,
  recordedOn,
  advice: 'not-fit',
  period: { from, to },
  adjustments: [],
  issue: 'issued',
  ...parts,
})
const FIRST = note('2026-09-03', '2026-09-03', '2026-09-16')
const LATER = note('2026-09-17', '2026-09-17', '2026-10-07', { advice: 'may-be-fit' })

describe('the fit note that the service should learn of (hazard H20)', () => {
  it.each<[string, ToldNote, FitNote[], FitNote | undefined]>([
    ['a later note', told, [FIRST, LATER], LATER],
    ['the newest of several', told, [LATER, FIRST, note('2026-09-10', '2026-09-10', '2026-12-01')], LATER],
    [
      'other days for the same beginning',
      told,
      [note('2026-09-04', '2026-09-03', '2026-09-30')],
      note('2026-09-04', '2026-09-03', '2026-09-30'),
    ],
    [
      'other advice for the same days',
      { ...told, to: '2026-09-30' },
      [note('2026-09-05', '2026-09-03', '2026-09-30', { advice: 'may-be-fit' })],
      note('2026-09-05', '2026-09-03', '2026-09-30', { advice: 'may-be-fit' }),
    ],
    [
      'a note where the service was told of none with dates',
      { advice: 'not-fit', from: undefined, to: undefined },
      [LATER],
      LATER,
    ],
    [
      'a later note, whatever was written afterwards for days that are over',
      told,
      [LATER, note('2026-09-19', '2026-08-01', '2026-08-07')],
      LATER,
    ],
    ['not what it knows', { advice: 'may-be-fit', from: '2026-09-17', to: '2026-10-07' }, [FIRST, LATER], undefined],
    ['not one that is over', told, [note('2026-09-17', '2026-09-17', '2026-09-19')], undefined],
    ['not one from before', { ...told, from: '2026-09-18', to: '2026-09-25' }, [LATER], undefined],
    ['not a draft', told, [{ ...LATER, issue: 'draft' }], undefined],
    ['not one without days', told, [{ ...LATER, period: 'unknown' }], undefined],
    ['not one without advice', told, [{ ...LATER, advice: 'unknown' }], undefined],
    ['nothing, where the record has none', told, [], undefined],
  ])('%s', (_name, known, notes, expected) => {
    expect(laterNote(known, notes, TODAY)).toEqual(expected)
  })
})
