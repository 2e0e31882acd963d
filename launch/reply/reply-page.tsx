import { Button, Tag } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { ActionKind } from '../../src/domain/coach-action.ts'
import { OUTCOME_NAMES, STAGES } from '../../src/domain/coach-words.ts'
import type { ContactDetails } from '../../src/domain/contact-details.ts'
import { displayDate, displayInstant, londonDay } from '../../src/domain/local-date.ts'
import { shortReference } from '../../src/domain/short-reference.ts'
import { readStatus } from '../../src/fhir/read-status.ts'
import { talkOf } from '../../src/fhir/task-talk.ts'
import { type Letter, letterTask } from '../../src/store/letters.ts'
import type { Field } from '../hub/action/action-fields.ts'
import { ActionForm } from '../hub/action/action-form.tsx'
import { ACTION_WORDS, TAPS } from '../hub/action/action-words.ts'
import type { FieldProblem, Typed } from '../hub/action/read-action.ts'
import { TALK_WORDS } from '../hub/talk/talk-words.ts'
import { Page } from '../web/page.tsx'
import { Born } from './born.tsx'
import { SERVICE_NAME } from './reply-deps.ts'
import { Reached, TalkFirst } from './talk-page.tsx'

const WITHDRAWN = ['withdrawn', 'entered-in-error']

/** Where the referral of a letter stands, and what the service can say of it. */
export function ReplyPage(props: {
  letter: Letter
  /** Ends with a slash. */
  home: string
  kinds: readonly ActionKind[]
  done: ActionKind | 'spoken' | undefined
  /** How to reach the patient, where the letter does not say it and it was released. */
  contact: ContactDetails | undefined
  synthetic: boolean
}): ReactElement {
  const { letter, home, kinds, done, contact, synthetic } = props
  const { patient, task } = letter.content
  const { stage, reason, outcome, updatedAt } = readStatus(letterTask(letter))
  const [says, colour] = STAGES[stage]
  const isWithdrawn = WITHDRAWN.includes(stage)
  return (
    <Page title="Referral" heading={patient.name} service={SERVICE_NAME} synthetic={synthetic}>
      <Born {...patient} />
      {done !== undefined && (
        <p role="status">
          <strong>Saved.</strong> {done === 'spoken' ? TALK_WORDS.spoken.done : ACTION_WORDS[done].done}
        </p>
      )}
      <p>
        <Tag color={colour}>{says}</Tag>
        {updatedAt !== 'unknown' && <span className="ww-since"> since {displayInstant(updatedAt)}</span>}
      </p>
      <p>
        Letter dated {task.authoredOn ? displayDate(londonDay(new Date(task.authoredOn))) : 'an unknown day'}
        {task.requester?.display ? `, from ${task.requester.display}` : ''}. Reference{' '}
        <strong>{shortReference(letter.referralId)}</strong>. Everything else is on the letter.
      </p>
      {reason && <p>Reason: {reason}</p>}
      {outcome && <p>Outcome: {OUTCOME_NAMES[outcome]}</p>}
      {isWithdrawn && (
        <p>
          <strong>Stop, and destroy the letter:</strong> the practice has taken the referral back.
        </p>
      )}
      {kinds.length > 0 && talkOf(task) === 'waiting' && <TalkFirst letter={letter} home={home} />}
      {!isWithdrawn && contact && <Reached contact={contact} />}
      {!isWithdrawn && kinds.length === 0 && <p>This referral is closed. Nothing more can be changed.</p>}
      {kinds.map((kind, index) =>
        TAPS.includes(kind) ? (
          <form key={kind} method="post" action={`${home}${kind}`} className="ww-tap">
            <input type="hidden" name="version" value={letter.version} />
            <Button type="submit" secondary={index > 0}>
              {ACTION_WORDS[kind].does}
            </Button>
          </form>
        ) : (
          <p key={kind}>
            <a href={`${home}${kind}`}>{ACTION_WORDS[kind].does}</a>
          </p>
        ),
      )}
      <p className="nhsuk-body-s">
        The practice sees what you save here. You can come back until {displayInstant(letter.expiresAt)}.
      </p>
    </Page>
  )
}

/** One thing that the service says, with what it asks. */
export function ReplyActionPage(props: {
  letter: Letter
  home: string
  kind: ActionKind
  fields: readonly Field[]
  typed: Typed
  problems: readonly FieldProblem[]
  trouble?: string | undefined
  synthetic: boolean
}): ReactElement {
  const { letter, home, kind, synthetic, ...form } = props
  const { does } = ACTION_WORDS[kind]
  return (
    <Page
      title={does}
      heading={`${does}: ${letter.content.patient.name}`}
      service={SERVICE_NAME}
      synthetic={synthetic}
      errors={form.problems.length > 0 || form.trouble !== undefined}
    >
      <Born {...letter.content.patient} />
      <ActionForm to={`${home}${kind}`} version={String(letter.version)} does={does} {...form} />
      <p>
        <a href={home}>Back to the referral</a>
      </p>
    </Page>
  )
}
