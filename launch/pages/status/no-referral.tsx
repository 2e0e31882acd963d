import type { ReactElement } from 'react'
import { displayDate } from '../../../src/domain/local-date.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import type { KnownReferral } from '../../consultation/earlier-referrals.ts'
import { CloseForm } from '../frame/close-form.tsx'
import { ConsultationPage } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'

/** The record system asked how a referral stands, and no service says so of any (ADR 0031). */
export function NoReferralPage(props: {
  consultation: Consultation
  /** Referrals that are known, and of which nothing certain is. */
  known: readonly KnownReferral[]
  synthetic: boolean
}): ReactElement {
  const { consultation, known, synthetic } = props
  const heading = known.length === 0 ? 'No WorkWell referral found' : 'No WorkWell referral confirmed'
  return (
    <ConsultationPage {...{ consultation, synthetic, heading }} title="No referral">
      <p>{found(props)}</p>
      {known.map(({ referralId, sentOn }) => (
        <p key={referralId}>
          <a href={`${pathOf(consultation, 'status')}/${encodeURIComponent(referralId)}`}>
            {sentOn === 'unknown' ? 'The referral without a date' : `The referral sent on ${displayDate(sentOn)}`}
          </a>
        </p>
      ))}
      <p>
        <a href={`${pathOf(consultation, '')}?refer=again`}>Go to the referral form</a>
      </p>
      <CloseForm consultation={consultation} />
    </ConsultationPage>
  )
}

function found({ consultation, known }: { consultation: Consultation; known: readonly KnownReferral[] }): string {
  if (known.length > 0) return 'A referral is known for this patient, but no service confirms it now.'
  return consultation.context.gaps.some(each => each.part === 'referrals')
    ? 'Earlier referrals could not be read from the record, so there may be one that is not shown here.'
    : 'The record has no WorkWell referral of this patient, and your practice has sent none by this app.'
}
