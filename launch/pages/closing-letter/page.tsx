import type { ReactElement } from 'react'
import { CloseForm } from '../close/close-form.tsx'
import { ConsultationPage } from '../consultation-page.tsx'
import { pathOf } from '../gate.ts'
import { Lines } from '../lines.tsx'
import { type Closing, closingLines } from './lines.ts'

/** What the service said at the end, to be printed, copied into the record, or taken as a file. */
export function ClosingLetterPage(props: Closing & { readonly synthetic: boolean }): ReactElement {
  const { consultation, referralId, synthetic } = props
  const id = encodeURIComponent(referralId)
  return (
    <ConsultationPage
      consultation={consultation}
      synthetic={synthetic}
      title="Closing letter"
      heading="WorkWell: how the referral ended"
    >
      <p className="ww-no-print">
        Print this page, or copy it into the patient’s record: this app does not file it.{' '}
        <a href={`${pathOf(consultation, 'closing-letter')}/${id}?as=fhir`}>As FHIR</a>
        {' · '}
        <a href={`${pathOf(consultation, 'status')}/${id}`}>Back to the status</a>
      </p>
      <Lines lines={closingLines(props)} />
      <div className="ww-no-print">
        <CloseForm consultation={consultation} />
      </div>
    </ConsultationPage>
  )
}
