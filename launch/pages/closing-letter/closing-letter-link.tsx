import type { ReactElement } from 'react'
import type { ReferralStatus } from '../../../src/domain/referral-status.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { pathOf } from '../frame/gate.ts'
import { OnPurpose } from '../frame/on-purpose.tsx'
import { isPhoneFirst } from './lines.ts'

/** What is filed is read by whoever holds the patient's phone (hazard H24). */
export function ClosingLetterLink(props: {
  consultation: Consultation
  referralId: string
  status: ReferralStatus
}): ReactElement {
  const { consultation, referralId } = props
  const link = (
    <p>
      <a href={`${pathOf(consultation, 'closing-letter')}/${encodeURIComponent(referralId)}`}>
        Closing letter for the record
      </a>
    </p>
  )
  if (!isPhoneFirst(props)) return link
  return (
    <OnPurpose by="referrer" summary="File or print the closing letter all the same">
      {link}
    </OnPurpose>
  )
}
