import { expect, it } from 'vitest'
import type { HealthCondition } from '../../src/domain/clinical-context.ts'
import type { FitNote } from '../../src/domain/fit-note.ts'
import { likelyFirst } from '../../src/domain/likely-problems.ts'

const problem = (term: string, since: string): HealthCondition => ({
  source: `Condition/${term}`,
  term,
  coding: 'uncoded',
  since,
})
const note = (recordedOn: string, from: string): FitNote => ({
  source: `Observation/${from}`,
  recordedOn,
  advice: 'not-fit',
  period: { from, to: '2026-12-31' },
  adjustments: [],
  issue: 'issued',
})

it('stands today’s problems first, then those of a day of a fit note, then the newest', () => {
  const conditions = [
    problem('newest', '2026-11-30'),
    problem('when the note was written', '2026-11-03'),
    problem('today', '2026-12-01'),
    problem('when the note begins', '2026-11-01'),
    problem('no date', 'unknown'),
    problem('old', '2010-01-01'),
  ]
  const ordered = likelyFirst(conditions, [note('2026-11-03', '2026-11-01')], '2026-12-01')
  expect(ordered.map(each => each.term)).toEqual([
    'today',
    'when the note was written',
    'when the note begins',
    'newest',
    'no date',
    'old',
  ])
})

it('keeps the order of the record where nothing tells one from the other, and loses none', () => {
  const conditions = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(term => problem(term, '2020-01-01'))
  expect(likelyFirst(conditions, [], '2026-12-01')).toEqual(conditions)
})
