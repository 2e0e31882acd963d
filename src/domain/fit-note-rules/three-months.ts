import { sixMonthsBefore } from '../absence-before.ts'
import type { NoteRule } from '../fit-note-draft.ts'
import { displayDate, earlierOf, lastDayOfMonths } from '../local-date.ts'

/** Three calendar months at the most, unless the patient has been off work on advice for six months before. */
export const threeMonths: NoteRule = ({ from, to }, { notes, today, historyIncomplete }) => {
  if (!from || !to) return undefined
  const lastDay = lastDayOfMonths(from, 3)
  if (to <= lastDay) return undefined
  const before = sixMonthsBefore(notes, earlierOf(from, today))
  if (before === 'yes') return undefined
  const source =
    'Social Security (Medical Evidence) Regulations 1976, Sch 1 rule 12; months by the corresponding date (Dodds v Walker [1981] 1 WLR 1027)'
  if (before === 'unsure' || historyIncomplete) {
    return {
      weight: 'soft-stop',
      text: `Longer than three months: allowed only after six months off work on advice, and the record does not show them for certain. Confirm it, or end the note by ${displayDate(lastDay)}.`,
      source,
    }
  }
  return {
    weight: 'soft-stop',
    text: `Longer than three months. In the first six months of an absence a note covers three months at the most: until ${displayDate(lastDay)}. A shorter note with a new assessment often serves the patient better.`,
    source,
  }
}
