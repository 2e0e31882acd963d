import { expect, it } from 'vitest'
import { noteInWords } from '../../src/domain/spell-words.ts'

const spell = (from: string, notes: number) => ({ from, to: from, notes, certifiedDays: 1, covered: [], undated: 0 })

it.each([
  ['2026-07-02', 3, 'third note in nine weeks'],
  ['2026-09-03', 1, 'first note in this spell'],
  ['2026-08-27', 2, 'second note in one week'],
  ['2026-08-26', 2, 'second note in two weeks'],
  ['2026-06-18', 11, '11th note in 11 weeks'],
  ['2026-06-25', 22, '22nd note in ten weeks'],
])('a spell since %s with %i notes is, on 3 September 2026, the "%s"', (from, notes, words) => {
  expect(noteInWords(spell(from, notes), '2026-09-03')).toBe(words)
})
