import { Panel } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { Delivery } from '../../../src/domain/delivery.ts'
import type { FitNote } from '../../../src/domain/fit-note.ts'
import { displayInstant } from '../../../src/domain/local-date.ts'
import { holdsContactBack, type Referral } from '../../../src/domain/referral.ts'
import { ringFirst } from '../../../src/domain/ring-first.ts'
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
        {service.name} received it on {displayInstant(receivedAt)}
      </Panel>
      <p>
        <Promised referral={{ service, ...ringIn(consultation) }} />
      </p>
      <HandedOut consultation={consultation} isUnanswered={isUnanswered}>
        <RecordEntry consultation={consultation} service={service} sentOn={displayInstant(receivedAt)} />
      </HandedOut>
      <p>
        <a href={pathOf(consultation, 'status')}>See how the referral stands</a>
      </p>
      <p>{nextWords(consultation)}</p>
    </>
  )
}

const ringIn = ({ answers, context }: Consultation): Pick<Referral, 'ringFirst'> => {
  const ring = holdsContactBack(answers.concern)
    ? ringFirst(answers.ring, context.clinician.name, context.practice)
    : undefined
  return ring ? { ringFirst: ring } : {}
}

function nextWords({ answers, issuedToday }: Consultation): string {
  const note = answers.pathway === 'note-and-refer' ? [issuedToday ? noteDone(issuedToday) : NOTE_REMINDER] : []
  const talk = holdsContactBack(answers.concern) ? [TALK_REMINDER] : []
  return [...talk, ...note].join(' ') || 'There is nothing more to do here.'
}

const TALK_REMINDER =
  'When you have spoken with the coach, open WorkWell from this patient’s record and press “We have spoken” on the page that says how the referral stands. The coach can say it too.'
const noteDone = (note: FitNote): string => `The record holds today’s fit note: ${noteWords(note)}.`
const NOTE_REMINDER = 'The fit note itself is issued in your record system: this app does not do it.'
