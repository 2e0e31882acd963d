import type { Instant } from './local-date.ts'

/** Where a referral stands, as the WorkWell service's Task says it. State table: FHIR Task.status plus our businessStatus. */
export const STAGES = [
  // A draft, or ready to be begun: nobody has.
  'not-started',
  'sent',
  'received',
  'awaiting-information',
  'accepted',
  'contact-attempted',
  'contacted',
  'waiting-list',
  'assessment-booked',
  'started',
  'paused',
  'not-accepted',
  'closed-declined',
  'closed-consent-withdrawn',
  'closed-no-contact',
  'withdrawn',
  'closed-outcome',
  // Completed, and no outcome of our list was given.
  'finished',
  // Over, and how is not said, or not in words that fit together.
  'ended',
  'failed',
  'entered-in-error',
  // A status that this version does not know: shown as unknown, never as success.
  'unknown',
] as const
export type ReferralStage = (typeof STAGES)[number]

export const OUTCOMES = [
  'returned-same-role',
  'returned-with-adjustments',
  'stayed-in-work',
  'still-absent',
  'left-work',
  'started-new-work',
  'advice-only',
  'onward-referral',
  'disengaged',
  'unknown',
] as const
export type Outcome = (typeof OUTCOMES)[number]

export interface ReferralNote {
  readonly at: Instant | 'unknown'
  readonly text: string
  readonly by?: string
}

export interface ReferralStatus {
  readonly stage: ReferralStage
  readonly updatedAt: Instant | 'unknown'
  /** The service's reason in its own words, where it gave one. */
  readonly reason?: string
  readonly outcome?: Outcome
  /** Day and time on London's clock, as the service booked it: `2026-12-01 10:30`. */
  readonly appointment?: string
  readonly expectedStart?: string
  readonly pausedUntil?: string
  /** A code of the work-status list of the questions, to be held against the answer at referral. */
  readonly workStatusAtEnd?: string
  readonly plan?: string
  readonly onwardServices?: string
  /** What was noted of it, by whoever, as the service has it. */
  readonly notes?: readonly ReferralNote[]
  /** Where the referrer asked to be phoned before contact: whether the talk is recorded. */
  readonly talk?: 'waiting' | 'recorded'
  /** What the service tells the practice at the end. */
  readonly message?: string
}
