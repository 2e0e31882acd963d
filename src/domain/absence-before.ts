import type { FitNote } from './fit-note.ts'
import { addDays, addMonths, daysBetween, type LocalDate } from './local-date.ts'
import { runningSpell, type Spell, spellsOf } from './spells.ts'

/** Certified days without a break that end on the day before; 0 where that day is not certified. */
export function continuousDaysBefore(notes: readonly FitNote[], day: LocalDate): number {
  const yesterday = addDays(day, -1)
  const covering = spellsOf(notes)
    .flatMap(spell => spell.covered)
    .find(period => period.from <= yesterday && yesterday <= period.to)
  return covering ? daysBetween(covering.from, day) : 0
}

/**
 * Whether the patient has refrained from work on advice for six months immediately before this day.
 * Rule: SI 1976/615 Sch 1 rules 12 and 13. `unsure` where the record has gaps, or notes without dates that could fill them.
 */
export function sixMonthsBefore(notes: readonly FitNote[], day: LocalDate): 'yes' | 'no' | 'unsure' {
  const spell = runningSpell(notes, day)
  const sixMonthsAgo = addMonths(day, -6)
  if (spell && spell.from <= sixMonthsAgo) return isUnbroken(spell, sixMonthsAgo, day) ? 'yes' : 'unsure'
  const undated = notes.filter(note => note.issue !== 'draft' && note.period === 'unknown')
  // A note without dates that was recorded long ago cannot reach into these six months: none covers more than three.
  return undated.some(note => note.recordedOn === 'unknown' || note.recordedOn >= addMonths(day, -9)) ? 'unsure' : 'no'
}

/** One note after the other up to the day before; a weekend between two notes is a question to the clinician. */
const isUnbroken = (spell: Spell, since: LocalDate, day: LocalDate): boolean =>
  spell.covered.some(period => period.from <= since && addDays(day, -1) <= period.to)
