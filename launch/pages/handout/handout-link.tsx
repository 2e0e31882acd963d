import type { ReactElement } from 'react'
import type { Consultation } from '../consultation-of.ts'
import { pathOf } from '../gate.ts'
import { OnPurpose } from '../on-purpose.tsx'
import { asksPhoneFirst } from '../phone-first.ts'

/** A handout that is taken home can be found there (hazard H24). */
export function HandoutLink({ consultation }: { consultation: Consultation }): ReactElement {
  const link = (
    <p>
      <a href={pathOf(consultation, 'handout')}>Handout for the patient</a>
    </p>
  )
  return asksPhoneFirst(consultation) ? <OnPurpose summary="Print the handout all the same">{link}</OnPurpose> : link
}
