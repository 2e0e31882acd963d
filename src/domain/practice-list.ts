import { isBankHoliday } from './bank-holidays-england.ts'
import type { Delivery } from './delivery.ts'
import { type LocalDate, londonDay } from './local-date.ts'
import type { ReferralStage } from './referral-status.ts'
import { addWorkingDays } from './working-days.ts'

/** Why somebody at the practice should look at a referral, the gravest first. */
export const ATTENTIONS = [
  'refused',
  'failed',
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

/** A service is to acknowledge a referral within two working days (hazard H03). */
const DAYS_TO_ACKNOWLEDGE = 2

/**
 * Whether a referral needs somebody's attention; silence is a reason like any other.
 *
 * @param stage as the service's own Task says it just now; `not-read` where it could not be asked
 */
export function attentionOf(
  state: Delivery['state'],
  stage: ReferralStage | 'not-read',
  acceptedAt: string,
  today: LocalDate,
): Attention | undefined {
  if (state === 'dead') return 'refused'
  if (state === 'waiting') return 'not-sent'
  if (state === 'cancelled') return undefined
  if (stage === 'not-read') return 'not-readable'
  if (stage !== 'sent' && stage !== 'not-started') return BY_STAGE[stage]
  const due = addWorkingDays(londonDay(new Date(acceptedAt)), DAYS_TO_ACKNOWLEDGE, isBankHoliday)
  return today > due ? 'not-acknowledged' : undefined
}
