import { isLocalDate } from '../../../src/domain/local-date.ts'
import { fail, ok, type Result } from '../../../src/domain/result.ts'
import type { Sought } from '../../../src/domain/worklist-query.ts'
import type { Field } from '../action/action-fields.ts'
import { type FieldProblem, problemsOf, type Typed, typedIn } from '../action/read-action.ts'

/** By what a referral can be found, each as the hub's own search knows it. */
export const SOUGHT_FIELDS: readonly Field[] = [
  { name: 'name', label: 'Name', type: 'text', hint: 'First name, last name or both' },
  { name: 'born', label: 'Date of birth', type: 'date' },
  { name: 'number', label: 'Reference or NHS number', type: 'text', hint: 'A reference looks like CGM5-FH27' },
  { name: 'sent', label: 'Sent on', type: 'date' },
]

const MOST = 100

/** What was typed; nothing typed, or a date that is none, is no search. */
export function readSought(body: unknown): Result<Sought, readonly FieldProblem[]> {
  const typed: Typed = typedIn(body, SOUGHT_FIELDS)
  const problems = problemsOf(SOUGHT_FIELDS, typed)
  if (problems.length > 0) return fail(problems)
  const day = (name: string): string => (isLocalDate(typed[name] ?? '') ? (typed[name] ?? '') : '')
  const sought = {
    name: typed.name?.slice(0, MOST) ?? '',
    born: day('born'),
    number: typed.number?.slice(0, MOST) ?? '',
    sent: day('sent'),
  }
  const isEmpty = Object.values(sought).every(each => each === '')
  return isEmpty ? fail([{ field: 'name', message: 'Type a name, a number or a date' }]) : ok(sought)
}
