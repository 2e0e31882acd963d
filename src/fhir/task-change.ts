import type { Task } from 'fhir/r4.js'
import type { Instant } from '../domain/local-date.ts'
import {
  firstStateOf,
  isOver,
  isStanding,
  mayMove,
  needsReason,
  type Party,
  type Standing,
} from '../domain/referral-moves.ts'
import { fitsState, isReason, REASONS } from '../domain/referral-reasons.ts'
import { OUTCOMES } from '../domain/referral-status.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { codeIn } from './elements.ts'
import { isSameContent } from './same-content.ts'
import { CS } from './systems.ts'
import { businessStatusOf, standingOf } from './task-standing.ts'

/** Why a change of a referral's Task is refused: an issue of an OperationOutcome. */
export interface ChangeProblem {
  readonly code: 'business-rule' | 'required' | 'code-invalid'
  readonly expression: string
  readonly diagnostics: string
}

/** Said once, by the referrer: a change of these would make it another referral. */
const FIXED = ['identifier', 'basedOn', 'focus', 'for', 'intent', 'code', 'authoredOn', 'requester'] as const

/**
 * A referral's Task; other Tasks on the same server are nobody's business here. A part of one (`partOf`) is a step of the work, or a
 * question, and no referral.
 */
export const isReferralTask = ({
  code,
  partOf,
}: {
  readonly code?: Parameters<typeof codeIn>[0]
  readonly partOf?: readonly unknown[]
}): boolean => codeIn(code, CS.taskCode) === 'fulfill' && (partOf ?? []).length === 0

/**
 * The one place where a change of a referral's Task is decided (hazard H03), whichever way it comes: PUT, PATCH,
 * `$transition` or a page. The Task to store, or `unchanged` where it says nothing new, or why not.
 *
 * @param by who may have made the change: both, where the server does not know its callers
 */
export function decideChange(
  before: Task,
  wanted: Task,
  by: readonly Party[],
  now: Instant,
): Result<Task | 'unchanged', ChangeProblem[]> {
  const after = withoutOldReason(before, withState(before, wanted))
  if (isSameContent(contentOf(before), contentOf(after))) return ok('unchanged')
  const problems = [...fixedProblems(before, after), ...moveProblems(before, after, by)]
  return problems.length > 0 ? fail(problems) : ok({ ...after, lastModified: now })
}

function contentOf(task: Task): unknown {
  const { meta: _meta, lastModified: _lastModified, text: _text, ...content } = task
  return content
}

/** A service that says only the status means the state in which it begins; what it left as it was, it did not say. */
function withState(before: Task, wanted: Task): Task {
  const said = codeIn(wanted.businessStatus, CS.businessStatus)
  const was = codeIn(before.businessStatus, CS.businessStatus)
  if (before.status === wanted.status) {
    if (said !== undefined || before.businessStatus === undefined || wanted.businessStatus !== undefined) return wanted
    return { ...wanted, businessStatus: before.businessStatus }
  }
  if ((said !== undefined && said !== was) || wanted.status === 'entered-in-error') return wanted
  const after = standingOf(wanted)
  if (after?.state !== undefined && isStanding(after)) return wanted
  if (said === undefined && wanted.businessStatus !== undefined) return wanted
  const { businessStatus: _old, ...rest } = wanted
  const first = standingOf(rest) && firstStateOf((standingOf(rest) as Standing).phase)
  return first === undefined ? rest : { ...rest, businessStatus: businessStatusOf(first) }
}

/** Why it was on hold is not why it is going on. */
function withoutOldReason(before: Task, after: Task): Task {
  const standing = standingOf(after)
  if (before.status === after.status || !standing || needsReason(standing.phase)) return after
  if (!isSameContent(before.statusReason, after.statusReason)) return after
  const { statusReason: _old, ...rest } = after
  return rest
}

const fixedProblems = (before: Task, after: Task): ChangeProblem[] =>
  FIXED.filter(name => !isSameContent(before[name], after[name])).map(name => ({
    code: 'business-rule',
    expression: `Task.${name}`,
    diagnostics: `Task.${name} was said by the referrer and cannot be changed`,
  }))

