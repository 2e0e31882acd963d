import { Button, InsetText, SummaryList, Tag, WarningCallout } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { type ActionKind, actionsAt } from '../../../src/domain/coach-action.ts'
import { OUTCOME_NAMES, STAGES } from '../../../src/domain/coach-words.ts'
import { displayDate, displayInstant } from '../../../src/domain/local-date.ts'
import { isEnded } from '../../../src/domain/referral-course.ts'
import { shortReference } from '../../../src/domain/short-reference.ts'
import { firstContactDue } from '../../../src/domain/work-item.ts'
import { isWorkStatus, WORK_STATUS } from '../../../src/domain/work-status.ts'
import type { SharedLine } from '../../../src/fhir/describe-transaction.ts'
import { conceptText } from '../../../src/fhir/elements.ts'
import { standingOf } from '../../../src/fhir/task-standing.ts'
import type { OpenReferral } from '../../../src/gateways/open-referral.ts'
import { ACTION_WORDS, TAPS } from '../action/action-words.ts'
import { DeskPage } from '../desk-page.tsx'
import type { AtDesk } from '../gate.ts'
import { isTalkKind, TALK_WORDS, type TalkKind } from '../talk/talk-words.ts'
import { SafetyNote } from './safety-note.tsx'
import { TalkNote } from './talk-note.tsx'

const Lines = ({ lines }: { lines: readonly SharedLine[] }): ReactElement => (
  <SummaryList className="ww-pairs">
    {lines.map(({ label, value }) => (
      <SummaryList.Row key={`${label} ${value}`}>
        <SummaryList.Key>{label}</SummaryList.Key>
        <SummaryList.Value>{value}</SummaryList.Value>
      </SummaryList.Row>
    ))}
  </SummaryList>
)

const line = (label: string, value: string | undefined): SharedLine[] => (value === undefined ? [] : [{ label, value }])
const instant = (text: string | undefined): string =>
  text === undefined || Number.isNaN(Date.parse(text)) ? 'at an unknown time' : displayInstant(text)

function standingLines({ task, view, appointment, lastBy }: OpenReferral): SharedLine[] {
  const { status } = view
  const due = firstContactDue(status.stage, task.authoredOn ?? '')
  const coach = task.owner?.reference?.startsWith('PractitionerRole/') ? task.owner.display : undefined
  const end = status.workStatusAtEnd
  return [
    { label: 'Reference', value: shortReference(view.about) },
    { label: 'Sent', value: view.sent },
    ...line('First contact due', due && displayDate(due)),
    { label: 'Coach', value: coach ?? 'Nobody yet' },
    { label: 'Last change', value: lastBy === undefined ? view.updated : `${view.updated}, ${lastBy}` },
    ...line('Appointment', appointment && instant(appointment)),
    ...line('Expected start', status.expectedStart),
    ...line('Paused until', status.stage === 'paused' ? status.pausedUntil : undefined),
    ...line('Reason', status.reason),
    ...line('Outcome', status.outcome && OUTCOME_NAMES[status.outcome]),
    ...line('Work status at referral', view.workStatus),
    ...line('Work status at the end', end === undefined ? undefined : isWorkStatus(end) ? WORK_STATUS[end] : end),
    ...line('Plan', status.plan),
    ...line('Onward services', status.onwardServices),
    ...line('Message to the practice', status.message),
    { label: 'Referred by', value: view.referrer },
    { label: 'Practice', value: view.practice },
    { label: 'Patient’s agreement', value: view.agreement },
    { label: 'Agreed to share', value: view.sharing },
  ]
}

