import type { NoteRule } from '../fit-note-draft.ts'
import { addDays, displayDate } from '../local-date.ts'
import { runningSpell } from '../spells.ts'

/** Days between two notes for which the patient has no evidence: sick pay may stop for them. */
export const gapBeforeNote: NoteRule = ({ from }, { notes }) => {
  const spell = from ? runningSpell(notes, from) : undefined
  if (!from || !spell || from <= addDays(spell.to, 1)) return undefined
  return {
    weight: 'hint',
    text: `No note covers ${displayDate(addDays(spell.to, 1))} to ${displayDate(addDays(from, -1))}. If the patient was unfit then, the note may begin on ${displayDate(addDays(spell.to, 1))}.`,
    source: 'NHS England, fit notes issued by GP practices: a gap of up to 7 days is the same absence',
  }
}
