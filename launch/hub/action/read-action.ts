import {
  type ActionKind,
  CONTACT_METHODS,
  CONTACT_RESULTS,
  type CoachAction,
  DECLINE_CHOICES,
} from '../../../src/domain/coach-action.ts'
import { isLocalDate } from '../../../src/domain/local-date.ts'
import { OUTCOMES } from '../../../src/domain/referral-status.ts'
import { fail, ok, type Result } from '../../../src/domain/result.ts'
import { isWorkStatus } from '../../../src/domain/work-status.ts'
import type { Field } from './action-fields.ts'

export type Typed = Readonly<Record<string, string>>
/** An answer that is not right yet: on which control, and what to do. */
export interface FieldProblem {
  readonly field: string
  readonly message: string
}

const MOST = 500

/** What was typed and picked, for these fields only; kept over every refusal. */
export function typedIn(body: unknown, fields: readonly Field[]): Typed {
  const given = (name: string): string => {
    const value = typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : ''
    return typeof value === 'string' ? value.trim() : ''
  }
  return Object.fromEntries(fields.map(({ name }) => [name, given(name)]))
}

const VERSION: Field = { name: 'version', label: '', type: 'text' }
const ABOUT: Field = { name: 'about', label: '', type: 'text' }
/** Which referral was on the screen; empty in a form that was opened before this app said so. */
export const aboutIn = (body: unknown): string => typedIn(body, [ABOUT]).about ?? ''
/** The version that was on the screen. */
export const versionIn = (body: unknown): string => typedIn(body, [VERSION]).version ?? ''

export function problemsOf(fields: readonly Field[], typed: Typed): FieldProblem[] {
  return fields.flatMap(({ name, type, options, needed, label }) => {
    const value = typed[name] ?? ''
    if (value === '') return needed === undefined ? [] : [{ field: name, message: needed }]
    if (options && !options.some(([known]) => known === value))
      return [{ field: name, message: needed ?? 'Choose one' }]
    if (type === 'date' && !isLocalDate(value)) return [{ field: name, message: `${label}: enter a real date` }]
    if (type === 'time' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(value))
      return [{ field: name, message: `${label}: enter a time such as 14:30` }]
    if (value.length > MOST) return [{ field: name, message: `${label}: use ${MOST} characters or fewer` }]
    return []
  })
}

const pick = <T extends string>(known: readonly T[], value: string): T | undefined => known.find(each => each === value)
const keysOf = <T extends string>(table: Record<T, string>): readonly T[] => Object.keys(table) as T[]

/** The form as the action that it means, or what is not right yet. */
export function readAction(
  kind: ActionKind,
  fields: readonly Field[],
  typed: Typed,
  me: string,
): Result<CoachAction, FieldProblem[]> {
  const problems = problemsOf(fields, typed)
  const [first] = fields
  if (problems.length > 0) return fail(problems)
  const action = actionOf(kind, typed, fields, me)
  return action ? ok(action) : fail([{ field: first?.name ?? '', message: first?.needed ?? 'Choose one' }])
}

function actionOf(kind: ActionKind, typed: Typed, fields: readonly Field[], me: string): CoachAction | undefined {
  const at = (name: string): string => typed[name] ?? ''
  const method = pick(keysOf(CONTACT_METHODS), at('method'))
  switch (kind) {
    case 'contact': {
      const result = pick(keysOf(CONTACT_RESULTS), at('result'))
      return method && result && { kind, method, result }
    }
    case 'book':
      return method && { kind, day: at('day'), time: at('time'), method }
    case 'assign': {
      const name = at('to') === 'me' ? me : fields[0]?.options?.find(([value]) => value === at('to'))?.[1]
      return name === undefined ? undefined : { kind, to: at('to'), name }
    }
    case 'ask':
      return { kind, question: at('question') }
    case 'wait':
      return { kind, ...(at('from') && { from: at('from') }) }
    case 'pause':
      return { kind, why: at('why'), ...(at('until') && { until: at('until') }) }
    case 'decline': {
      const reason = pick(DECLINE_CHOICES, at('reason'))
      return reason && { kind, reason, words: at('words') }
    }
    case 'close': {
      const outcome = pick(OUTCOMES, at('outcome'))
      const workStatus = at('workStatus')
      if (!outcome || !isWorkStatus(workStatus)) return undefined
      return { kind, outcome, workStatus, plan: at('plan'), onward: at('onward'), message: at('message') }
    }
    default:
      return { kind }
  }
}
