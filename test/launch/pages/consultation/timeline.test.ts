import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LENGTH, timelineOf } from '../../../../launch/pages/consultation/timeline.ts'
import type { FitNote } from '../../../../src/domain/fit-note.ts'
import { addDays } from '../../../../src/domain/local-date.ts'

const TODAY = '2026-09-03'
const note = (from: string, to: string, parts: Partial<FitNote> = {}): FitNote => ({
  source: `Observation/${from}`,
  recordedOn: from,
  advice: 'not-fit',
  period: { from, to },
  adjustments: [],
  issue: 'issued',
  ...parts,
})

it('begins with the first note and ends today, or with a note that goes on', () => {
  expect(timelineOf([note('2026-08-01', '2026-08-10')], TODAY)).toMatchObject({ from: '2026-08-01', to: TODAY })
  expect(timelineOf([note('2026-08-01', '2026-09-30')], TODAY)).toMatchObject({ from: '2026-08-01', to: '2026-09-30' })
})

it('draws each day of a note, the last one too, and the first of each month', () => {
  // Ten days, of which the note covers the first five.
  const timeline = timelineOf([note('2026-08-25', '2026-08-29')], TODAY)
  expect(timeline?.bars).toEqual([{ x: 0, width: LENGTH / 2, advice: 'not-fit' }])
  expect(timeline?.months).toEqual([700])
  expect(timeline?.today).toBe(900)
})

it.each<[string, FitNote[]]>([
  ['no notes', []],
  ['a draft alone', [note('2026-08-25', '2026-08-29', { issue: 'draft' })]],
  ['a note without dates alone', [note('2026-08-25', '', { period: 'unknown' })]],
  ['a note that ended years ago', [note('2023-08-25', '2023-08-29')]],
])('draws nothing for %s', (_what, notes) => expect(timelineOf(notes, TODAY)).toBeUndefined())

it('draws nothing outside its line', () => {
  const anyNote = fc
    .tuple(fc.integer({ min: -900, max: 100 }), fc.nat({ max: 90 }))
    .map(([start, length]) => note(addDays(TODAY, start), addDays(TODAY, start + length)))
  fc.assert(
    fc.property(fc.array(anyNote, { minLength: 1, maxLength: 8 }), notes => {
      const timeline = timelineOf(notes, TODAY)
      for (const { x, width } of timeline?.bars ?? []) {
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x + width).toBeLessThanOrEqual(LENGTH + 4)
      }
      for (const x of [...(timeline?.months ?? []), timeline?.today ?? 0]) {
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThanOrEqual(LENGTH)
      }
    }),
  )
})
