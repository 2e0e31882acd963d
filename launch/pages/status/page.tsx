import { SummaryList, Tag } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { Delivery } from '../../../src/domain/delivery.ts'
import { displayDate, displayInstant, type Instant, isLocalDate } from '../../../src/domain/local-date.ts'
import type { Receipt } from '../../../src/domain/receipt.ts'
import { type Course, isEnded } from '../../../src/domain/referral-course.ts'
import type { ReferralStage, ReferralStatus } from '../../../src/domain/referral-status.ts'
import { phoneWords, type WorkWellService } from '../../../src/domain/site.ts'
import { isWorkStatus, WORK_STATUS } from '../../../src/domain/work-status.ts'
import type { Hub } from '../../../src/gateways/hub.ts'
import type { ServiceQuestion } from '../../../src/gateways/service-questions.ts'
import type { HeldContact } from '../../../src/store/held-contacts.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { ClosingLetterLink } from '../closing-letter/closing-letter-link.tsx'
import { CloseForm } from '../frame/close-form.tsx'
import { ConsultationPage } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { Lines } from '../frame/lines.tsx'
import type { NotConfirmed } from '../frame/not-confirmed.ts'
import { type KnownNote, LaterNoteForm, type NoteTrouble, noteInWords } from '../later-note/later-note.tsx'
import { NotSentStatus } from './not-sent-status.tsx'
import { type AnswerTrouble, Questions } from './questions.tsx'
import { Talk } from './talk.tsx'
import { OUTCOME_WORDS, stageWords } from './words.ts'

/** What is known of a referral: where our own delivery stands, and what the hub's Task says, if it could be read. */
export interface KnownStatus {
  readonly referralId: string
  readonly delivery: Delivery | 'not-ours'
  /** `not-told`: the way to this service has no answer to that. */
  readonly hub: ReferralStatus | 'not-asked' | 'not-told' | 'not-read' | 'not-let-in' | 'not-found'
  /** Where the hub said that it stands. */
  readonly receipt?: Receipt | undefined
  /** Where the hub cannot be read now, or has not got it any more: how the referral stood when it was last seen. */
  readonly lastSeen?: Course | undefined
}

const TONES = { going: 'blue', attention: 'orange', closed: 'grey' } as const

/** How the referral stands, in a clinician's words. A status that is not known never reads as success. */
export function StatusPage(props: {
  consultation: Consultation
  service: WorkWellService
  /** What can be done at the service; nothing else is offered. */
  hub: Hub | undefined
  known: KnownStatus
  questions: readonly ServiceQuestion[]
  trouble: AnswerTrouble | undefined
  note: KnownNote | undefined
  /** Somebody beside the service, as the hub names them. */
  passedOnTo: string | undefined
  noteTrouble: NoteTrouble | undefined
  held: HeldContact | undefined
  talkTrouble: NotConfirmed | undefined
  lookedUpAt: Instant
  synthetic: boolean
}): ReactElement {
  const { consultation, service, known, questions, trouble, note, passedOnTo, noteTrouble, lookedUpAt, synthetic } =
    props
  const { hub, held, talkTrouble } = props
  return (
    <ConsultationPage
      consultation={consultation}
      synthetic={synthetic}
      title="Referral status"
      heading="How the referral stands"
    >
      {typeof known.hub === 'object' ? (
        <HubStatus
          status={known.hub}
          hub={hub}
          isAnswered={questions.length > 0 && questions.every(each => each.answer)}
        />
      ) : (
        <NoHubStatus known={known} service={service} hub={hub} />
      )}
      {typeof known.hub === 'object' && known.hub.talk === 'waiting' && !isEnded(known.hub.stage) && hub?.releases && (
        <Talk {...{ consultation, service, referralId: known.referralId, held, trouble: talkTrouble }} />
      )}
      {passedOnTo && (
        <p>
          {service.name} has passed it on to {passedOnTo}.
        </p>
      )}
      {note?.later && (
        <LaterNoteForm
          {...{
            consultation,
            service,
            referralId: known.referralId,
            told: note.told,
            note: note.later,
            trouble: noteTrouble,
          }}
        />
      )}
      <Questions {...{ consultation, service, referralId: known.referralId, questions, trouble }} />
      <SummaryList>
        <SummaryList.Row>
          <SummaryList.Key>Service</SummaryList.Key>
          <SummaryList.Value>{[service.name, service.phone].filter(Boolean).join(', ')}</SummaryList.Value>
        </SummaryList.Row>
        {note && (
          <SummaryList.Row>
            <SummaryList.Key>Fit note the service has</SummaryList.Key>
            <SummaryList.Value>{noteInWords(note.told)}</SummaryList.Value>
          </SummaryList.Row>
        )}
        <SummaryList.Row>
          <SummaryList.Key>Reference</SummaryList.Key>
          <SummaryList.Value className="ww-reference">{known.referralId}</SummaryList.Value>
        </SummaryList.Row>
      </SummaryList>
      <p className="nhsuk-body-s">
        Looked up at {displayInstant(lookedUpAt)}.{' '}
        <a href={`${pathOf(consultation, 'status')}/${encodeURIComponent(known.referralId)}`}>Look again</a>
      </p>
      {typeof known.hub === 'object' && isEnded(known.hub.stage) && (
        <ClosingLetterLink consultation={consultation} referralId={known.referralId} status={known.hub} />
      )}
      {typeof known.hub === 'object' && !isEnded(known.hub.stage) && hub?.amends && (
        <p>
          <a href={`${pathOf(consultation, 'amend')}/${encodeURIComponent(known.referralId)}`}>
            Correct how to reach the patient
          </a>
        </p>
      )}
      {canBeWithdrawn(known) && (
        <p>
          <a href={`${pathOf(consultation, 'withdraw')}/${encodeURIComponent(known.referralId)}`}>
            Withdraw the referral
          </a>
        </p>
      )}
      <p>
        <a href={pathOf(consultation, '')}>Back to the consultation</a>
      </p>
      <CloseForm consultation={consultation} />
    </ConsultationPage>
  )
}

