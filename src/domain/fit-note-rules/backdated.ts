import type { NoteRule } from '../fit-note-draft.ts'
import { displayDate } from '../local-date.ts'

/** A note may begin before the assessment where the patient was unfit earlier; the reason is written down. */
export const backdated: NoteRule = ({ from, assessedOn, reason }, { today }) => {
  const assessed = assessedOn ?? today
  if (!from || from >= assessed || reason) return undefined
  return {
    weight: 'soft-stop',
    text: `The note begins on ${displayDate(from)}, before the assessment on ${displayDate(assessed)}. That is allowed where the patient was affected earlier: write down why. The date of the statement stays today’s.`,
    source: 'BMA, Fit notes; Social Security (Medical Evidence) Regulations 1976, Sch 1 rule 12',
  }
}
