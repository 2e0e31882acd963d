import type { ReactElement } from 'react'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { mayCopy } from '../../consultation/copy-to-record.ts'
import { asksPhoneFirst } from '../../consultation/phone-first.ts'
import { OnlineViewQuestion } from '../frame/online-view.tsx'

/** Before the referral goes: its copy is filed right after the receipt (hazard H24). Where none can be filed nothing is asked. */
export function CopyQuestion({ consultation }: { consultation: Consultation }): ReactElement | null {
  if (!mayCopy(consultation.session)) return null
  if (asksPhoneFirst(consultation))
    return (
      <p>No copy is filed in the record by itself, because you asked to be phoned first. You can file one later.</p>
    )
  return (
    <OnlineViewQuestion
      phoneFirst={false}
      hides={consultation.draft.onlineView === 'hide'}
      what="A copy is filed in the record."
    />
  )
}
