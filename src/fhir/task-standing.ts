import type { CodeableConcept, Task } from 'fhir/r4.js'
import { isPhase, isState, type Standing, type State } from '../domain/referral-moves.ts'
import { codeIn } from './elements.ts'
import { CS } from './systems.ts'

const STATE_NAMES: Record<State, string> = {
  sent: 'Sent',
  delivered: 'Delivered',
  received: 'Received',
  'awaiting-information': 'Awaiting information',
  accepted: 'Accepted',
  'contact-attempted': 'Contact attempted',
  contacted: 'Contacted',
  'waiting-list': 'On the waiting list',
  'assessment-booked': 'Assessment booked',
  'support-started': 'Support started',
  'plan-agreed': 'Plan agreed',
  paused: 'Paused',
  'not-accepted': 'Not accepted',
  'closed-declined': 'Closed, the patient declined',
  'closed-consent-withdrawn': 'Closed, agreement withdrawn',
  'closed-no-contact': 'Closed, the patient could not be contacted',
  withdrawn: 'Withdrawn by the referrer',
  'closed-outcome': 'Closed with an outcome',
  'delivery-failed': 'Delivery failed',
}

export const businessStatusOf = (state: State): CodeableConcept => ({
  coding: [{ system: CS.businessStatus, code: state, display: STATE_NAMES[state] }],
})

/** A code that somebody changed alone has another's words beside it still: its own stand there when the Task is written next. */
export function withOwnWords(task: Task): Task {
  const code = codeIn(task.businessStatus, CS.businessStatus)
  const words = task.businessStatus?.coding?.find(each => each.code === code)?.display
  if (code === undefined || !isState(code) || words === undefined || words === STATE_NAMES[code]) return task
  return { ...task, businessStatus: businessStatusOf(code) }
}

/** A Task's standing by the table; undefined where its status or its business status is not one of the table's. */
export function standingOf(task: Pick<Task, 'status' | 'businessStatus'>): Standing | undefined {
  if (!isPhase(task.status)) return undefined
  const code = codeIn(task.businessStatus, CS.businessStatus)
  if (code === undefined) return { phase: task.status }
  return isState(code) ? { phase: task.status, state: code } : undefined
}
