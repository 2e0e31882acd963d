import type { FitNote, Period } from './fit-note.ts'
import { withoutCopies } from './fit-note-copies.ts'
import { addDays, daysBetween, type LocalDate, laterOf } from './local-date.ts'
import { onceFor } from './once-for.ts'

/** A run of certified days: notes that follow each other with a gap of at most seven days are one spell. */
export interface Spell extends Period {
  /** Every statement once, with those that have no dates but were recorded in the spell. */
  readonly notes: number
  /** Calendar days that at least one note covers: overlaps once, gaps not at all. */
  readonly certifiedDays: number
  /** What the notes cover, oldest first, without overlaps; more than one where there are gaps. */
  readonly covered: readonly Period[]
  /** Notes counted above whose dates the record does not say: they add no days. */
  readonly undated: number
}

/** The longest gap inside one spell. Rule: NHS fit-note statistics, "gap of 7 days or fewer is the same episode". */
const LONGEST_GAP = 7

/** Sickness spells, oldest first. Drafts do not count; a note whose period the record does not say adds no days. */
export const spellsOf: (notes: readonly FitNote[]) => readonly Spell[] = onceFor(notes => {
  const counted = withoutCopies(notes.filter(note => note.issue !== 'draft'))
  const periods = counted
    .flatMap(note => (note.period === 'unknown' ? [] : [note.period]))
    .filter(period => period.from <= period.to)
    .toSorted((one, other) => one.from.localeCompare(other.from))
  const runs = runsOf(periods, LONGEST_GAP)
  // A note without dates belongs to one spell at most: the first to which the day of its record is near enough.
  const undatedIn = counted
    .filter(note => note.period === 'unknown' && note.recordedOn !== 'unknown')
    .map(note => runs.findIndex(run => isWithin(run, note.recordedOn)))
  return runs.map((run, index) => {
    const inside = periods.filter(period => run.from <= period.from && period.to <= run.to)
    const covered = runsOf(inside, 0)
    const undated = undatedIn.filter(each => each === index).length
    return {
      ...run,
      notes: inside.length + undated,
      certifiedDays: covered.reduce((days, period) => days + lengthOf(period), 0),
      covered,
      undated,
    }
  })
})

/** The spell that is running on this day, or that a note from this day would still continue. */
export const runningSpell = (notes: readonly FitNote[], today: LocalDate): Spell | undefined =>
  spellsOf(notes).findLast(spell => spell.from <= today && isWithin(spell, today))

/** Days of a period, the first and the last counted. */
export const lengthOf = (period: Period): number => daysBetween(period.from, period.to) + 1

/** Periods in the order of their beginnings, joined where no more than `gap` days lie between them. */
function runsOf(periods: readonly Period[], gap: number): Period[] {
  const runs: Period[] = []
  for (const period of periods) {
    const last = runs.at(-1)
    if (last && period.from <= addDays(last.to, gap + 1)) {
      runs[runs.length - 1] = { from: last.from, to: laterOf(period.to, last.to) }
    } else {
      runs.push({ from: period.from, to: period.to })
    }
  }
  return runs
}

/** In the period, or so near to it that the gap is still that of one spell. */
const isWithin = (period: Period, day: LocalDate): boolean =>
  addDays(period.from, -LONGEST_GAP - 1) <= day && day <= addDays(period.to, LONGEST_GAP + 1)