/** What the referrer has ended, and so given the reason for. */
const isOurs = (stage: ReferralStage): boolean => stage === 'withdrawn' || stage === 'entered-in-error'

/** As long as nobody has ended it. */
function canBeWithdrawn({ delivery, hub, lastSeen }: KnownStatus): boolean {
  if (typeof hub === 'object') return !isEnded(hub.stage)
  if (hub === 'not-told' && lastSeen && isEnded(lastSeen.stage)) return false
  return delivery === 'not-ours' || delivery.state !== 'cancelled'
}

function HubStatus(props: { status: ReferralStatus; hub: Hub | undefined; isAnswered: boolean }): ReactElement {
  const { status, hub, isAnswered } = props
  const words = stageWords(status.stage, hub)
  return (
    <>
      <p>
        <Tag color={TONES[words.tone]}>{words.says}</Tag>
        {status.updatedAt !== 'unknown' && <span className="ww-since"> since {displayInstant(status.updatedAt)}</span>}
      </p>
      {status.reason && (
        <p>
          {isOurs(status.stage) ? 'Reason' : 'The service says'}: {status.reason}
        </p>
      )}
      {status.outcome && <p>Outcome: {OUTCOME_WORDS[status.outcome]}</p>}
      <p>
        {status.stage === 'awaiting-information' && isAnswered
          ? 'You have answered. The coach goes on when they next open the referral.'
          : words.next}
      </p>
      {status.notes?.map(({ at, text, by }) => (
        <p key={`${at} ${text}`}>
          The service has this note{by && ` by ${by}`}
          {at !== 'unknown' && ` of ${displayInstant(at)}`}: {text}
        </p>
      ))}
      <ServiceSays status={status} />
    </>
  )
}

const dayIn = (text: string): string => (isLocalDate(text) ? displayDate(text) : text)

/** A day and a time on London's clock, as the service booked it. */
function appointmentIn(text: string): string {
  const [day = '', time] = text.split(' ')
  return isLocalDate(day) && time ? `${displayDate(day)} at ${time}` : text
}

const workStatusIn = (code: string): string => (isWorkStatus(code) ? WORK_STATUS[code] : code)

/** What the service gave beside the stage: dates, and at the end what the practice should know. */
function ServiceSays({ status }: { status: ReferralStatus }): ReactElement | null {
  const { stage, appointment, expectedStart, pausedUntil, workStatusAtEnd, plan, onwardServices, message } = status
  const lines = [
    ['Message from the service', message],
    ['First appointment', appointment && appointmentIn(appointment)],
    ['Expected start', stage === 'waiting-list' && expectedStart ? dayIn(expectedStart) : undefined],
    ['Paused until', stage === 'paused' && pausedUntil ? dayIn(pausedUntil) : undefined],
    ['Work status at the end', workStatusAtEnd && workStatusIn(workStatusAtEnd)],
    ['Plan', plan],
    ['Onward services', onwardServices],
  ].flatMap(([label, said]) => (label && said ? [[label, said] as const] : []))
  if (lines.length === 0) return null
  return <Lines lines={lines} />
}

function NoHubStatus(props: { known: KnownStatus; service: WorkWellService; hub: Hub | undefined }): ReactElement {
  const { known, service, hub } = props
  const { delivery } = known
  if (delivery !== 'not-ours' && delivery.state === 'cancelled') {
    return <p>The referral was taken back before it was sent. The service does not have it.</p>
  }
  if (delivery !== 'not-ours' && delivery.state !== 'delivered') {
    return <NotSentStatus delivery={delivery} service={service} />
  }
  if (known.hub === 'not-found')
    return (
      <>
        <p>
          <strong>{service.name}’s system does not have this referral.</strong> It may have been lost there, so nobody
          may be in touch with the patient. Ring the service on {phoneWords(service)} and ask whether somebody has it.
          If not, refer again.
        </p>
        <LastSeen lastSeen={known.lastSeen} hub={hub} />
      </>
    )
  return (
    <>
      <p>
        {hub?.prints ? 'The letter was made.' : 'Sent.'} {UNKNOWN_WORDS[unknownOf(known.hub)]} ring{' '}
        {phoneWords(service)}.
      </p>
      <LastSeen lastSeen={known.lastSeen} hub={hub} />
    </>
  )
}

const UNKNOWN_WORDS = {
  'not-let-in':
    'How it stands cannot be read from the service: the connection to it has a fault, which somebody has to put right. Loading this page again will not help yet:',
  'not-read': 'How it stands could not be read from the service just now: reload this page, or',
  'not-told': 'This service does not say here how it stands. To hear it,',
}
const unknownOf = (hub: KnownStatus['hub']): keyof typeof UNKNOWN_WORDS =>
  hub === 'not-let-in' || hub === 'not-told' ? hub : 'not-read'

function LastSeen(props: { lastSeen: Course | undefined; hub: Hub | undefined }): ReactElement | null {
  const { lastSeen, hub } = props
  if (!lastSeen || lastSeen.stage === 'unknown') return null
  return (
    <p>
      When it was last read, at {displayInstant(lastSeen.seenAt)}: {stageWords(lastSeen.stage, hub).says}.
    </p>
  )
}
