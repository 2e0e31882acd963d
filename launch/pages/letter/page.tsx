import type { ReactElement } from 'react'
import { displayDate } from '../../../src/domain/local-date.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import { describeTransaction } from '../../../src/fhir/describe-transaction.ts'
import { CloseForm } from '../close/close-form.tsx'
import type { Consultation } from '../consultation-of.ts'
import { ConsultationPage } from '../consultation-page.tsx'
import { pathOf } from '../gate.ts'
import { Lines } from '../lines.tsx'
import type { PreparedReferral } from '../prepared-referral.ts'

/** A service without a verified electronic way in: nothing is sent, the clinician prints what would have been (decision 6). */
export function LetterPage(props: {
  consultation: Consultation
  prepared: PreparedReferral
  synthetic: boolean
}): ReactElement {
  const { consultation, prepared, synthetic } = props
  const { referral, bundle } = prepared
  const { service } = referral
  return (
    <ConsultationPage
      consultation={consultation}
      synthetic={synthetic}
      title="Referral letter"
      heading="Referral letter to print"
    >
      <div className="ww-no-print">
        <p>
          <strong>Nothing was sent.</strong> {service.name} cannot receive referrals electronically. {whatToDo(service)}
        </p>
        <p>{service.selfReferral}</p>
        <p>
          <a href={pathOf(consultation, '')}>Change the answers</a>
        </p>
        <p>
          <a href={pathOf(consultation, 'handout')}>Handout for the patient</a>
        </p>
      </div>
      <p>
        To {service.name} ({service.provider.name}). {displayDate(consultation.today)}.
      </p>
      <p>The patient has agreed to this referral, and to sharing what is below and nothing else.</p>
      <Lines lines={describeTransaction(bundle).map(({ label, value }) => [label, value])} />
      <div className="ww-no-print">
        <CloseForm consultation={consultation} />
      </div>
    </ConsultationPage>
  )
}

const whatToDo = ({ hub }: WorkWellService): string =>
  hub.kind === 'letter'
    ? `Print this letter. ${hub.instructions}`
    : 'Print this letter for the patient to take along. No address for it has been confirmed: do not send it anywhere on a guess.'
