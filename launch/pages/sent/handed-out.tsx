import { Button } from 'nhsuk-react-components'
import type { ReactElement, ReactNode } from 'react'
import type { Draft } from '../../../src/store/drafts.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { mayCopy } from '../../consultation/copy-to-record.ts'
import { asksPhoneFirst } from '../../consultation/phone-first.ts'
import { PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { OnPurpose } from '../frame/on-purpose.tsx'
import { OnlineViewQuestion } from '../frame/online-view.tsx'

/**
 * After a referral: what the patient takes home, and what the record has of it. Where the clinician asked to be phoned first, nothing of it is offered by
 * itself (hazard H24). The children are the text to paste, where a page has one.
 */
export function HandedOut(props: {
  consultation: Consultation
  isUnanswered: boolean
  children?: ReactNode
}): ReactElement {
  const { consultation, isUnanswered, children } = props
  const { draft } = consultation
  const isFiled = draft.ehrCopy === 'written'
  const handout = (
    <p>
      <a
        className="nhsuk-button nhsuk-button--secondary nhsuk-button--small ww-handout-button"
        href={pathOf(consultation, 'handout')}
      >
        Handout for the patient
      </a>
    </p>
  )
  if (!asksPhoneFirst(consultation))
    return (
      <>
        {handout}
        {isFiled ? <Filed draft={draft} /> : children}
      </>
    )
  const isRefused = draft.ehrCopy === 'failed'
  return (
    <>
      {isFiled && <Filed draft={draft} />}
      <OnPurpose
        summary={isFiled ? 'Print the handout all the same' : 'File a copy or print the handout all the same'}
        isOpen={isUnanswered || isRefused}
      >
        {isRefused && (
          <p role="alert">
            <strong>Your record system did not file the copy.</strong>
          </p>
        )}
        {!isFiled && <FileCopy consultation={consultation} isUnanswered={isUnanswered} />}
        {!isFiled && children}
        {handout}
      </OnPurpose>
    </>
  )
}

/** One answer for both: the copy that is filed, and the text that is pasted. */
function FileCopy(props: { consultation: Consultation; isUnanswered: boolean }): ReactElement {
  const { consultation, isUnanswered } = props
  const hides = consultation.draft.onlineView === 'hide'
  const question = (
    <OnlineViewQuestion phoneFirst hides={hides} isUnanswered={isUnanswered} what="A copy in the record." />
  )
  if (!mayCopy(consultation.session)) return question
  return (
    <form method="post" action={pathOf(consultation, 'sent/copy')}>
      <PageIdentity consultation={consultation} />
      {question}
      <Button type="submit" secondary preventDoubleClick>
        File a copy in the record
      </Button>
    </form>
  )
}

const IN_RECORD = 'A copy is in the patient’s record'

function Filed({ draft: { onlineView, copyNotHidden } }: { draft: Draft }): ReactElement {
  if (onlineView !== 'hide') return <p>{IN_RECORD}.</p>
  if (copyNotHidden)
    return (
      <p role="alert">
        <strong>{IN_RECORD}, but your record system did not keep the request to hide it.</strong> Mark it there as not
        visible online.
      </p>
    )
  return (
    <p>
      {IN_RECORD}. Your record system was asked to hide it from online view: <strong>check that it did</strong>.
    </p>
  )
}
