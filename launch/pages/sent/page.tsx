import { Panel } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { Delivery } from '../../../src/domain/delivery.ts'
import { displayInstant } from '../../../src/domain/local-date.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import { recordEntry } from '../../../src/fhir/write-ehr-copy.ts'
import { CloseForm } from '../close/close-form.tsx'
import type { Consultation } from '../consultation-of.ts'
import { ConsultationPage } from '../consultation-page.tsx'
import { pathOf } from '../gate.ts'
import { NotSent, notSentHeading } from './not-sent.tsx'

export interface SentPageProps {
  consultation: Consultation
  service: WorkWellService
  delivery: Delivery
  synthetic: boolean
}

/** "Referral sent" only with the hub's receipt in hand; otherwise what is true, and what happens next (hazard H03). */
export function SentPage(props: SentPageProps): ReactElement {
  const isSent = props.delivery.state === 'delivered'
  const title = titleOf(props.delivery, props.service)
  return (
    <ConsultationPage
      consultation={props.consultation}
      synthetic={props.synthetic}
      title={title}
      heading={isSent ? undefined : title}
    >
      {props.delivery.state === 'delivered' ? (
        <Sent {...props} receivedAt={props.delivery.receipt.receivedAt} />
      ) : props.delivery.state === 'cancelled' ? (
        <p>The service was not told of it. To refer the patient after all, launch the app again from their record.</p>
      ) : (
        <NotSent consultation={props.consultation} service={props.service} delivery={props.delivery} />
      )}
      <CloseForm consultation={props.consultation} />
    </ConsultationPage>
  )
}

function titleOf(delivery: Delivery, service: WorkWellService): string {
  if (delivery.state === 'delivered') return 'Referral sent'
  return delivery.state === 'cancelled' ? 'Referral taken back, not sent' : notSentHeading(delivery, service)
}

function Sent({ consultation, service, receivedAt }: SentPageProps & { receivedAt: string }): ReactElement {
  return (
    <>
      <Panel>
        <Panel.Title>Referral sent</Panel.Title>
        {service.name} received it on {displayInstant(receivedAt)}
      </Panel>
      <p>{service.firstContact}</p>
      <p>
        <a href={pathOf(consultation, 'handout')}>Handout for the patient</a>
      </p>
      <RecordCopy consultation={consultation} service={service} sentOn={displayInstant(receivedAt)} />
      <p>
        <a href={pathOf(consultation, 'status')}>See how the referral stands</a>
      </p>
      <p>{consultation.answers.pathway === 'note-and-refer' ? NOTE_REMINDER : 'There is nothing more to do here.'}</p>
    </>
  )
}

const NOTE_REMINDER = 'The fit note itself is issued in your record system: this app does not do it.'

const NO_COPY = 'There is no copy in the patient’s record: paste this text into it.'
/** Its filing was cut off: nobody pastes a second entry beside one that is there. */
const PERHAPS_A_COPY =
  'A copy may be in the patient’s record already: look there first. If there is none, paste this text into it.'

/** The copy in the patient's record, or the text to paste where the record system takes none. */
function RecordCopy(props: { consultation: Consultation; service: WorkWellService; sentOn: string }): ReactElement {
  const { consultation, service, sentOn } = props
  if (consultation.draft.ehrCopy === 'written') return <p>A copy is in the patient’s record.</p>
  const { sharing } = consultation.answers
  const text = recordEntry({ id: consultation.draft.referralId, sharing, service }, sentOn)
  return (
    <>
      <p>{consultation.draft.ehrCopy === 'begun' ? PERHAPS_A_COPY : NO_COPY}</p>
      <label className="nhsuk-label" htmlFor="record-entry">
        Copy record entry
      </label>
      <textarea className="nhsuk-textarea" id="record-entry" rows={5} readOnly data-copy defaultValue={text} />
    </>
  )
}
