import type { NoteRule } from '../fit-note-draft.ts'
import { displayDate } from '../local-date.ts'

/** One statement for one assessment. A lost note is issued again as a duplicate, with its own dates. */
export const oneNoteAnAssessment: NoteRule = ({ assessedOn }, { notes }) => {
  const already = notes.find(note => note.issue !== 'draft' && assessedOn && note.recordedOn === assessedOn)
  if (!already || already.recordedOn === 'unknown') return undefined
  return {
    weight: 'soft-stop',
    text: `A fit note of ${displayDate(already.recordedOn)} is in the record already. One assessment gives one note: a lost one is issued again as a duplicate in your record system.`,
    source: 'Social Security (Medical Evidence) Regulations 1976, Sch 1 rule 9',
  }
}
