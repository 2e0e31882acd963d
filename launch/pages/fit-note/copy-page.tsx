import { Button } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { fitNoteDraft } from '../../paper/fit-note-draft.ts'
import { PaperSheet } from '../../paper/paper-sheet.tsx'
import { BeforeCopying } from '../frame/before-copying.tsx'
import { PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { AsFhir } from '../frame/online-view.tsx'
import { PaperPage } from '../frame/paper-page.tsx'
import { PdfLink } from '../frame/pdf-link.tsx'
import type { FitNoteOfConsultation } from './fit-note-of.ts'

/** The draft as it may be read, copied from or printed. */
export function FitNoteCopyPage(props: {
  consultation: Consultation
  fitNote: FitNoteOfConsultation
  synthetic: boolean
}): ReactElement {
  const { consultation, fitNote, synthetic } = props
  const isIssued = fitNote.state === 'issued'
  const document = fitNoteDraft(consultation, fitNote)
  return (
    <PaperPage consultation={consultation} synthetic={synthetic} title={document.title} heading={document.heading}>
      <BeforeCopying consultation={consultation} />
      <PaperSheet document={document} />
      <PdfLink document={document} href={pathOf(consultation, 'fit-note/pdf')} />
      <div className="ww-no-print">
        {!isIssued && (
          <form method="post" action={pathOf(consultation, 'fit-note/issued')}>
            <PageIdentity consultation={consultation} />
            <Button type="submit" secondary>
              I have issued this note in my record system
            </Button>
          </form>
        )}
        <p>
          Print it with your browser’s own print command.{' '}
          <a href={pathOf(consultation, 'fit-note')}>Change the draft</a>
          {' · '}
          <AsFhir href={pathOf(consultation, 'fit-note/fhir')} />
          {' · '}
          <AsFhir href={`${pathOf(consultation, 'fit-note/fhir')}?as=document`} words="As a FHIR document" />
          {' · '}
          <a href={pathOf(consultation, '')}>Back to the consultation</a>
        </p>
      </div>
    </PaperPage>
  )
}
