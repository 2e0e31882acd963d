import type { NoteRule } from '../fit-note-draft.ts'

/** The condition as precisely as is known, or less precisely where that would harm the patient (hazard H09). */
export const conditionOnTheNote: NoteRule = ({ condition, wantsLessPrecise, lessPrecise }) => {
  if (wantsLessPrecise && !lessPrecise) {
    return {
      weight: 'warning',
      text: 'Enter the less precise words that the note will say. The precise condition stays in the record only.',
      source: 'Social Security (Medical Evidence) Regulations 1976, Sch 1 rule 8',
    }
  }
  if (condition || lessPrecise) return undefined
  return {
    weight: 'warning',
    text: 'The note names no condition. Give it as precisely as you know it; a symptom will do where nothing more is known.',
    source: 'Social Security (Medical Evidence) Regulations 1976, Sch 1 rule 6',
  }
}
