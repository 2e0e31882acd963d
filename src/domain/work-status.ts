import type { WorkStatus } from './consultation-words.ts'

/** The answers to "Work status", at referral and at the end, so that the change can be measured. */
export const WORK_STATUS: Readonly<Record<WorkStatus, string>> = {
  'employed-at-work': 'Employed, at work',
  'employed-off-sick': 'Employed, off sick',
  'self-employed-working': 'Self-employed, working',
  'self-employed-off-sick': 'Self-employed, off sick',
  'out-of-work-under-6-months': 'Out of work, less than 6 months',
  'out-of-work-6-months-or-more': 'Out of work, 6 months or more',
  other: 'Other',
}

export const isWorkStatus = (text: string): text is WorkStatus => Object.hasOwn(WORK_STATUS, text)
