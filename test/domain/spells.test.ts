import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FitNote } from '../../src/domain/fit-note.ts'
import { addDays } from '../../src/domain/local-date.ts'
import { runningSpell, spellsOf } from '../../src/domain/spells.ts'

const note = (from: string, to: string, parts: Partial<FitNote> = {}): FitNote => ({
  source: `Observation/${from}`,
  recordedOn: from,
  advice: 'not-fit',
  period: { from, to },
  adjustments: [],
  issue: 'issued',
  ...parts,
})
const undated = (recordedOn: string): FitNote => ({ ...note(recordedOn, recordedOn), period: 'unknown' })

describe('sickness spells', () => {
  it('a gap of seven days is still the same spell', () => {
    // Certified to the 10th; 11th to 17th are seven days without a note.
    expect(spellsOf([note('2026-06-01', '2026-06-10'), note('2026-06-18', '2026-06-30')])).toEqual([
      { from: '2026-06-01', to: '2026-06-30', notes: 2 },
    ])
  })

  it('a gap of eight days begins a new one', () => {
    expect(spellsOf([note('2026-06-01', '2026-06-10'), note('2026-06-19', '2026-06-30')])).toEqual([
      { from: '2026-06-01', to: '2026-06-10', notes: 1 },
      { from: '2026-06-19', to: '2026-06-30', notes: 1 },
    ])
  })

  it('notes that overlap make one spell, which ends with the later of them', () => {
    expect(spellsOf([note('2026-06-01', '2026-06-30'), note('2026-06-05', '2026-06-10')])).toEqual([
      { from: '2026-06-01', to: '2026-06-30', notes: 2 },
    ])
  })

  it('the order in the record does not matter', () => {
    const notes = [note('2026-06-18', '2026-06-30'), note('2026-02-01', '2026-02-10'), note('2026-06-01', '2026-06-10')]
    expect(spellsOf(notes)).toEqual([
      { from: '2026-02-01', to: '2026-02-10', notes: 1 },
      { from: '2026-06-01', to: '2026-06-30', notes: 2 },
    ])
  })

  it('a draft is not a certified day, nor is a note whose dates the record does not say', () => {
    expect(spellsOf([note('2026-06-01', '2026-06-10', { issue: 'draft' }), undated('2026-06-01')])).toEqual([])
  })

  it('a duplicate for a lost note counts', () => {
    expect(spellsOf([note('2026-06-01', '2026-06-10', { issue: 'duplicate' })])).toHaveLength(1)
  })

  it('a note that ends before it begins is no period', () => {
    expect(spellsOf([note('2026-06-10', '2026-06-01')])).toEqual([])
  })

  it('every certified day lies in exactly one spell, and spells lie more than seven days apart', () => {
    const anyNote = fc
      .tuple(fc.nat({ max: 400 }), fc.nat({ max: 60 }))
      .map(([start, length]) => note(addDays('2026-01-01', start), addDays('2026-01-01', start + length)))
    fc.assert(
      fc.property(fc.array(anyNote, { maxLength: 12 }), notes => {
        const spells = spellsOf(notes)
        for (const { period } of notes) {
          if (period === 'unknown') continue
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
