import type { NoteRule } from '../fit-note-draft.ts'

/** "May be fit" needs the advice that it speaks of: at least one tick, or a comment. */
export const mayBeFitAdvice: NoteRule = ({ advice, adjustments, comments }) =>
  advice === 'may-be-fit' && adjustments.length === 0 && !comments
    ? {
        weight: 'warning',
        text: '“May be fit” without any advice tells the employer nothing. Tick what may help, or say in the comments what to avoid.',
        source: 'Social Security (Medical Evidence) Regulations 1976, Sch 1 rule 7',
      }
    : undefined
