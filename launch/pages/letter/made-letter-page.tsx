import type { ReactElement } from 'react'
import { letterInstructions } from '../../../src/domain/channel.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { PaperSheet } from '../../paper/paper-sheet.tsx'
import { CloseForm } from '../frame/close-form.tsx'
import { pathOf } from '../frame/gate.ts'
import { PaperPage } from '../frame/paper-page.tsx'
import { PdfLink } from '../frame/pdf-link.tsx'
import { HandoutLink } from '../handout/handout-link.tsx'
import { HandedOut } from '../sent/handed-out.tsx'
import type { MadeLetter } from './made-letter.ts'

/** The letter as it was made, with the link on which its service answers. "Made" is not "sent": that is for a person to do. */
export function MadeLetterPage(props: {
  consultation: Consultation
  made: MadeLetter
  isUnanswered: boolean
  synthetic: boolean
}): ReactElement {
  const { consultation, made, isUnanswered, synthetic } = props
  const { service, code, isTakenBack } = made
  const instructions = letterInstructions(service) ?? ''
  return (
    <PaperPage
      consultation={consultation}
      synthetic={synthetic}
      title="Referral letter"
      heading="Referral letter to print"
    >
      {isTakenBack && (
        <p>
          <strong>The letter was taken back.</strong> Do not give it to anybody, and destroy any printed copy.
        </p>
      )}
      <div className="ww-no-print">
        {isTakenBack ? null : code === undefined ? (
          <p>
            <strong>The letter is saved, but not ready yet.</strong> Load this page again in a minute.
          </p>
        ) : (
          <p>
            <strong>The letter is made, and not sent yet:</strong> print it or save it as a file. {instructions}
          </p>
        )}
        <p>
          <a href={pathOf(consultation, 'status')}>See what the service says of it</a>
        </p>
        {isTakenBack ? (
          <HandoutLink consultation={consultation} />
        ) : (
          <HandedOut consultation={consultation} isUnanswered={isUnanswered} />
        )}
      </div>
      {/* Taken back, it says nothing any more: that the patient agrees to it may be true no longer. */}
      {isTakenBack ? null : made.paper ? (
        <>
          <PdfLink document={made.paper} href={pathOf(consultation, 'letter/pdf')} />
          <PaperSheet document={made.paper} />
        </>
      ) : (
        code && <p>The text of the letter is no longer kept here.</p>
      )}
      <div className="ww-no-print">
        <CloseForm consultation={consultation} />
      </div>
    </PaperPage>
  )
}
