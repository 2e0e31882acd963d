import type { ReactElement } from 'react'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { asksPhoneFirst } from '../../consultation/phone-first.ts'
import { mayPointTo } from '../../consultation/pointed-to.ts'
import { pathOf } from '../frame/gate.ts'
import { OnPurpose } from '../frame/on-purpose.tsx'

/** A handout that is taken home can be found there (hazard H24). */
export function HandoutLink({ consultation }: { consultation: Consultation }): ReactElement | null {
  if (!mayPointTo(consultation)) return null
  const link = (
    <p>
      <a href={pathOf(consultation, 'handout')}>Handout for the patient</a>
    </p>
  )
  return asksPhoneFirst(consultation) ? <OnPurpose summary="Print the handout all the same">{link}</OnPurpose> : link
}
