import { isBankHoliday } from './bank-holidays-england.ts'
import type { Delivery, DeliveryFailure } from './delivery.ts'
import { kindOf } from './failure-kind.ts'
import type { FailureKind } from './gateway-failure.ts'
import { type LocalDate, londonDay } from './local-date.ts'
import type { ReferralStage } from './referral-status.ts'
import { BEFORE_CONTACT } from './work-item.ts'
import { addWorkingDays } from './working-days.ts'

/** Why somebody at the practice should look at a referral, the gravest first. */
export const ATTENTIONS = [
  'no-talk',
  'refused',
  'held',
  'failed',
  'not-there',
  'declined',
  'ended',
  'not-sent',
  'not-acknowledged',
  'question',
  'no-contact',
  'not-readable',
] as const
export type Attention = (typeof ATTENTIONS)[number]

const BY_STAGE: Partial<Record<ReferralStage, Attention>> = {
  failed: 'failed',
  'not-accepted': 'declined',
  ended: 'ended',
  'awaiting-information': 'question',
  'contact-attempted': 'no-contact',
  'closed-no-contact': 'no-contact',
  'entered-in-error': 'failed',
  unknown: 'not-readable',
}

/** `not-read` where the service could not be asked, `not-there` where it has not got the referral any more (hazard H01). */
export type StageAtHub = ReferralStage | 'not-read' | 'not-there'

/** A service is to acknowledge a referral within two working days (hazard H03). */
const DAYS_TO_ACKNOWLEDGE = 2

/** Where a referral stands that is not at its service. */
const UNDELIVERED: Readonly<Record<FailureKind, Attention>> = {
  passing: 'not-sent',
  'to-mend': 'held',
  declined: 'refused',
}

/**
 * Whether a referral needs somebody's attention; silence is a reason like any other.
 *
 * @param failure why it is not at its service, where an attempt failed
 * @param stage as the service's own Task says it just now
 * @param talk where the referrer asked to be phoned before contact: after two working days without it, it comes first (hazard H10)
 */
export function attentionOf(
  { state, failure }: { state: Delivery['state']; failure?: DeliveryFailure | undefined },
  stage: StageAtHub,
  acceptedAt: string,
  today: LocalDate,
  talk?: 'waiting' | 'recorded' | undefined,
): Attention | undefined {
  if (state === 'cancelled') return undefined
  if (state !== 'delivered') return UNDELIVERED[failure ? kindOf(failure) : state === 'dead' ? 'declined' : 'passing']
  if (stage === 'not-read') return 'not-readable'
  if (stage === 'not-there') return 'not-there'
  const due = addWorkingDays(londonDay(new Date(acceptedAt)), DAYS_TO_ACKNOWLEDGE, isBankHoliday)
  if (talk === 'waiting' && BEFORE_CONTACT.includes(stage) && today >= due) return 'no-talk'
  if (stage !== 'sent' && stage !== 'not-started') return BY_STAGE[stage]
  return today > due ? 'not-acknowledged' : undefined
}
