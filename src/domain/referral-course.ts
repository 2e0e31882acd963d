import type { Instant } from './local-date.ts'
import { OUTCOMES, type Outcome, type ReferralStage, type ReferralStatus } from './referral-status.ts'

/** What was seen of a referral at its service: where it stands, and when it came to each milestone first. No personal data. */
export interface Course {
  readonly stage: ReferralStage
  /** The Task's version, as the hub names it. */
  readonly version: string
  readonly seenAt: Instant
  readonly acknowledgedAt?: Instant
  readonly firstContactAt?: Instant
  readonly startedAt?: Instant
  readonly endedAt?: Instant
  readonly outcome?: Outcome
  /** Since when its hub has not got the referral, though it had confirmed it. */
  readonly missingSince?: Instant
}

/** How far each stage is; a stage that ends a referral says nothing of how far it came. */
const REACHED: Readonly<Record<ReferralStage, 'nothing' | 'acknowledged' | 'contact' | 'start' | 'end'>> = {
  'not-started': 'nothing',
  sent: 'nothing',
  received: 'acknowledged',
  'awaiting-information': 'acknowledged',
  accepted: 'acknowledged',
  'contact-attempted': 'acknowledged',
  'waiting-list': 'acknowledged',
  contacted: 'contact',
  'assessment-booked': 'contact',
  started: 'start',
  paused: 'start',
  'not-accepted': 'end',
  'closed-declined': 'end',
  'closed-consent-withdrawn': 'end',
  'closed-no-contact': 'end',
  withdrawn: 'end',
  'closed-outcome': 'end',
  finished: 'end',
  ended: 'end',
  failed: 'end',
  'entered-in-error': 'end',
  unknown: 'nothing',
}

export const isEnded = (stage: ReferralStage): boolean => REACHED[stage] === 'end'

/** The work was done, so the patient was met. */
const COMPLETED: readonly ReferralStage[] = ['closed-outcome', 'finished']

/** Ends to which only somebody at the service leads, who has therefore opened the referral. */
const BY_SERVICE: readonly ReferralStage[] = [
  'not-accepted',
  'closed-declined',
  'closed-no-contact',
  'closed-outcome',
  'finished',
]

/**
 * What is known after another look. An answer that is older than what was seen, or says the same, changes nothing but the time; a
 * milestone that was passed between two looks has the time of the later stage (hazard H16).
 */
export function courseAfter(
  before: Course | undefined,
  status: ReferralStatus,
  version: string,
  seenAt: Instant,
): Course {
  if (before && isOlder(version, before.version)) return { ...before, seenAt }
  const at = status.updatedAt === 'unknown' ? seenAt : status.updatedAt
  const reached = REACHED[status.stage]
  const contacted = reached === 'contact' || reached === 'start' || COMPLETED.includes(status.stage)
  const acknowledged = contacted || reached === 'acknowledged' || BY_SERVICE.includes(status.stage)
  const first = (known: Instant | undefined, isReached: boolean): Instant | undefined =>
    known ?? (isReached ? at : undefined)
  return withoutGaps({
    stage: status.stage,
    version,
    seenAt,
    acknowledgedAt: first(before?.acknowledgedAt, acknowledged),
    firstContactAt: first(before?.firstContactAt, contacted),
    startedAt: first(before?.startedAt, reached === 'start'),
    endedAt: first(before?.endedAt, reached === 'end'),
    outcome: OUTCOMES.find(each => each === status.outcome),
  })
}

/** HAPI and most servers count versions; where they do not, the hub's answer is believed. */
const isOlder = (one: string, other: string): boolean =>
  /^\d+$/.test(one) && /^\d+$/.test(other) && Number(one) < Number(other)

type Gapped<T> = { [Key in keyof T]: T[Key] | undefined }
const withoutGaps = (course: Gapped<Course>): Course =>
  Object.fromEntries(Object.entries(course).filter(([, value]) => value !== undefined)) as unknown as Course
