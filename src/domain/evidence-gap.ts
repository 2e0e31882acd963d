import type { FitNote } from './fit-note.ts'
import { addDays, daysBetween, type LocalDate } from './local-date.ts'
import { runningSpell } from './spells.ts'

/** Rule: no medical evidence can be required for the first 7 calendar days of an absence (SI 1985/1604 reg. 2(2)). */
const SELF_CERTIFIED_DAYS = 7

/**
 * The first day without evidence for sick pay or benefits, if a consultation without a fit note leaves the patient so (hazard H05).
 * Undefined where a note of the record covers today, the absence is within its first seven days, or no absence is known.
 */
export function evidenceEndsFrom(
  fitNotes: readonly FitNote[],
  offWorkSince: LocalDate | undefined,
  today: LocalDate,
): LocalDate | undefined {
  const spell = runningSpell(fitNotes, today)
  const covered = spell?.covered ?? []
  if (covered.some(period => period.from <= today && today <= period.to)) return undefined
  const from = [spell?.from, offWorkSince].filter(day => day !== undefined).toSorted()[0]
  if (from === undefined || daysBetween(from, today) < SELF_CERTIFIED_DAYS) return undefined
  const selfCertifiedTo = addDays(from, SELF_CERTIFIED_DAYS - 1)
  // Between two notes of one spell it is the earlier one that has ended; the later covers no day before its own.
  const lastCovered = covered.findLast(period => period.to < today)?.to
  return addDays(lastCovered && lastCovered > selfCertifiedTo ? lastCovered : selfCertifiedTo, 1)
}
