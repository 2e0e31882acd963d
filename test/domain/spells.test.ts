import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FitNote } from '../../src/domain/fit-note.ts'
import { addDays } from '../../src/domain/local-date.ts'
import { lengthOf, runningSpell, spellsOf } from '../../src/domain/spells.ts'

const note = (from: string, to: string, parts: Partial<FitNote> = {}): FitNote => ({
  source: `Observation/${from}`,
  recordedOn: from,
  advice: 'not-fit',
  period: { from, to },
  adjustments: [],
  issue: 'issued',
  ...parts,
})
const undated = (recordedOn: string, parts: Partial<FitNote> = {}): FitNote => ({
  ...note(recordedOn, recordedOn),
  source: `Observation/undated-${recordedOn}`,
  period: 'unknown',
  ...parts,
})

/** A history as a clinician would write it down, and what must be read out of it: `from to notes days`, one line a spell. */
const said = (notes: readonly FitNote[]) =>
  spellsOf(notes).map(spell => `${spell.from} to ${spell.to}: ${spell.notes} notes, ${spell.certifiedDays} days`)

describe('sickness spells', () => {
  it.each<[what: string, notes: FitNote[], spells: string[]]>([
    ['no note', [], []],
    ['one day: both ends count', [note('2026-06-01', '2026-06-01')], ['2026-06-01 to 2026-06-01: 1 notes, 1 days']],
    [
      'one note after the other',
      [note('2026-06-01', '2026-06-14'), note('2026-06-15', '2026-06-28')],
      ['2026-06-01 to 2026-06-28: 2 notes, 28 days'],
    ],
    [
      'a gap of seven days (11th to 17th) is the same spell, and its days are not certified',
      [note('2026-06-01', '2026-06-10'), note('2026-06-18', '2026-06-30')],
      ['2026-06-01 to 2026-06-30: 2 notes, 23 days'],
    ],
    [
      'a gap of eight days begins a new one',
      [note('2026-06-01', '2026-06-10'), note('2026-06-19', '2026-06-30')],
      ['2026-06-01 to 2026-06-10: 1 notes, 10 days', '2026-06-19 to 2026-06-30: 1 notes, 12 days'],
    ],
    [
      'days under two notes count once, and the spell ends with the later of them',
      [note('2026-06-01', '2026-06-30'), note('2026-06-05', '2026-06-10')],
      ['2026-06-01 to 2026-06-30: 2 notes, 30 days'],
    ],
    ['a leap day is a day', [note('2024-02-26', '2024-03-03')], ['2024-02-26 to 2024-03-03: 1 notes, 7 days']],
    [
      'seven days of gap with a leap day among them',
      [note('2024-02-20', '2024-02-25'), note('2024-03-04', '2024-03-10')],
      ['2024-02-20 to 2024-03-10: 2 notes, 13 days'],
    ],
    [
      'the days on which the clocks change are whole days',
      [note('2026-03-23', '2026-04-05'), note('2026-10-19', '2026-11-01')],
      ['2026-03-23 to 2026-04-05: 1 notes, 14 days', '2026-10-19 to 2026-11-01: 1 notes, 14 days'],
    ],
    [
      'the same statement twice is one note',
      [note('2026-06-01', '2026-06-10'), note('2026-06-01', '2026-06-10', { source: 'Observation/own' })],
      ['2026-06-01 to 2026-06-10: 1 notes, 10 days'],
    ],
    [
      'the same days with other advice are two notes',
      [
        note('2026-06-01', '2026-06-10'),
        note('2026-06-01', '2026-06-10', { source: 'Observation/2', advice: 'may-be-fit' }),
      ],
      ['2026-06-01 to 2026-06-10: 2 notes, 10 days'],
    ],
    ['a draft is not a certified day', [note('2026-06-01', '2026-06-10', { issue: 'draft' })], []],
    ['a note without dates makes no spell of its own', [undated('2026-06-01')], []],
    [
      'a note without dates counts in the spell in which it was recorded, and adds no days',
      [note('2026-06-01', '2026-06-10'), undated('2026-06-12')],
      ['2026-06-01 to 2026-06-10: 2 notes, 10 days'],
    ],
    [
      'but not in one that is more than seven days away',
      [note('2026-06-01', '2026-06-10'), undated('2026-06-19')],
      ['2026-06-01 to 2026-06-10: 1 notes, 10 days'],
    ],
    [
      'a note without dates between two spells counts once',
      [note('2026-06-01', '2026-06-10'), undated('2026-06-15'), note('2026-06-20', '2026-06-30')],
      ['2026-06-01 to 2026-06-10: 2 notes, 10 days', '2026-06-20 to 2026-06-30: 1 notes, 11 days'],
    ],
    [
      'a duplicate for a lost note is no second note, with its dates or without',
      [
        note('2026-06-01', '2026-06-10'),
        note('2026-06-01', '2026-06-10', { source: 'Observation/2', issue: 'duplicate', recordedOn: '2026-06-05' }),
        undated('2026-06-06', { issue: 'duplicate' }),
      ],
      ['2026-06-01 to 2026-06-10: 1 notes, 10 days'],
    ],
  ])('%s', (_what, notes, spells) => {
    expect(said(notes)).toEqual(spells)
    expect(said(notes.toReversed())).toEqual(spells)
  })

  it('a duplicate for a lost note counts', () => {
    expect(spellsOf([note('2026-06-01', '2026-06-10', { issue: 'duplicate' })])).toHaveLength(1)
  })

  it('a note that ends before it begins is no period', () => {
    expect(spellsOf([note('2026-06-10', '2026-06-01')])).toEqual([])
  })

  const anyNote = fc
    .record({
      start: fc.nat({ max: 500 }),
      length: fc.nat({ max: 60 }),
      advice: fc.constantFrom('not-fit', 'may-be-fit', 'unknown'),
      issue: fc.constantFrom('issued', 'issued', 'duplicate', 'draft'),
      dated: fc.boolean(),
    })
    .map(({ start, length, advice, issue, dated }): FitNote => {
      // From 2023, so that a leap day and the changes of the clock lie within.
      const from = addDays('2023-11-01', start)
      const period = dated ? { from, to: addDays(from, length) } : 'unknown'
      return {
        ...note(from, from),
        source: `Observation/${start}-${length}-${advice}-${issue}-${dated}`,
        advice,
        issue,
        period,
      }
    })
  const anyHistory = fc.array(anyNote, { maxLength: 12 })

  it('do not depend on the order of the record', () => {
    const shuffled = anyHistory.chain(notes =>
      fc.tuple(fc.constant(notes), fc.shuffledSubarray(notes, { minLength: notes.length })),
    )
    fc.assert(
      fc.property(shuffled, ([notes, others]) => {
        expect(spellsOf(others)).toEqual(spellsOf(notes))
      }),
    )
  })

  it('do not change when a note stands in the record once more, by another name', () => {
    fc.assert(
      fc.property(anyHistory, notes => {
        const dated = notes.filter(each => each.period !== 'unknown')
        const again = dated.map(each => ({ ...each, source: `${each.source}-copy` }))
        expect(spellsOf([...notes, ...again])).toEqual(spellsOf(notes))
      }),
    )
  })

  it('have no more certified days than days, and no fewer than their longest note', () => {
    fc.assert(
      fc.property(anyHistory, notes => {
        for (const spell of spellsOf(notes)) {
          expect(spell.certifiedDays).toBeLessThanOrEqual(lengthOf(spell))
          expect(spell.certifiedDays).toBeGreaterThanOrEqual(Math.max(...spell.covered.map(lengthOf)))
          expect(spell.undated).toBeLessThan(spell.notes)
        }
      }),
    )
  })

  it('hold every certified day in exactly one of them, and lie more than seven days apart', () => {
    fc.assert(
      fc.property(anyHistory, notes => {
        const spells = spellsOf(notes)
        for (const { period, issue } of notes) {
          if (period === 'unknown' || issue === 'draft') continue
          expect(spells.filter(each => each.from <= period.from && period.to <= each.to)).toHaveLength(1)
        }
        for (const [index, spell] of spells.slice(1).entries()) {
          expect(spell.from > addDays(spells[index]?.to ?? '', 8)).toBe(true)
        }
      }),
    )
  })
})

describe('the spell that is running', () => {
  const notes = [note('2026-02-01', '2026-02-10'), note('2026-06-01', '2026-06-10')]

  it.each<[today: string, from: string | undefined, why: string]>([
    ['2026-05-31', undefined, 'it has not begun'],
    ['2026-06-01', '2026-06-01', 'its first day'],
    ['2026-06-10', '2026-06-01', 'its last day'],
    ['2026-06-18', '2026-06-01', 'a note from today would still continue it'],
    ['2026-06-19', undefined, 'a note from today would begin another one'],
  ])('on %s begins %s: %s', (today, from) => {
    expect(runningSpell(notes, today)?.from).toBe(from)
  })
})
