import { z } from 'zod'

export const STATUSES = ['pass', 'warn', 'fail', 'not-run'] as const

/** What one check found. Holds no token, no key and nothing of a patient. */
const checkedSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** The part of the EHR that it is about. */
  group: z.string(),
  name: z.string(),
  status: z.enum(STATUSES),
  /** Where the standard says so. */
  clause: z.string(),
  /** What was seen, or why it was not run. */
  seen: z.string(),
  /** What to do about it; absent where it passed. */
  todo: z.string().optional(),
})
export type Checked = z.infer<typeof checkedSchema>

const count = z.int().nonnegative()

/** The result of an EHR check, as JSON. `full` means: with a sign-in and a launched patient. */
export const reportSchema = z.strictObject({
  issuer: z.url(),
  depth: z.enum(['without-sign-in', 'full']),
  checkedAt: z.iso.datetime(),
  summary: z.strictObject({ pass: count, warn: count, fail: count, 'not-run': count }),
  checks: z.array(checkedSchema),
})
export type Report = z.infer<typeof reportSchema>

export type Status = (typeof STATUSES)[number]

export const summaryOf = (checks: readonly Pick<Checked, 'status'>[]): Report['summary'] => {
  const counted = (status: Status): number => checks.filter(each => each.status === status).length
  return { pass: counted('pass'), warn: counted('warn'), fail: counted('fail'), 'not-run': counted('not-run') }
}
