import type { HealthCondition } from './clinical-context.ts'
import type { FitNote } from './fit-note.ts'
import type { LocalDate } from './local-date.ts'

/** So many problems stand in sight; a record may hold fifty. */
export const PROBLEMS_IN_SIGHT = 5

/**
 * The record's problems in the order in which today's reason is likely to be among them: those of today, those of a day on which a fit note was
 * written or began, then the newest. An order only: nothing is selected (hazard H14).
 * @param conditions newest first
 */
export function likelyFirst(
  conditions: readonly HealthCondition[],
  fitNotes: readonly FitNote[],
  today: LocalDate,
): readonly HealthCondition[] {
  const noteDays = new Set(
    fitNotes.flatMap(note => [note.recordedOn, note.period === 'unknown' ? [] : note.period.from].flat()),
  )
  const rank = ({ since }: HealthCondition): number => {
    if (since === 'unknown') return 2
    return since === today ? 0 : noteDays.has(since) ? 1 : 2
  }
  return conditions.toSorted((one, other) => rank(one) - rank(other))
}
