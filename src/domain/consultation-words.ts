/** The ways a consultation can go. Note and referral are separate: no way of the one blocks the other (hazard H05). */
export const PATHWAYS = ['refer', 'note-and-refer', 'note-refer-later', 'note-only', 'neither'] as const
export type Pathway = (typeof PATHWAYS)[number]

export const WORK_STATUSES = [
  'employed-at-work',
  'employed-off-sick',
  'self-employed-working',
  'self-employed-off-sick',
  'out-of-work-under-6-months',
  'out-of-work-6-months-or-more',
  'other',
] as const
export type WorkStatus = (typeof WORK_STATUSES)[number]
