import type { FitNote, FitNoteAdvice } from './fit-note.ts'
import { withoutCopies } from './fit-note-copies.ts'
import type { LocalDate } from './local-date.ts'
import { lengthOf, type Spell, spellsOf } from './spells.ts'

/** Whether a note of the record covers a day: the first question of whoever opens the consultation (hazards H05, H06). */
export type Cover =
  | {
      readonly is: 'covered'
      /** The last day that notes cover from here on without a break. */
      readonly until: LocalDate
      /** Of the note that covers the day and lasts longest. */
      readonly advice: FitNoteAdvice | 'unknown'
    }
  | {
      readonly is: 'not-covered'
      /** The last day before that a note covered. */
      readonly endedOn: LocalDate | undefined
      /** The first day after that a note will cover. */
      readonly nextFrom: LocalDate | undefined
    }

export function coverOn(notes: readonly FitNote[], day: LocalDate): Cover {
  const runs = spellsOf(notes).flatMap(spell => spell.covered)
  const run = runs.find(each => each.from <= day && day <= each.to)
  if (!run)
    return {
      is: 'not-covered',
      endedOn: runs.findLast(each => each.to < day)?.to,
      nextFrom: runs.find(each => each.from > day)?.from,
    }
  const covering = withoutCopies(notes.filter(note => note.issue !== 'draft'))
    .flatMap(({ advice, period }) => (period === 'unknown' ? [] : [{ advice, ...period }]))
    .filter(each => each.from <= day && day <= each.to)
    .toSorted((one, other) => other.to.localeCompare(one.to))
  return { is: 'covered', until: run.to, advice: covering[0]?.advice ?? 'unknown' }
}

/** Days inside a spell that no note covers. */
export const gapDays = (spell: Spell): number => lengthOf(spell) - spell.certifiedDays
