import type { CodeableConcept, TaskOutput } from 'fhir/r4.js'
import { type CoachAction, leadsTo } from '../domain/coach-action.ts'
import { OUTCOME_NAMES } from '../domain/coach-words.ts'
import type { Phase } from '../domain/referral-moves.ts'
import { REASONS } from '../domain/referral-reasons.ts'
import { own } from './codes.ts'
import { CS } from './systems.ts'
import { outcomeType, outputType, type TaskMove } from './task-move.ts'

/** The coach, and the appointment, inside a coach's transaction. */
export const ME = 'urn:uuid:00000000-0000-4000-8000-00000000c0ac'
export const APPOINTMENT = 'urn:uuid:00000000-0000-4000-8000-0000000000a9'

const said = (kind: Parameters<typeof outputType>[0], valueString: string): TaskOutput[] =>
  valueString === '' ? [] : [{ type: outputType(kind), valueString }]
const dated = (kind: Parameters<typeof outputType>[0], valueDate: string | undefined): TaskOutput[] =>
  valueDate === undefined ? [] : [{ type: outputType(kind), valueDate }]

/** What the action makes of the referral's Task, where it stands in this phase. */
export function coachMove(action: CoachAction, phase: Phase | undefined): TaskMove {
  const to = phase && leadsTo(action, phase)
  switch (action.kind) {
    case 'assign':
      return { owner: { reference: action.to === 'me' ? ME : action.to, display: action.name } }
    case 'book':
      return {
        to,
        outputs: [
          {
            type: outputType('appointment'),
            valueReference: { reference: APPOINTMENT, display: `${action.day} ${action.time}` },
          },
        ],
      }
    case 'wait':
      return { to, outputs: dated('expected-start', action.from) }
    case 'pause':
      return { to, reason: { text: action.why }, outputs: dated('paused-until', action.until) }
    case 'decline':
      return { to, reason: reasonOf(action) }
    case 'close':
      return { to, outputs: closingOutputs(action) }
    default:
      return { to }
  }
}

function reasonOf({ reason, words }: Extract<CoachAction, { kind: 'decline' }>): CodeableConcept {
  const code = reason === 'withdrawn' ? '26' : reason
  const name = reason === 'withdrawn' ? 'The patient withdrew their agreement' : REASONS[reason].name
  return { coding: [own(CS.statusReason, code, REASONS[code].name)], text: words === '' ? name : `${name}. ${words}` }
}

function closingOutputs({
  outcome,
  workStatus,
  plan,
  onward,
  message,
}: Extract<CoachAction, { kind: 'close' }>): TaskOutput[] {
  const atEnd: TaskOutput = {
    type: outputType('work-status-at-end'),
    valueCodeableConcept: { coding: [own(CS.workStatus, workStatus)] },
  }
  return [
    { type: outcomeType, valueCodeableConcept: { coding: [own(CS.outcome, outcome, OUTCOME_NAMES[outcome])] } },
    ...(workStatus === '' ? [] : [atEnd]),
    ...said('plan', plan),
    ...said('onward-services', onward),
    ...said('message', message),
  ]
}