function Actions({ at, referral }: { at: AtDesk; referral: OpenReferral }): ReactElement {
  const kinds = actionsAt(standingOf(referral.task))
  const place = `${at.home}referrals/${referral.task.id}`
  const next = kinds.filter(kind => TAPS.includes(kind) && kind !== 'answered')
  const asksForAnswer = kinds.includes('answered') && referral.view.status.stage === 'awaiting-information'
  const tap = (kind: ActionKind, secondary: boolean) => (
    <form key={kind} method="post" action={`${place}/${kind}`} className="ww-tap">
      <input type="hidden" name="version" value={referral.view.version} />
      <input type="hidden" name="about" value={referral.view.about} />
      <Button type="submit" secondary={secondary}>
        {ACTION_WORDS[kind].does}
      </Button>
    </form>
  )
  return (
    <section aria-label="What you can do" className="ww-no-print">
      {asksForAnswer && tap('answered', true)}
      {next.map((kind, index) => tap(kind, index > 0))}
      {kinds.length === 0 && (
        <p>
          {isEnded(referral.view.status.stage)
            ? 'This referral is closed. Nothing more can be changed.'
            : 'Where this referral stands, nothing can be recorded here. Look for it in the system that moved it.'}
        </p>
      )}
      <ul className="nhsuk-list">
        {kinds
          .filter(kind => !TAPS.includes(kind))
          .map(kind => (
            <li key={kind}>
              <a href={`${place}/${kind}`}>{ACTION_WORDS[kind].does}</a>
            </li>
          ))}
      </ul>
    </section>
  )
}

/** One referral: where it stands, what can be done now, who it is about, and what they agreed to share. */
export function ReferralPage(props: {
  at: AtDesk
  referral: OpenReferral
  done: ActionKind | TalkKind | undefined
  synthetic: boolean
}): ReactElement {
  const { at, referral, done, synthetic } = props
  const { view, contacts, questions } = referral
  const [stage, colour] = STAGES[view.status.stage]
  return (
    <DeskPage at={at} title="Referral" heading={view.name} synthetic={synthetic}>
      {done && (
        <div role="status">
          <InsetText>
            <p>{isTalkKind(done) ? TALK_WORDS[done].done : ACTION_WORDS[done].done}</p>
          </InsetText>
        </div>
      )}
      <p>
        <Tag modifier={colour}>{stage}</Tag>
      </p>
      {view.talk === 'waiting' ? (
        <TalkNote
          view={view}
          place={`${at.home}referrals/${referral.task.id}`}
          isManager={at.session.isManager}
          canAct={!isEnded(view.status.stage)}
        />
      ) : (
        <SafetyNote view={view} />
      )}
      {view.leftOut > 0 && (
        <WarningCallout>
          <WarningCallout.Heading headingLevel="h2">Part of this referral is not shown</WarningCallout.Heading>
          <p>
            Your referral server holds {view.leftOut === 1 ? 'something' : `${view.leftOut} things`} of another referral
            in the place of this one’s. Ask the referrer for what is missing, and tell whoever runs the server.
          </p>
        </WarningCallout>
      )}
      {view.notes.length > 0 && <Lines lines={view.notes} />}
      {view.talk !== 'waiting' && (
        <p>
          <strong>{view.phone}</strong>. Best way to reach: {view.bestWay}. <strong>{view.messages}</strong>
        </p>
      )}
      <Actions at={at} referral={referral} />
      {questions.length > 0 && (
        <>
          <h2 className="nhsuk-heading-m">Questions to the referrer</h2>
          <Lines
            lines={questions.map(each => ({
              label: `${instant(each.asked)}: ${each.question}`,
              value:
                each.answer ?? (isEnded(view.status.stage) ? 'Not answered, and no longer needed' : 'Not answered yet'),
            }))}
          />
        </>
      )}
      {contacts.length > 0 && (
        <>
          <h2 className="nhsuk-heading-m">Contact with the patient</h2>
          <Lines
            lines={[...contacts]
              .sort((one, other) => (other.sent ?? '').localeCompare(one.sent ?? ''))
              .map(each => ({
                label: instant(each.sent),
                value: `${conceptText(each.medium[0]) ?? 'Not said how'}: ${each.status === 'completed' ? 'spoke with the patient' : (conceptText(each.statusReason) ?? 'not reached')}`,
              }))}
          />
        </>
      )}
      <h2 className="nhsuk-heading-m">Where it stands</h2>
      <Lines lines={standingLines(referral)} />
      <h2 className="nhsuk-heading-m">The patient</h2>
      <Lines lines={view.patient} />
      <h2 className="nhsuk-heading-m">What the patient agreed to share</h2>
      <Lines lines={[...view.answers, ...view.findings]} />
      <p>
        <a href={at.home}>All referrals</a>
      </p>
    </DeskPage>
  )
}
