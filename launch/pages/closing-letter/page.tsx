import { Button } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { PaperLines } from '../../paper/paper-lines.tsx'
import { ownTerms } from '../../paper/what-papers-hold.ts'
import { CloseForm } from '../frame/close-form.tsx'
import { PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { PaperPage } from '../frame/paper-page.tsx'
import { type Closing, closingLines } from './lines.ts'

/** In the record, as the record says; refused just now; or nobody has filed it, as far as is known. */
export type Filing = 'filed' | 'failed' | 'not-known'

interface ClosingLetterProps extends Closing {
  /** Whether the record system lets this app file it. */
  readonly mayFile: boolean
  readonly filing: Filing
  readonly synthetic: boolean
}

/** What the service said at the end, to be filed in the record, printed or copied. */
export function ClosingLetterPage(props: ClosingLetterProps): ReactElement {
  const { consultation, referralId, mayFile, filing, synthetic } = props
  const id = encodeURIComponent(referralId)
  return (
    <PaperPage
      consultation={consultation}
      synthetic={synthetic}
      title="Closing letter"
      heading="WorkWell: how the referral ended"
    >
      {filing === 'filed' && (
        <p role="status" className="ww-no-print">
          <strong>Filed in the patient’s record.</strong>
        </p>
      )}
      {filing === 'failed' && (
        <p role="alert" className="ww-no-print">
          <strong>Your record system did not file it.</strong> Try again, or print or copy this page into the record.
        </p>
      )}
      {mayFile && filing !== 'filed' && (
        <form method="post" action={`${pathOf(consultation, 'closing-letter')}/${id}`} className="ww-no-print">
          <PageIdentity consultation={consultation} />
          <Button type="submit" preventDoubleClick>
            File it in the record
          </Button>
        </form>
      )}
      <p className="ww-no-print">
        {mayFile
          ? 'You can also print this page or copy it.'
          : 'Print this page, or copy it into the patient’s record: your record system does not let this app file it.'}{' '}
        <a href={`${pathOf(consultation, 'closing-letter')}/${id}?as=fhir`}>As FHIR</a>
        {' · '}
        <a href={`${pathOf(consultation, 'status')}/${id}`}>Back to the status</a>
      </p>
      <PaperLines lines={closingLines(props)} terms={ownTerms('closing-letter')} />
      <div className="ww-no-print">
        <CloseForm consultation={consultation} />
      </div>
    </PaperPage>
  )
}
