import { Tag } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { displayInstant, type LocalDate } from '../../../src/domain/local-date.ts'
import { isEnded } from '../../../src/domain/referral-course.ts'
import type { ReferralStage, ReferralStatus } from '../../../src/domain/referral-status.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import type { Hub } from '../../../src/gateways/hub.ts'
import type { ServiceQuestion } from '../../../src/gateways/service-questions.ts'
import type { KnownStatus } from './known-status.ts'
import { nextDate } from './next-date.ts'
import { OUTCOME_WORDS, stageWords } from './words.ts'

const TONES = { going: 'blue', attention: 'orange', closed: 'grey' } as const

/** State, next date and what to do, before anything else. A status that is not known never reads as success. */
export function Glance(props: {
  status: ReferralStatus
  known: KnownStatus
  service: WorkWellService
  hub: Hub | undefined
  today: LocalDate
  questions: readonly ServiceQuestion[]
}): ReactElement {
  const { status, known, service, hub, today, questions } = props
  const words = stageWords(status.stage, hub)
  const next = nextDate(status, today)
  return (
    <div className="ww-glance">
      <p>
        <Tag color={TONES[words.tone]}>{words.says}</Tag>
      </p>
      {known.receivedAt !== undefined && !hub?.prints && (
        <p>
          {service.name} received it on {displayInstant(known.receivedAt)}.
        </p>
      )}
      {next ? (
        <p>
          {next.label}: <strong>{next.says}</strong>
        </p>
      ) : (
        !isEnded(status.stage) && <p>Next date: {service.name} has not given one.</p>
      )}
      {status.reason && (
        <p>
          {isOurs(status.stage) ? 'Reason' : 'The service says'}: {status.reason}
        </p>
      )}
      {status.outcome && <p>Outcome: {OUTCOME_WORDS[status.outcome]}</p>}
      <p>{toDo(status.stage, questions) ?? words.next}</p>
    </div>
  )
}

/** A question comes first, whatever the stage says (hazard H16). */
function toDo(stage: ReferralStage, questions: readonly ServiceQuestion[]): string | undefined {
  if (isEnded(stage) || questions.length === 0) return undefined
  const isWaiting = stage === 'awaiting-information'
  if (questions.some(each => each.answer === undefined))
    return isWaiting ? undefined : 'There is a question for you below.'
  return isWaiting ? 'You have answered. The coach goes on when they next open the referral.' : undefined
}

/** What the referrer has ended, and so given the reason for. */
const isOurs = (stage: ReferralStage): boolean => stage === 'withdrawn' || stage === 'entered-in-error'
