import type { CodeableConcept, Task } from 'fhir/r4.js'
import type { Instant } from '../../domain/local-date.ts'
import type { Outcome } from '../../domain/referral-status.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { CS } from '../../fhir/systems.ts'
import { OUTCOME_NAMES } from './coach-words.ts'

/** Why a referral is turned down or ends early: the national list's numbers (BaRS), in the coach's words. */
export const DECLINE_REASONS = {
  '40': { name: 'The patient is not eligible', status: 'rejected', business: 'not-accepted' },
  '42': { name: 'The patient lives out of area', status: 'rejected', business: 'not-accepted' },
  '22': { name: 'The service has no capacity now', status: 'rejected', business: 'not-accepted' },
  '26': { name: 'The patient does not want it', status: 'cancelled', business: 'closed-declined' },
  '27': { name: 'The patient could not be contacted', status: 'cancelled', business: 'closed-no-contact' },
} as const satisfies Record<string, { name: string; status: Task['status']; business: string }>
export type DeclineReason = keyof typeof DECLINE_REASONS

/** As they are offered: first what the service says, then what the patient says. */
export const DECLINE_ORDER: readonly DeclineReason[] = ['40', '42', '22', '26', '27']

export type Move =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'accept' }
  | { readonly kind: 'decline'; readonly reason: DeclineReason; readonly words: string }
  | { readonly kind: 'close'; readonly outcome: Outcome }

interface Target {
  readonly status: 'received' | 'accepted' | 'rejected' | 'cancelled' | 'completed'
  readonly business: string
  readonly display: string
}

/** Which Task.status may follow which: Gravity's transitions, with base R4's `received` in front (hazard H03). */
const FROM: Record<Target['status'], readonly Task['status'][]> = {
  received: ['requested'],
  accepted: ['requested', 'received'],
  rejected: ['requested', 'received'],
  cancelled: ['requested', 'received', 'accepted', 'in-progress', 'on-hold'],
  // From received too: a coach who settles it in one phone call records just the outcome.
  completed: ['received', 'accepted', 'in-progress', 'on-hold'],
}

export const mayMoveTo = (status: string, target: Target['status']): boolean =>
  FROM[target].some(each => each === status)

function targetOf(move: Move): Target {
  switch (move.kind) {
    case 'acknowledge':
      return { status: 'received', business: 'received', display: 'Received' }
    case 'accept':
      return { status: 'accepted', business: 'accepted', display: 'Accepted' }
    case 'decline': {
      const { status, business, name } = DECLINE_REASONS[move.reason]
      return { status, business, display: name }
    }
    case 'close':
      return { status: 'completed', business: 'closed-outcome', display: 'Closed with an outcome' }
  }
}

const businessOf = (task: Task): string | undefined =>
  task.businessStatus?.coding?.find(each => each.system === CS.businessStatus)?.code

/** The Task already stands where the move leads: a double click, or the same decision made twice. */
function isDone(task: Task, move: Move, target: Target): boolean {
  if (task.status !== target.status || businessOf(task) !== target.business) return false
  if (move.kind === 'decline') return task.statusReason?.coding?.some(each => each.code === move.reason) ?? false
  if (move.kind === 'close') {
    return task.output?.some(each => each.valueCodeableConcept?.coding?.some(c => c.code === move.outcome)) ?? false
  }
  return true
}

const reasonOf = ({ reason, words }: Extract<Move, { kind: 'decline' }>): CodeableConcept => {
  const { name } = DECLINE_REASONS[reason]
  return {
    coding: [{ system: CS.statusReason, code: reason, display: name }],
    text: words === '' ? name : `${name}. ${words}`,
  }
}

/** The Task after the coach's decision; `unchanged` when it stands there already. Everything else in it is kept. */
export function moveTask(task: Task, move: Move, now: Instant): Result<Task | 'unchanged', 'ILLEGAL_MOVE'> {
  const target = targetOf(move)
  if (isDone(task, move, target)) return ok('unchanged')
  if (!mayMoveTo(task.status, target.status)) return fail('ILLEGAL_MOVE')
  const { statusReason: _earlierReason, ...kept } = task
  return ok({
    ...kept,
    status: target.status,
    businessStatus: { coding: [{ system: CS.businessStatus, code: target.business, display: target.display }] },
    ...(move.kind === 'decline' && { statusReason: reasonOf(move) }),
    lastModified: now,
    ...(move.kind === 'close' && {
      output: [
        ...(task.output ?? []),
        {
          type: { coding: [{ system: CS.outcome, code: 'outcome', display: 'Outcome' }], text: 'Outcome' },
          valueCodeableConcept: {
            coding: [{ system: CS.outcome, code: move.outcome, display: OUTCOME_NAMES[move.outcome] }],
          },
        },
      ],
    }),
  })
}
