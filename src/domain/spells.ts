import type { FitNote } from './fit-note.ts'
import { addDays, type LocalDate } from './local-date.ts'

/** A run of certified days: notes that follow each other with a gap of at most seven days are one spell. */
export interface Spell {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly notes: number
}

/** The longest gap inside one spell. Rule: NHS fit-note statistics, "gap of 7 days or fewer is the same episode". */
const LONGEST_GAP = 7

/** Sickness spells, oldest first. Drafts do not count, nor do notes whose period the record does not say. */
export function spellsOf(notes: readonly FitNote[]): Spell[] {
  const periods = notes
    .flatMap(note => (note.issue !== 'draft' && note.period !== 'unknown' ? [note.period] : []))
    .filter(period => period.from <= period.to)
    .sort((one, other) => one.from.localeCompare(other.from))
  const spells: Spell[] = []
  for (const period of periods) {
    const last = spells.at(-1)
    if (last && period.from <= addDays(last.to, LONGEST_GAP + 1)) {
      const to = later(period.to, last.to)
      spells[spells.length - 1] = { from: last.from, to, notes: last.notes + 1 }
    } else {
      spells.push({ from: period.from, to: period.to, notes: 1 })
    }
  }
  return spells
}

/** The spell that is running on this day, or that a note from this day would still continue. */
export const runningSpell = (notes: readonly FitNote[], today: LocalDate): Spell | undefined =>
  spellsOf(notes).findLast(spell => spell.from <= today && today <= addDays(spell.to, LONGEST_GAP + 1))

const later = (one: LocalDate, other: LocalDate): LocalDate => (one.localeCompare(other) > 0 ? one : other)
