import { bankHolidayOn } from '../bank-holidays-england.ts'
import type { NoteRule } from '../fit-note-draft.ts'
import { addDays, displayDate } from '../local-date.ts'

/** The patient would have to be seen, or be back at work, on the day after: easily overlooked. */
export const endsOnBankHoliday: NoteRule = ({ to }) => {
  const holiday = to ? bankHolidayOn(to) : 'none'
  if (!to || holiday === 'none' || holiday === 'unknown') return undefined
  return {
    weight: 'hint',
    text: `The note ends on ${displayDate(to)}, ${holiday}. It covers that day; the patient is expected back, or needs a new note, on ${displayDate(addDays(to, 1))}.`,
    source: 'GOV.UK, UK bank holidays (England and Wales)',
  }
}
