import type { ReactElement } from 'react'
import { displayDate } from '../../../src/domain/local-date.ts'
import { isGone } from '../../../src/domain/points-to.ts'
import { isEnded } from '../../../src/domain/referral-course.ts'
import type { Hub } from '../../../src/gateways/hub.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import type { OtherOpen } from '../../consultation/other-open.ts'
import { ClosingLetterLink } from '../closing-letter/closing-letter-link.tsx'
import { pathOf } from '../frame/gate.ts'
import type { KnownStatus } from './known-status.ts'

export interface WaysOnProps {
  consultation: Consultation
  known: KnownStatus
  hub: Hub | undefined
  others: readonly OtherOpen[]
  /** The clinician is at work in the form of this consultation. */
  isBegun: boolean
}

/** What else can be done: about this referral, about others, and in this consultation. */
export function WaysOn({ consultation, known, hub, others, isBegun }: WaysOnProps): ReactElement {
  const at = (page: 'amend' | 'withdraw' | 'status', referralId = known.referralId): string =>
    `${pathOf(consultation, page)}/${encodeURIComponent(referralId)}`
  const { hub: status } = known
  const hasEnded = typeof status === 'object' && isEnded(status.stage)
  return (
    <div className="ww-ways-on">
      {hasEnded && <ClosingLetterLink consultation={consultation} referralId={known.referralId} status={status} />}
      {typeof status === 'object' && !hasEnded && hub?.amends && (
        <p>
          <a href={at('amend')}>Correct how to reach the patient</a>
        </p>
      )}
      {canBeWithdrawn(known) && (
        <p>
          <a href={at('withdraw')}>Withdraw the referral</a>
        </p>
      )}
      {others.map(({ referralId, sentOn }) => (
        <p key={referralId}>
          Another WorkWell referral is open:{' '}
          <a href={at('status', referralId)}>
            {sentOn === 'unknown' ? 'the one without a date' : `the one sent on ${displayDate(sentOn)}`}
          </a>
        </p>
      ))}
      {isBegun && (
        <p>
          <a href={pathOf(consultation, '')}>Back to the consultation</a>
        </p>
      )}
      {mayReferAgain(consultation, known, isBegun) && (
        <p>
          <a href={`${pathOf(consultation, '')}?refer=again`}>Refer again</a>
          <br />
          {hasEnded
            ? 'Nothing is sent before you have checked it.'
            : 'Two referrals may mean two coaches ringing the patient. You are asked to confirm it before it is sent.'}
        </p>
      )}
    </div>
  )
}

/** As long as nobody has ended it. */
function canBeWithdrawn({ delivery, hub, lastSeen }: KnownStatus): boolean {
  if (typeof hub === 'object') return !isEnded(hub.stage)
  if (hub === 'not-told' && lastSeen && isEnded(lastSeen.stage)) return false
  return delivery === 'not-ours' || delivery.state !== 'cancelled'
}

/** Not beside answers that wait in the form already; nor of a referral of this consultation that is still on its way (hazard H13). */
function mayReferAgain({ context, draft }: Consultation, known: KnownStatus, isBegun: boolean): boolean {
  if (isGone(context.patient)) return false
  if (known.referralId !== draft.referralId) return !isBegun
  return known.delivery !== 'not-ours' && known.delivery.state === 'delivered'
}
