import type { NoteRule } from '../fit-note-draft.ts'

/** A note of up to 14 days gives the day on which the patient will be fit: dates, never only a length. */
export const fitWithinFourteenDays: NoteRule = ({ from, to, indefinite }) =>
  !indefinite && (!from || !to)
    ? {
        weight: 'warning',
        text: 'Give the first and the last day of the note. Up to 14 days the note must say when the patient will be fit again; the days themselves are clearest for any length.',
        source: 'Social Security (Medical Evidence) Regulations 1976, Sch 1 rule 10',
      }
    : undefined
