import type { Bundle, FhirResource } from 'fhir/r4.js'
import type { ReactElement } from 'react'
import { type LetterReply, letterInstructions, letterReply } from '../../../src/domain/channel.ts'
import { displayInstant, londonDay } from '../../../src/domain/local-date.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { letterTerms, mayStand } from '../../paper/what-papers-hold.ts'
import { CloseForm } from '../frame/close-form.tsx'
import { pathOf } from '../frame/gate.ts'
import { PaperPage } from '../frame/paper-page.tsx'
import { HandoutLink } from '../handout/handout-link.tsx'
import { HandedOut } from '../sent/handed-out.tsx'
import { LetterText } from './letter-text.tsx'
import { LinkSquare } from './link-square.tsx'

const ALSO: Record<LetterReply['asks'], string> = {
  'service-code': 'You are asked for the code that the practice agreed with your service.',
  'date-of-birth': 'You are asked for the patient’s date of birth.',
}

/** The letter as it was made, with the link on which its service answers. "Made" is not "sent": that is for a person to do. */
export function MadeLetterPage(props: {
  consultation: Consultation
  service: WorkWellService
  /** Undefined once the content was deleted. */
  bundle: Bundle<FhirResource> | undefined
  code: { code: string; until: string } | undefined
  isTakenBack: boolean
  isUnanswered: boolean
  publicUrl: string
  synthetic: boolean
}): ReactElement {
  const { consultation, service, bundle, code, isTakenBack, isUnanswered, publicUrl, synthetic } = props
  const reply = letterReply(service)
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
          <strong>The letter was taken back.</strong> Do not give it to anybody, and destroy what was printed.
        </p>
      )}
      <div className="ww-no-print">
        {isTakenBack ? null : code === undefined ? (
          <p>
            <strong>The letter is saved, and not made yet.</strong> Load this page again in a minute.
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
      {isTakenBack ? null : bundle && code ? (
        <>
          <LetterText paper="letter-with-link" service={service} bundle={bundle} day={dayOf(bundle, consultation)} />
          {reply && mayStand('reply-link', letterTerms('letter-with-link', service, undefined)) && (
            <section aria-label="Answering this letter" className="ww-letter-reply">
              <h2 className="nhsuk-heading-m">To the service: please say that you have it</h2>
              <p>
                Open <a href={`${publicUrl}/reply/${code.code}/`}>{`${publicUrl}/reply/`}</a> and enter the code{' '}
                <strong className="ww-letter-code">{code.code}</strong>, or photograph the square. {ALSO[reply.asks]} No
                account is needed. It works until {displayInstant(code.until)}.
              </p>
              <LinkSquare link={`${publicUrl}/reply/${code.code}/`} />
            </section>
          )}
        </>
      ) : (
        code && <p>What the letter says is not kept here any longer.</p>
      )}
      <div className="ww-no-print">
        <CloseForm consultation={consultation} />
      </div>
    </PaperPage>
  )
}

/** The day on which it was made, as its own request says. */
function dayOf(bundle: Bundle<FhirResource>, { today }: Consultation): string {
  const request = bundle.entry?.map(each => each.resource).find(each => each?.resourceType === 'ServiceRequest')
  const authored = request?.resourceType === 'ServiceRequest' ? request.authoredOn : undefined
  return authored ? londonDay(new Date(authored)) : today
}
