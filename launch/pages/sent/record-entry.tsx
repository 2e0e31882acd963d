import type { ReactElement } from 'react'
import type { OnlineView } from '../../../src/domain/online-view.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import { recordEntry } from '../../../src/fhir/write-ehr-copy.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { asksPhoneFirst } from '../../consultation/phone-first.ts'
import { OnlineViewQuestion } from '../frame/online-view.tsx'

const NO_COPY = 'There is no copy in the patient’s record. Paste this text into it.'
/** Its filing was cut off: nobody pastes a second entry beside one that is there. */
const PERHAPS_A_COPY =
  'There may already be a copy in the patient’s record. Look there first. If there is none, paste this text into it.'

/** The text to paste where the record system took no copy, as the answer to the question has it (hazard H24). */
export function RecordEntry(props: {
  consultation: Consultation
  service: WorkWellService
  sentOn: string
}): ReactElement {
  const { consultation, service, sentOn } = props
  const { draft, answers } = consultation
  const sent = { id: draft.referralId, sharing: answers.sharing, service }
  const textOf = (view: OnlineView) => recordEntry(sent, sentOn, view)
  return (
    <>
      {!asksPhoneFirst(consultation) && (
        <>
          <p>{draft.ehrCopy === 'begun' ? PERHAPS_A_COPY : NO_COPY}</p>
          <OnlineViewQuestion phoneFirst={false} hides={draft.onlineView === 'hide'} isPasted />
        </>
      )}
      <div className="ww-unless-hidden">
        <Entry id="record-entry" label="Copy record entry" text={textOf('show')} />
      </div>
      <div className="ww-if-hidden">
        <Entry id="record-entry-to-hide" label="Copy record entry, to be hidden" text={textOf('hide')} />
      </div>
    </>
  )
}

const Entry = ({ id, label, text }: { id: string; label: string; text: string }): ReactElement => (
  <>
    <label className="nhsuk-label" htmlFor={id}>
      {label}
    </label>
    <textarea className="nhsuk-textarea" id={id} rows={6} readOnly data-copy defaultValue={text} />
  </>
)