/** What another program stored may be a pair that is none: then only its phase counts. */
function oldStandingOf(task: Task): Standing | undefined {
  // Base R4 has `ready` between requested and begun; a referral is to be received then, or can be withdrawn, as before.
  const status = task.status === 'ready' ? 'requested' : task.status
  const standing = standingOf({ ...task, status }) ?? standingOf({ status })
  return standing && (isStanding(standing) ? standing : { phase: standing.phase })
}

const unmoved = (before: Task, after: Task): boolean =>
  before.status === after.status && isSameContent(before.businessStatus, after.businessStatus)

const wordsFor = ({ phase, state }: Standing): string => (state === undefined ? phase : `${phase} (${state})`)

function moveProblems(before: Task, after: Task, by: readonly Party[]): ChangeProblem[] {
  const from = oldStandingOf(before)
  const to = standingOf(after)
  // Whatever state a service keeps it in, it is not moved by what is written beside it.
  if (unmoved(before, after) && !(from && isOver(from.phase))) return []
  if (!to || !isStanding(to)) {
    const known = to !== undefined || codeIn(after.businessStatus, CS.businessStatus) !== undefined
    return [
      {
        code: 'code-invalid',
        expression: known ? 'Task.businessStatus' : 'Task.status',
        diagnostics: `${to ? wordsFor(to) : 'This status'} is no state of a referral`,
      },
    ]
  }
  if (!from) {
    const text = 'The Task is in a state that referrals do not have: it can only be marked as entered in error'
    return to.phase === 'entered-in-error'
      ? []
      : [{ code: 'business-rule', expression: 'Task.status', diagnostics: text }]
  }
  const isSame = from.phase === to.phase && from.state === to.state
  if (isSame && isOver(from.phase))
    return [
      { code: 'business-rule', expression: 'Task.status', diagnostics: `The referral is closed: ${wordsFor(from)}` },
    ]
  if (isSame) return []
  if (!by.some(party => mayMove(party, from, to))) {
    const who = by.length === 1 ? ` by the ${by[0] === 'hub' ? 'service' : 'referrer'}` : ''
    return [
      {
        code: 'business-rule',
        expression: from.phase === to.phase ? 'Task.businessStatus' : 'Task.status',
        diagnostics: `A referral cannot be moved from ${wordsFor(from)} to ${wordsFor(to)}${who}`,
      },
    ]
  }
  return [...reasonProblems(after, to), ...outcomeProblems(after, to)]
}

function reasonProblems({ statusReason }: Task, { phase, state }: Standing): ChangeProblem[] {
  if (!needsReason(phase)) return []
  const code = codeIn(statusReason, CS.statusReason)
  if (
    code !== undefined &&
    (!isReason(code) || !fitsState(code, state)) &&
    (phase === 'rejected' || phase === 'cancelled')
  )
    return [
      {
        code: 'code-invalid',
        expression: 'Task.statusReason.coding',
        diagnostics: `Give one of the reasons that go with ${state ?? phase}: ${Object.keys(REASONS)
          .filter(each => isReason(each) && fitsState(each, state))
          .join(', ')}`,
      },
    ]
  if (statusReason?.text?.trim()) return []
  return [
    {
      code: 'required',
      expression: 'Task.statusReason.text',
      diagnostics: `Say in words why the referral is ${phase}`,
    },
  ]
}

function outcomeProblems({ output = [] }: Task, { phase }: Standing): ChangeProblem[] {
  if (phase !== 'completed') return []
  const codes = output.map(each => codeIn(each.valueCodeableConcept, CS.outcome)).filter(code => code !== undefined)
  if (codes.some(code => OUTCOMES.some(each => each === code))) return []
  return [
    {
      code: codes.length > 0 ? 'code-invalid' : 'required',
      expression: 'Task.output',
      diagnostics: `A referral is completed with an outcome of ${CS.outcome}: ${OUTCOMES.join(', ')}`,
    },
  ]
}
