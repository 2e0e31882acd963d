import type { FitNote, FitNoteAdvice, Period } from './fit-note.ts'
import type { LocalDate } from './local-date.ts'

/** The advice that a service was told with the referral. A note that was only planned may have had no dates. */
export interface ToldNote {
  readonly advice: FitNoteAdvice
  readonly from: LocalDate | undefined
  readonly to: LocalDate | undefined
}

/** A fit note that says what it advises and for which days. */
export interface WholeNote extends FitNote {
  readonly advice: FitNoteAdvice
  readonly period: Period
}

/**
 * The fit note of the record that the service does not know yet and should: issued later than the one it was told of, or for other
 * days, and not over (hazard H20: a coach acts on lapsed advice). A note without dates or advice tells a coach nothing.
 */
export function laterNote(told: ToldNote, notes: readonly FitNote[], today: LocalDate): WholeNote | undefined {
  const newest = notes
    .filter(isWhole)
    .filter(({ period }) => period.to >= today && (told.from === undefined || period.from >= told.from))
    .toSorted(byIssue)
    .at(-1)
  if (!newest) return undefined
  const { from, to } = newest.period
  const isSame = newest.advice === told.advice && from === told.from && to === told.to
  return isSame ? undefined : newest
}

const isWhole = (note: FitNote): note is WholeNote =>
  note.issue !== 'draft' && note.advice !== 'unknown' && note.period !== 'unknown'

const byIssue = (one: WholeNote, other: WholeNote): number =>
  issuedOn(one).localeCompare(issuedOn(other)) || one.period.to.localeCompare(other.period.to)

const issuedOn = ({ recordedOn, period }: WholeNote): LocalDate => (recordedOn === 'unknown' ? period.from : recordedOn)
