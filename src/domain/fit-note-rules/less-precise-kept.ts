import type { NoteRule } from '../fit-note-draft.ts'

/** Where a less precise term was chosen, the precise one must not stand in the comments either (hazard H09). */
export const lessPreciseKept: NoteRule = ({ wantsLessPrecise, condition, lessPrecise, comments }) => {
  const precise = condition?.trim().toLowerCase()
  if (!wantsLessPrecise || !precise) return undefined
  const seen = `${lessPrecise ?? ''} ${comments ?? ''}`.toLowerCase()
  if (!seen.includes(precise)) return undefined
  return {
    weight: 'warning',
    text: 'The precise condition stands in the words of the note, although you chose a less precise term. The employer would read it.',
    source: 'Social Security (Medical Evidence) Regulations 1976, Sch 1 rule 8',
  }
}
