import type { NoteRule } from '../fit-note-draft.ts'

/** Both days count: a note of one day begins and ends on it (hazard H19). */
export const endsBeforeItBegins: NoteRule = ({ from, to }) =>
  from && to && to < from
    ? {
        weight: 'warning',
        text: 'The last day of the note lies before the first.',
        source: 'DWP: the dates of a fit note are inclusive',
      }
    : undefined
