import { SummaryList } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { displayInstant, type Instant } from '../../../src/domain/local-date.ts'
import { isEnded } from '../../../src/domain/referral-course.ts'
import { shortReference } from '../../../src/domain/short-reference.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import type { ServiceQuestion } from '../../../src/gateways/service-questions.ts'
import type { HeldContact } from '../../../src/store/held-contacts.ts'
import { CloseForm } from '../frame/close-form.tsx'
import { ConsultationPage } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import type { NotConfirmed } from '../frame/not-confirmed.ts'
import { type KnownNote, LaterNoteForm, type NoteTrouble, noteInWords } from '../later-note/later-note.tsx'
import { Glance } from './glance.tsx'
import { NoHubStatus } from './no-hub-status.tsx'
import { type AnswerTrouble, Questions } from './questions.tsx'
import { ServiceSays } from './service-says.tsx'
import { Talk } from './talk.tsx'
import { WaysOn, type WaysOnProps } from './ways-on.tsx'

export interface StatusPageProps extends WaysOnProps {
  service: WorkWellService
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
}

/** How the referral stands, in a clinician's words: at one glance, then what can be done with one press, then all else. */
export function StatusPage(props: StatusPageProps): ReactElement {
  const { consultation, service, known, questions, trouble, note, passedOnTo, noteTrouble, hub, held } = props
  const { referralId, hub: status } = known
  const about = { consultation, service, referralId }
  return (
    <ConsultationPage
      consultation={consultation}
      synthetic={props.synthetic}
      title="Referral status"
      heading="How the referral stands"
    >
      {typeof status === 'object' ? (
        <Glance {...{ status, known, service, hub, questions }} today={consultation.today} />
      ) : (
        <NoHubStatus known={known} service={service} hub={hub} />
      )}
      <Questions {...about} questions={questions} trouble={trouble} />
      {typeof status === 'object' && status.talk === 'waiting' && !isEnded(status.stage) && hub?.releases && (
        <Talk {...about} held={held} trouble={props.talkTrouble} />
      )}
      {note?.later && <LaterNoteForm {...about} told={note.told} note={note.later} trouble={noteTrouble} />}
      {passedOnTo && (
        <p>
          {service.name} has passed it on to {passedOnTo}.
        </p>
      )}
      {typeof status === 'object' && <ServiceSays status={status} today={consultation.today} />}
      <SummaryList className="ww-status-facts">
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
          <SummaryList.Value>{shortReference(referralId)}</SummaryList.Value>
        </SummaryList.Row>
      </SummaryList>
      <p className="nhsuk-body-s">
        {typeof status === 'object' &&
          status.updatedAt !== 'unknown' &&
          `Last changed at the service on ${displayInstant(status.updatedAt)}. `}
        Looked up on {displayInstant(props.lookedUpAt)}.{' '}
        <a href={`${pathOf(consultation, 'status')}/${encodeURIComponent(referralId)}`}>Look again</a>
      </p>
      <WaysOn {...{ consultation, known, hub }} others={props.others} isBegun={props.isBegun} />
      <CloseForm consultation={consultation} />
    </ConsultationPage>
  )
}
