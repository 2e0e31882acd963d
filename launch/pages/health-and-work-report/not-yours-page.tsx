import type { ReactElement } from 'react'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { ConsultationPage } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'

/** For a doctor, nurse or pharmacist who comes by its address: the report is not theirs to write. */
export function NotYourReportPage(props: { consultation: Consultation; synthetic: boolean }): ReactElement {
  const { consultation, synthetic } = props
  const title = 'AHP Health and Work Report'
  return (
    <ConsultationPage consultation={consultation} synthetic={synthetic} title={title} heading={title}>
      <p>
        This report is for allied health professionals, such as occupational therapists, physiotherapists and
        podiatrists. Your profession may issue a fit note instead.
      </p>
      <p>
        <a href={pathOf(consultation, '')}>Back to the consultation</a>
      </p>
    </ConsultationPage>
  )
}
