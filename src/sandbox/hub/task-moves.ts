import type { Task } from 'fhir/r4.js'
import { OUTCOME_NAMES } from '../../domain/coach-words.ts'
import type { Instant } from '../../domain/local-date.ts'
import { isPhase, mayMove, type Phase, type Standing } from '../../domain/referral-moves.ts'
import { REASONS, type Reason } from '../../domain/referral-reasons.ts'
import type { Outcome } from '../../domain/referral-status.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { own } from '../../fhir/codes.ts'
import { CS } from '../../fhir/systems.ts'
import { decideChange } from '../../fhir/task-change.ts'
import { movedTask, outcomeType, type TaskMove } from '../../fhir/task-move.ts'

/** The reasons that this plain inbox offers: first what the service says, then what the patient says. */
export const DECLINE_ORDER = ['40', '42', '22', '26', '27'] as const satisfies readonly Reason[]
export type DeclineReason = (typeof DECLINE_ORDER)[number]

export type Move =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'accept' }
  | { readonly kind: 'decline'; readonly reason: DeclineReason; readonly words: string }
  | { readonly kind: 'close'; readonly outcome: Outcome }

const ACCEPT: TaskMove = { to: { phase: 'accepted', state: 'accepted' } }
const CLOSED: Standing = { phase: 'completed', state: 'closed-outcome' }
const declined = (reason: DeclineReason): Standing => {
  const { state } = REASONS[reason]
  return { phase: state === 'not-accepted' ? 'rejected' : 'cancelled', state }
}

const leadsTo = (status: string, to: Standing): boolean =>
  isPhase(status) && status !== to.phase && mayMove('hub', { phase: status }, to)

/** Whether the decision makes sense where the referral stands. */
export function mayDecide(status: string, kind: Exclude<Move['kind'], 'decline'>): boolean {
  if (kind === 'acknowledge') return leadsTo(status, { phase: 'received' })
  if (kind === 'accept') return leadsTo(status, { phase: 'accepted' })
  // From received too: a coach who settles it in one phone call records just the outcome.
  return status === 'received' || leadsTo(status, CLOSED)
}
export const mayDecline = (status: string, reason: DeclineReason): boolean => leadsTo(status, declined(reason))

/** Settled in one call, a referral is taken on and closed: two moves of the table, for none leads there at once. */
function stepsOf(phase: Phase | string, move: Move): TaskMove[] {
  switch (move.kind) {
    case 'acknowledge':
      return [{ to: { phase: 'received', state: 'received' } }]
    case 'accept':
      return [ACCEPT]
    case 'decline': {
      const { reason, words } = move
      const { name } = REASONS[reason]
      const text = words === '' ? name : `${name}. ${words}`
      return [{ to: declined(reason), reason: { coding: [own(CS.statusReason, reason, name)], text } }]
    }
    case 'close': {
      const coding = [own(CS.outcome, move.outcome, OUTCOME_NAMES[move.outcome])]
      const close: TaskMove = { to: CLOSED, outputs: [{ type: outcomeType, valueCodeableConcept: { coding } }] }
      return phase === 'received' ? [ACCEPT, close] : [close]
    }
  }
}

/** The versions of the Task that the coach's decision makes, one after the other; none when it stands there already. */
export function moveTask(task: Task, move: Move, now: Instant): Result<Task[], 'ILLEGAL_MOVE'> {
  const versions: Task[] = []
  for (const step of stepsOf(task.status, move)) {
    const before = versions.at(-1) ?? task
    const decided = decideChange(before, movedTask(before, step), ['hub'], now)
    if (!decided.ok) return fail('ILLEGAL_MOVE')
    if (decided.value !== 'unchanged') versions.push(decided.value)
  }
  return ok(versions)
}
