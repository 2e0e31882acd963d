import type { NoteRule } from '../fit-note-draft.ts'
import { addDays, displayDate } from '../local-date.ts'
import { runningSpell } from '../spells.ts'

/** A note begins on the day of the assessment. Continuing one that still runs is common, and wants a reason all the same. */
export const postDated: NoteRule = ({ from, assessedOn, reason }, { today, notes }) => {
  const assessed = assessedOn ?? today
  if (!from || from <= assessed || reason) return undefined
  const spell = runningSpell(notes, today)
  const continues = spell !== undefined && from === addDays(spell.to, 1)
  return {
    weight: 'soft-stop',
    text: continues
      ? `The note begins on ${displayDate(from)}, when the note in the record has ended. The rules count from the assessment on ${displayDate(assessed)}: write down why it begins later.`
      : `The note begins on ${displayDate(from)}, after the assessment on ${displayDate(assessed)}. Fit notes are not post-dated: write down why.`,
    source: 'Social Security (Medical Evidence) Regulations 1976, Sch 1 rule 12; LMC guidance on fit notes',
  }
}
