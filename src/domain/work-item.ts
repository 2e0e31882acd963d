import { isBankHoliday } from './bank-holidays-england.ts'
import { addDays, type LocalDate, londonDay } from './local-date.ts'
import type { ReferralStage } from './referral-status.ts'
import { addWorkingDays } from './working-days.ts'

/** One line of a coach's worklist, with all that it is sorted and filtered by. */
export interface WorkItem {
  readonly taskId: string
  /** The referral's number, where its Task bears one. */
  readonly about: string | undefined
  readonly phase: string
  readonly stage: ReferralStage
  readonly sent: string
  readonly changed: string
  readonly concern: 'none' | 'heed' | 'not-said'
  /** The referrer is to be phoned before contact, and no talk is recorded yet. */
  readonly waitsForTalk: boolean
  /** The coach's role on the hub, and their name; undefined where nobody has taken it. */
  readonly coach?: { readonly reference: string; readonly name: string }
  /** By when the patient is to be contacted; undefined once they were, or where it is over. */
  readonly due?: LocalDate
}

export const NEW: readonly ReferralStage[] = ['not-started', 'sent']
export const BEFORE_CONTACT: readonly ReferralStage[] = [
  ...NEW,
  'received',
  'awaiting-information',
  'accepted',
  'contact-attempted',
]

const dueAfter = (day: LocalDate): LocalDate => addWorkingDays(day, 2, isBankHoliday)

/** Two working days from sending, until the patient was reached (hazard H03). */
export function firstContactDue(stage: ReferralStage, sent: string): LocalDate | undefined {
  const at = new Date(sent)
  if (!BEFORE_CONTACT.includes(stage) || Number.isNaN(at.getTime())) return undefined
  return dueAfter(londonDay(at))
}

/** Whoever was referred on this day or before it is due today, or was. */
export function lastDayDue(today: LocalDate): LocalDate {
  let day = today
  while (dueAfter(day) > today) day = addDays(day, -1)
  return day
}

/** Two working days without the talk that the referrer asked for: nobody may contact the patient, and nobody is on it (hazard H10). */
export const isTalkOverdue = ({ waitsForTalk, due }: WorkItem, today: LocalDate): boolean =>
  waitsForTalk && due !== undefined && due <= today
