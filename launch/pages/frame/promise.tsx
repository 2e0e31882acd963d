import type { ReactElement } from 'react'
import type { Referral } from '../../../src/domain/referral.ts'
import type { RingFirst } from '../../../src/domain/ring-first.ts'

/** What the clinician can promise: who contacts whom first. With "phone me before contact" that is never the patient (hazard H10). */
export function Promised({ referral }: { referral: Pick<Referral, 'service' | 'ringFirst'> }): ReactElement {
  const { service, ringFirst } = referral
  if (!ringFirst) return <>{service.firstContact}</>
  return (
    <>
      <strong>A coach phones you first</strong>, on {ringFirst.phone}
      {whenWords(ringFirst)}. {service.name} gets no phone number, email, address or note on safe contact of the patient
      before you have spoken. {ringFirst.second && `If you are not there, it asks for ${ringFirst.second}. `}
      Tell the patient that WorkWell will phone you before them.
    </>
  )
}

const whenWords = ({ when }: RingFirst): string => (when === undefined ? '' : ` (best time: ${when})`)
