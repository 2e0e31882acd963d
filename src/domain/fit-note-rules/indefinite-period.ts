import { sixMonthsBefore } from '../absence-before.ts'
import type { NoteRule } from '../fit-note-draft.ts'

/** "An indefinite period" only after six months, for somebody not fit for the foreseeable future; confirmed each time. */
export const indefinitePeriod: NoteRule = ({ indefinite, advice }, { notes, today, historyIncomplete }) => {
  if (!indefinite) return undefined
  const source = 'Social Security (Medical Evidence) Regulations 1976, Sch 1 rule 13'
  if (advice === 'may-be-fit') {
    return { weight: 'soft-stop', text: '“An indefinite period” goes with “not fit” only.', source }
  }
  const before = sixMonthsBefore(notes, today)
  if (before === 'no' && !historyIncomplete) {
    return {
      weight: 'soft-stop',
      text: '“An indefinite period” needs six months off work on advice before. The record does not show them.',
      source,
    }
  }
  return {
    weight: 'soft-stop',
    text: `${before === 'yes' ? 'Confirm' : 'The record does not show six months off work on advice for certain. Confirm them, and'} that the patient will not be fit for the foreseeable future.`,
    source,
  }
}
