import { describe, expect, it } from 'vitest'
import { evidenceEndsFrom } from '../../src/domain/evidence-gap.ts'
import type { FitNote } from '../../src/domain/fit-note.ts'

const TODAY = '2026-03-12'
const note = (from: string, to: string, issue: FitNote['issue'] = 'issued'): FitNote => ({
  source: `Observation/${from}`,
  recordedOn: from,
  advice: 'not-fit',
  period: { from, to },
  adjustments: [],
  issue,
})

describe('from when there is no evidence, if no note is written (hazard H05; SI 1985/1604 reg. 2(2))', () => {
  it.each<[string, FitNote[], string | undefined, string | undefined]>([
    ['nothing is known of an absence', [], undefined, undefined],
    ['the seventh day of absence: none is required', [], '2026-03-06', undefined],
    ['the eighth day of absence', [], '2026-03-05', '2026-03-12'],
    ['a long absence without a note', [], '2026-02-01', '2026-02-08'],
    ['a note that covers today', [note('2026-03-01', '2026-03-12')], undefined, undefined],
    ['a note that ended yesterday', [note('2026-02-20', '2026-03-11')], undefined, '2026-03-12'],
    ['a note that ended a week ago', [note('2026-02-20', '2026-03-05')], undefined, '2026-03-06'],
    ['a short note within the first seven days', [note('2026-03-04', '2026-03-06')], '2026-03-04', '2026-03-11'],
    ['a spell that is over', [note('2026-01-01', '2026-01-31')], undefined, undefined],
    ['a draft, which is no evidence', [note('2026-03-01', '2026-04-01', 'draft')], '2026-03-01', '2026-03-08'],
    [
      'between a note that ended and one for later',
      [note('2026-02-20', '2026-03-08'), note('2026-03-14', '2026-03-30')],
      undefined,
      '2026-03-09',
    ],
    [
      'two notes with a gap that is over',
      [note('2026-02-20', '2026-03-05'), note('2026-03-09', '2026-03-30')],
      undefined,
      undefined,
    ],
    ['a first note for later only', [note('2026-03-14', '2026-03-30')], '2026-03-01', '2026-03-08'],
    ['off work since before the first note', [note('2026-03-01', '2026-03-10')], '2026-02-20', '2026-03-11'],
  ])('%s', (_name, notes, offWorkSince, from) => {
    expect(evidenceEndsFrom(notes, offWorkSince, TODAY)).toBe(from)
  })
})
