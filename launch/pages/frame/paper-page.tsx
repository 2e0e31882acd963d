import type { ReactElement, ReactNode } from 'react'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { ConsultationPage } from './consultation-page.tsx'

/**
 * A page that is made to be printed: what stands on the paper is the page's own lines, by the table in launch/paper/what-papers-hold.ts.
 * The banner above them is of the screen, where the patient is always in sight (hazard H01), and says so.
 */
export function PaperPage(props: {
  consultation: Consultation
  synthetic: boolean
  title: string
  heading: string
  errors?: boolean
  children: ReactNode
}): ReactElement {
  const { children, ...page } = props
  return (
    <ConsultationPage {...page} onPaper>
      <p className="ww-no-print">The bar with the patient’s details at the top is not printed.</p>
      {children}
    </ConsultationPage>
  )
}
