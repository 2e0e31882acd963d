import { Button, InsetText } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { letterInstructions } from '../../../src/domain/channel.ts'
import type { OpenBeside } from '../../../src/domain/open-beside.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { asksPhoneFirst } from '../../consultation/phone-first.ts'
import { mayPointTo } from '../../consultation/pointed-to.ts'
import type { PreparedReferral } from '../../consultation/prepared-referral.ts'
import { letter } from '../../paper/letter.ts'
import { PaperSheet } from '../../paper/paper-sheet.tsx'
import { openWords, SecondReferral, SecondReferralError } from '../check/second-referral.tsx'
import { CloseForm } from '../frame/close-form.tsx'
import { PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { PaperPage } from '../frame/paper-page.tsx'
import { PdfLink } from '../frame/pdf-link.tsx'
import { HandoutLink } from '../handout/handout-link.tsx'
import { CopyQuestion } from '../sent/copy-question.tsx'

/** A service without a verified electronic way in: nothing is sent, the clinician prints what would have been (decision 6). */
export function LetterPage(props: {
  consultation: Consultation
  prepared: PreparedReferral
  /** Whether it is made, with a link on it, and followed from then on. */
  isMadeHere: boolean
  beside: readonly OpenBeside[]
  isUnconfirmed: boolean
  hasChanged: boolean
  synthetic: boolean
}): ReactElement {
  const { consultation, prepared, isMadeHere, beside, isUnconfirmed, hasChanged, synthetic } = props
  const { referral, bundle } = prepared
  const { service } = referral
  const document = letter({ service, bundle, day: consultation.today })
  return (
    <PaperPage
      consultation={consultation}
      synthetic={synthetic}
      title="Referral letter"
      heading={isMadeHere ? 'Check the letter' : 'Referral letter to print'}
      errors={hasChanged || isUnconfirmed}
    >
      <SecondReferralError beside={beside} isUnconfirmed={isUnconfirmed} />
      {!isMadeHere && beside.length > 0 && (
        <InsetText className="ww-no-print">
          <p>{openWords(beside)}. A second one may lead to two coaches calling.</p>
        </InsetText>
      )}
      {hasChanged && (
        <div className="nhsuk-error-summary" role="alert">
          <h2 className="nhsuk-error-summary__title">The answers were changed in another window</h2>
          <p>No letter has been made. These are the answers as they are now: check them again.</p>
        </div>
      )}
      <div className="ww-no-print">
        <p>
          <strong>Nothing was sent.</strong> {service.name} cannot receive referrals electronically.{' '}
          {isMadeHere ? WHAT_COMES : whatToDo(service, asksPhoneFirst(consultation))}
        </p>
        {mayPointTo(consultation) && <p>{service.selfReferral}</p>}
        <p>
          <a href={pathOf(consultation, '')}>Change the answers</a>
        </p>
        <HandoutLink consultation={consultation} />
      </div>
      {isMadeHere && <p className="ww-only-print">For checking only: this is not the finished letter.</p>}
      {!isMadeHere && <PdfLink document={document} href={pathOf(consultation, 'letter/pdf')} />}
      <PaperSheet document={document} />
      <div className="ww-no-print">
        {isMadeHere && (
          <form method="post">
            <PageIdentity consultation={consultation} />
            <CopyQuestion consultation={consultation} />
            <SecondReferral beside={beside} isUnconfirmed={isUnconfirmed} />
            <Button type="submit" preventDoubleClick>
              Make the letter
            </Button>
          </form>
        )}
        <CloseForm consultation={consultation} />
      </div>
    </PaperPage>
  )
}

const WHAT_COMES =
  'Check the letter below, then make it. It will have a link where the service can reply, and you will see the reply here.'

/** A letter that is taken home can be found there (hazard H24). */
function whatToDo(service: WorkWellService, staysHere: boolean): string {
  const instructions = letterInstructions(service)
  if (instructions) return `Print this letter. ${instructions}`
  const takeAlong = staysHere
    ? 'Print this letter. You asked to be phoned first, so do not give it to the patient to take home: ring the service and ask how it can be handed over.'
    : 'Print this letter for the patient to take along.'
  return `${takeAlong} No address for it has been confirmed: do not send it anywhere on a guess.`
}
