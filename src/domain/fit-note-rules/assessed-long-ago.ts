import type { NoteRule } from '../fit-note-draft.ts'
import { addMonths, displayDate } from '../local-date.ts'

/** A statement may be dated after the assessment, never before it; one that is months old is no longer the patient's state. */
export const assessedLongAgo: NoteRule = ({ assessedOn }, { today }) =>
  assessedOn && assessedOn < addMonths(today, -1)
    ? {
        weight: 'warning',
        text: `The assessment was on ${displayDate(assessedOn)}, more than a month ago. Is there a later one on which this note should rest?`,
        source: 'Social Security (Medical Evidence) Regulations 1976, Sch 1 rule 9',
      }
    : undefined
