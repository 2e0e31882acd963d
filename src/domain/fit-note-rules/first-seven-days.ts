import type { NoteRule } from '../fit-note-draft.ts'
import { addDays, daysBetween, displayDate, earlierOf } from '../local-date.ts'
import { runningSpell } from '../spells.ts'

/** No medical evidence can be asked for in the first seven calendar days: the patient certifies them (form SC2). */
export const firstSevenDays: NoteRule = (draft, { notes, today }) => {
  if (!draft.from || !draft.to) return undefined
  const spell = runningSpell(notes, draft.from)
  const starts = [draft.from, ...(draft.offSince ? [draft.offSince] : []), ...(spell ? [spell.from] : [])]
  const began = starts.reduce(earlierOf)
  if (daysBetween(began, draft.to) >= 7) return undefined
  return {
    weight: 'warning',
    text: `This absence is not longer than 7 days (${displayDate(began)} to ${displayDate(draft.to)}). The patient can self-certify it (form SC2) until ${displayDate(addDays(began, 6))}; a fit note is needed only if it will run past day 7.${began < today ? '' : ' An employer who insists can ask for a private note, for a fee.'}`,
    source: 'Statutory Sick Pay (Medical Evidence) Regulations 1985, reg 2(2)',
  }
}
