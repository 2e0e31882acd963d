import { Button } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { PaperSheet } from '../../paper/paper-sheet.tsx'
import { CloseForm } from '../frame/close-form.tsx'
import { PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { ReadAtHome } from '../frame/on-purpose.tsx'
import { AsFhir, HideLine, OnlineViewQuestion } from '../frame/online-view.tsx'
import { PaperPage } from '../frame/paper-page.tsx'
import { PdfLink } from '../frame/pdf-link.tsx'
import { type Closing, closingPaper, isPhoneFirst } from './lines.ts'

/**
 * In the record, as the record says, and whether it has the request to hide it; refused just now; pressed without an answer; or nobody has filed it, as
 * far as is known.
 */
export type Filing = 'filed' | 'filed-to-hide' | 'failed' | 'unanswered' | 'not-known'

const FILED = {
  filed: 'The patient can see it in the NHS App, unless it was hidden in your record system.',
  'filed-to-hide': 'Your record system was asked to hide it from online view: check that it did.',
} as const

interface ClosingLetterProps extends Closing {
  /** Whether the record system lets this app file it. */
  readonly mayFile: boolean
  readonly filing: Filing
  readonly hides: boolean
  readonly synthetic: boolean
}

/** What the service said at the end, to be filed in the record, printed or copied. */
export function ClosingLetterPage(props: ClosingLetterProps): ReactElement {
  const { consultation, referralId, mayFile, filing, hides, synthetic } = props
  const isFiled = filing === 'filed' || filing === 'filed-to-hide'
  const phoneFirst = isPhoneFirst(props)
  const question = (
    <OnlineViewQuestion
      phoneFirst={phoneFirst}
      hides={hides}
      isUnanswered={filing === 'unanswered'}
      isPasted={!mayFile}
    />
  )
  const id = encodeURIComponent(referralId)
  const document = closingPaper(props)
  return (
    <PaperPage consultation={consultation} synthetic={synthetic} title={document.title} heading={document.heading}>
      {isFiled && (
        <p role="status" className="ww-no-print">
          <strong>Filed in the patient’s record.</strong> {FILED[filing]}
        </p>
      )}
      {filing === 'failed' && (
        <p role="alert" className="ww-no-print">
          <strong>Your record system did not file it.</strong> Try again, or print or copy this page into the record.
        </p>
      )}
      {phoneFirst && <ReadAtHome by="referrer" />}
      {mayFile && !isFiled && (
        <form method="post" action={`${pathOf(consultation, 'closing-letter')}/${id}`} className="ww-no-print">
          <PageIdentity consultation={consultation} />
          {question}
          <Button type="submit" preventDoubleClick>
            File it in the record
          </Button>
        </form>
      )}
      {!mayFile && <div className="ww-no-print">{question}</div>}
      <p className="ww-no-print">
        {mayFile
          ? 'You can also print this page or copy it.'
          : 'Print this page, or copy it into the patient’s record: your record system does not let this app file it.'}{' '}
        <AsFhir href={`${pathOf(consultation, 'closing-letter')}/${id}?as=fhir`} />
        {' · '}
        <a href={`${pathOf(consultation, 'status')}/${id}`}>Back to the status</a>
      </p>
      <HideLine />
      <PdfLink document={document} href={`${pathOf(consultation, 'closing-letter')}/${id}/pdf`} />
      <PaperSheet document={document} />
      <div className="ww-no-print">
        <CloseForm consultation={consultation} />
      </div>
    </PaperPage>
  )
}
