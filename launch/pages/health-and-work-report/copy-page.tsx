import type { ReactElement } from 'react'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { healthAndWorkReport } from '../../paper/health-and-work-report.ts'
import { PaperSheet } from '../../paper/paper-sheet.tsx'
import { BeforeCopying } from '../frame/before-copying.tsx'
import { pathOf } from '../frame/gate.ts'
import { AsFhir } from '../frame/online-view.tsx'
import { PaperPage } from '../frame/paper-page.tsx'
import { PdfLink } from '../frame/pdf-link.tsx'
import type { ReportOfConsultation } from './report-of.ts'

/** The report on one sheet of A4. What was not said is said to be missing. */
export function ReportCopyPage(props: {
  consultation: Consultation
  written: ReportOfConsultation
  synthetic: boolean
}): ReactElement {
  const { consultation, written, synthetic } = props
  const document = healthAndWorkReport(consultation.context, written)
  return (
    <PaperPage consultation={consultation} synthetic={synthetic} title={document.title} heading={document.heading}>
      <BeforeCopying consultation={consultation} />
      <PaperSheet document={document} />
      <PdfLink document={document} href={pathOf(consultation, 'health-and-work-report/pdf')} />
      <p className="ww-no-print">
        The patient agrees that it goes to: {written.shareWith.join(', ') || 'nobody yet, so hand it to the patient'}.
        Print it with your browser’s own print command.{' '}
        <a href={pathOf(consultation, 'health-and-work-report')}>Change the report</a>
        {' · '}
        <AsFhir href={pathOf(consultation, 'health-and-work-report/fhir')} />
        {' · '}
        <a href={pathOf(consultation, '')}>Back to the consultation</a>
      </p>
    </PaperPage>
  )
}
