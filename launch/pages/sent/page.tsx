import { Button, Details, Panel } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { Delivery, DeliveryFailure } from '../../../src/domain/delivery.ts'
import { displayInstant } from '../../../src/domain/local-date.ts'
import { phoneWords, type WorkWellService } from '../../../src/domain/site.ts'
import { recordEntry } from '../../../src/fhir/write-ehr-copy.ts'
import { CloseForm } from '../close/close-form.tsx'
import type { Consultation } from '../consultation-of.ts'
import { ConsultationPage, PageIdentity } from '../consultation-page.tsx'
import { pathOf } from '../gate.ts'
import { whyNotSent } from './why-not-sent.ts'

export interface SentPageProps {
  consultation: Consultation
  service: WorkWellService
  delivery: Delivery
  synthetic: boolean
}

/** "Referral sent" only with the hub's receipt in hand; otherwise what is true, and what happens next (hazard H03). */
export function SentPage(props: SentPageProps): ReactElement {
  const isSent = props.delivery.state === 'delivered'
  const title = TITLES[props.delivery.state]
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
        <NotSent {...props} />
      )}
      <CloseForm consultation={props.consultation} />
    </ConsultationPage>
  )
}

const TITLES: Readonly<Record<Delivery['state'], string>> = {
  delivered: 'Referral sent',
  waiting: 'Referral saved, not sent yet',
  dead: 'Referral saved, not sent yet',
  cancelled: 'Referral taken back, not sent',
}

function Sent({ consultation, service, receivedAt }: SentPageProps & { receivedAt: string }): ReactElement {
  return (
    <>
      <Panel>
        <Panel.Title>Referral sent</Panel.Title>
        {service.name} has it since {displayInstant(receivedAt)}
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

function NotSent({ consultation, service, delivery }: SentPageProps): ReactElement {
  const isDead = delivery.state === 'dead'
  return (
    <>
      {isDead ? (
        <p>
          <strong>
            {service.name} {whyNotSent(delivery.failure)}
          </strong>{' '}
          So it will not be sent by itself. It is kept. Ring the service on {phoneWords(service)}, or give the patient
          the way to refer themselves: {service.selfReferral}
        </p>
      ) : (
        <>
          <p>
            {service.name}{' '}
            {delivery.state === 'waiting' && delivery.lastFailure
              ? whyNotSent(delivery.lastFailure)
              : 'has not confirmed the referral.'}{' '}
            It is saved safely and is sent again by itself until the service confirms it. You need not do anything, and
            can close this window.
          </p>
          <p>
            Tell the patient that it is not certain yet. If it is still not sent tomorrow, ring the service on{' '}
            {phoneWords(service)}.
          </p>
        </>
      )}
      <HubWords failure={isDead ? delivery.failure : delivery.state === 'waiting' ? delivery.lastFailure : undefined} />
      <form method="post">
        <PageIdentity consultation={consultation} />
        <Button type="submit">Try to send it now</Button>
      </form>
      <p>
        <a href={pathOf(consultation, 'status')}>See how the referral stands</a>
      </p>
    </>
  )
}

/** What the service's system gave as its reason, word for word, for whoever rings there. */
function HubWords({ failure }: { failure: DeliveryFailure | undefined }): ReactElement | null {
  if (failure?.diagnostics === undefined) return null
  return (
    <Details>
      <Details.Summary>What the service’s system answered</Details.Summary>
      <Details.Text>
        <p>{failure.diagnostics}</p>
      </Details.Text>
    </Details>
  )
}

/** The copy in the patient's record, or the text to paste where the record system takes none. */
function RecordCopy(props: { consultation: Consultation; service: WorkWellService; sentOn: string }): ReactElement {
  const { consultation, service, sentOn } = props
  if (consultation.draft.ehrCopy === 'written') return <p>A copy is in the patient’s record.</p>
  const { sharing } = consultation.answers
  const text = recordEntry({ id: consultation.draft.referralId, sharing, service }, sentOn)
  return (
    <>
      <p>There is no copy in the patient’s record: paste this text into it.</p>
      <label className="nhsuk-label" htmlFor="record-entry">
        Copy record entry
      </label>
      <textarea className="nhsuk-textarea" id="record-entry" rows={5} readOnly data-copy defaultValue={text} />
    </>
  )
}
