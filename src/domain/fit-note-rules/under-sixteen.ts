import type { NoteRule } from '../fit-note-draft.ts'

/** Under 16 there is neither sick pay by fit note nor WorkWell in the usual case. */
export const underSixteen: NoteRule = (_draft, { age }) =>
  age !== 'unknown' && age < 16
    ? {
        weight: 'warning',
        text: 'The patient is under 16. A fit note is normally not needed for work at this age.',
        source: 'Judgement of this app, to be confirmed by the Clinical Safety Officer',
      }
    : undefined
