import type { ReactElement } from 'react'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { CloseForm } from '../frame/close-form.tsx'
import { ConsultationPage } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'

/** The record system asked how a referral stands, and there is none (ADR 0031). */
export function NoReferralPage(props: { consultation: Consultation; synthetic: boolean }): ReactElement {
  const { consultation, synthetic } = props
  const couldNotBeRead = consultation.context.gaps.some(each => each.part === 'referrals')
  return (
    <ConsultationPage {...{ consultation, synthetic }} title="No referral" heading="No WorkWell referral found">
      <p>
        {couldNotBeRead
          ? 'Earlier referrals could not be read from the record, so there may be one that is not shown here.'
          : 'Neither this record nor your practice has a WorkWell referral of this patient that can be looked up.'}
      </p>
      <p>
        <a href={pathOf(consultation, '')}>Refer to WorkWell</a>
      </p>
      <CloseForm consultation={consultation} />
    </ConsultationPage>
  )
}
