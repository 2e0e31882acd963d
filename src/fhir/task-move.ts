import type { CodeableConcept, Reference, Task, TaskOutput } from 'fhir/r4.js'
import type { Standing, State } from '../domain/referral-moves.ts'
import { own } from './codes.ts'
import { codeIn } from './elements.ts'
import { isSameContent } from './same-content.ts'
import { CS } from './systems.ts'
import { businessStatusOf } from './task-standing.ts'

/** What somebody wants a referral's Task to become; what is left out stays. */
export interface TaskMove {
  readonly to?: Standing | undefined
  readonly reason?: CodeableConcept | undefined
  readonly outputs?: readonly TaskOutput[]
  readonly owner?: Reference
}

/** The kinds of output that a service gives besides the outcome itself. */
export const OUTPUT_NAMES = {
  appointment: 'First appointment',
  'expected-start': 'Expected start',
  'paused-until': 'Paused until',
  plan: 'Plan',
  'onward-services': 'Onward services',
  'work-status-at-end': 'Work status at the end',
  message: 'Message to the practice',
  'contact-released': 'Contact details released',
} as const
export type OutputKind = keyof typeof OUTPUT_NAMES

export const outputType = (kind: OutputKind): CodeableConcept => ({
  coding: [own(CS.taskOutput, kind, OUTPUT_NAMES[kind])],
  text: OUTPUT_NAMES[kind],
})

export const outcomeType: CodeableConcept = { coding: [own(CS.outcome, 'outcome', 'Outcome')], text: 'Outcome' }

/** The Task as the move wants it. An output that is there already is not given twice: the same move again changes nothing. */
export function movedTask(task: Task, { to, reason, outputs = [], owner }: TaskMove): Task {
  const output = [
    ...(task.output ?? []),
    ...outputs.filter(each => !task.output?.some(known => saysTheSame(known, each))),
  ]
  const { statusReason: _earlier, businessStatus: _before, ...rest } = task
  const standing = to === undefined ? { businessStatus: task.businessStatus, statusReason: task.statusReason } : {}
  return JSON.parse(
    JSON.stringify({
      ...rest,
      ...standing,
      ...(to && { status: to.phase, ...(to.state && { businessStatus: stateIn(task, to.state) }) }),
      ...(reason && { statusReason: saysTheSameReason(task.statusReason, reason) ? task.statusReason : reason }),
      ...(output.length > 0 && { output }),
      ...(owner && { owner }),
    }),
  )
}

/** A code is a code, whatever its display: a replay must not look like something new. */
function saysTheSame(known: TaskOutput, given: TaskOutput): boolean {
  const outcome = codeIn(given.valueCodeableConcept, CS.outcome)
  return outcome === undefined
    ? isSameContent(known, given)
    : codeIn(known.valueCodeableConcept, CS.outcome) === outcome
}

const saysTheSameReason = (known: CodeableConcept | undefined, given: CodeableConcept): boolean =>
  known?.text === given.text && codeIn(known, CS.statusReason) === codeIn(given, CS.statusReason)

const stateIn = (task: Task, state: State): CodeableConcept =>
  task.businessStatus && codeIn(task.businessStatus, CS.businessStatus) === state
    ? task.businessStatus
    : businessStatusOf(state)
