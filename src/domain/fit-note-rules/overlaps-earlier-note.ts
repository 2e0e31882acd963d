import type { NoteRule } from '../fit-note-draft.ts'
import { displayDate, laterOf } from '../local-date.ts'

/** Days under two notes count once; which one holds should be clear. */
export const overlapsEarlierNote: NoteRule = ({ from, to, assessedOn }, { notes }) => {
  const ends = notes.flatMap(({ issue, period, recordedOn }) =>
    issue !== 'draft' &&
    period !== 'unknown' &&
    from &&
    to &&
    period.from <= to &&
    period.to >= from &&
    recordedOn !== assessedOn
      ? [period.to]
      : [],
  )
  if (ends.length === 0) return undefined
  return {
    weight: 'hint',
    text: `An earlier note covers days until ${displayDate(ends.reduce(laterOf))}. Days under both count once; tell the patient which note holds.`,
    source: 'NHS England, fit notes issued by GP practices: how periods are counted',
  }
}
