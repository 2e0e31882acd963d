import { Panel } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { Delivery } from '../../../src/domain/delivery.ts'
import type { FitNote } from '../../../src/domain/fit-note.ts'
import { displayInstant } from '../../../src/domain/local-date.ts'
import { momentWords } from '../../../src/domain/moment-words.ts'
import { holdsContactBack, type Referral } from '../../../src/domain/referral.ts'
import { ringFirst } from '../../../src/domain/ring-first.ts'
import { shortReference } from '../../../src/domain/short-reference.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import { noteWords } from '../../../src/domain/todays-note.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { CloseForm } from '../frame/close-form.tsx'
import { ConsultationPage } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { Promised } from '../frame/promise.tsx'
import { HandedOut } from './handed-out.tsx'
import { NotSent, notSentHeading } from './not-sent.tsx'
import { RecordEntry } from './record-entry.tsx'

export interface SentPageProps {
  consultation: Consultation
  service: WorkWellService
  delivery: Delivery
  /** The copy was to be filed, and whether to hide it was not said. */
  isUnanswered: boolean
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
        <p>The service was not told about it. To refer the patient after all, open WorkWell again from their record.</p>
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

function Sent({
  consultation,
  service,
  isUnanswered,
  receivedAt,
}: SentPageProps & { receivedAt: string }): ReactElement {
  return (
    <>
      <Panel>
        <Panel.Title>Referral sent</Panel.Title>
        {service.name} received it {momentWords(receivedAt, consultation.today)}
        <br />
        Reference: <strong>{shortReference(consultation.draft.referralId)}</strong>
      </Panel>
      <h2 className="nhsuk-heading-s">What happens next</h2>
      <ul>
        <li>
          <Promised referral={{ service, ...ringIn(consultation) }} />
        </li>
        {nextSteps(consultation).map(each => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <HandedOut consultation={consultation} isUnanswered={isUnanswered}>
        <RecordEntry consultation={consultation} service={service} sentOn={displayInstant(receivedAt)} />
      </HandedOut>
      <p>
        <a href={pathOf(consultation, 'status')}>See how the referral stands</a>
      </p>
    </>
  )
}

const ringIn = ({ answers, context }: Consultation): Pick<Referral, 'ringFirst'> => {
  const ring = holdsContactBack(answers.concern)
    ? ringFirst(answers.ring, context.clinician.name, context.practice)
    : undefined
  return ring ? { ringFirst: ring } : {}
}

/** What the clinician still has to do, or that there is nothing. */
function nextSteps({ answers, issuedToday }: Consultation): string[] {
  const note = answers.pathway === 'note-and-refer' ? [issuedToday ? noteDone(issuedToday) : NOTE_REMINDER] : []
  const talk = holdsContactBack(answers.concern) ? [TALK_REMINDER] : []
  const steps = [...talk, ...note]
  return steps.length > 0 ? steps : ['You do not need to do anything else.']
}

const TALK_REMINDER =
  'After you have spoken with the coach, open WorkWell from this patient’s record and press “We have spoken”. The coach can record it instead.'
const noteDone = (note: FitNote): string => `The record has today’s fit note: ${noteWords(note)}.`
const NOTE_REMINDER = 'Issue the fit note in your record system: this app does not issue it.'
