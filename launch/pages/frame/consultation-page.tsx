import type { ReactElement, ReactNode } from 'react'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { Page } from '../../web/page.tsx'
import { PatientBanner } from '../../web/patient-banner.tsx'

/** The frame of every page of a consultation: the patient is always on it (hazard H01). */
export function ConsultationPage(props: {
  consultation: Consultation
  synthetic: boolean
  title: string
  heading: ReactNode
  errors?: boolean
  /** Uses the whole width of a desktop screen. */
  columns?: boolean
  /** Where else one may want to go: in the foot of the page. */
  foot?: ReactNode
  /** Made to be printed: see `PaperPage`. */
  onPaper?: boolean
  children: ReactNode
}): ReactElement {
  const {
    consultation,
    synthetic,
    title,
    heading,
    errors = false,
    columns = false,
    onPaper = false,
    foot,
    children,
  } = props
  const banner = <PatientBanner patient={consultation.context.patient} today={consultation.today} onPaper={onPaper} />
  return (
    <Page {...{ title, heading, banner, synthetic, errors, columns, foot }} titleAlone={onPaper} wide>
      {children}
    </Page>
  )
}

/** Repeats, with every write, whom the page showed and which answers (hazard H01). */
export function PageIdentity({ consultation }: { consultation: Consultation }): ReactElement {
  return (
    <>
      <input type="hidden" name="patientId" value={consultation.context.patient.id} />
      <input type="hidden" name="revision" value={consultation.draft.revision} />
    </>
  )
}
