import { z } from 'zod'
import { FAILURE_KINDS, type FailureKind } from '../domain/gateway-failure.ts'
import { PUBLISHED_ERRORS } from './published-errors.ts'

/** Statuses that leave it open whether the message or the way that it came is at fault. Of any other, the status has the say. */
const OPEN: ReadonlySet<number> = new Set([400, 409, 412, 422])

const CLASH: ReadonlySet<number> = new Set([409, 412])

/** Of FHIR's own issue types those that settle it: `security` and its kin, `not-supported`, `transient` and its kin, a rule of the service. */
const BY_ISSUE: ReadonlyMap<string, FailureKind> = new Map<string, FailureKind>([
  ...(['security', 'login', 'expired', 'forbidden', 'suppressed'] as const).map(of('to-mend')),
  ...(['transient', 'lock-error', 'no-store', 'exception', 'timeout', 'throttled'] as const).map(of('passing')),
  ['business-rule', 'declined'],
])

const BY_PUBLISHED_CODE: ReadonlyMap<string, FailureKind> = new Map(
  Object.values(PUBLISHED_ERRORS).flatMap(table =>
    FAILURE_KINDS.flatMap(kind => table[kind].map((code): [string, FailureKind] => [code, kind])),
  ),
)

const outcome = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(
    z.object({
      severity: z.string().catch('error'),
      code: z.string().catch(''),
      details: z.object({ coding: z.array(z.object({ code: z.string().catch('') })).catch([]) }).catch({ coding: [] }),
    }),
  ),
})

/**
 * The kind of a refusal whose status leaves it open, from the OperationOutcome that came with it. A 400 is never the service's no to a patient
 * unless it says so: FHIR has it for what could not be read at all, and a proxy for what it did not like (hazard H03).
 */
export function outcomeKind(status: number, body: unknown): FailureKind | undefined {
  if (!OPEN.has(status)) return undefined
  const said = outcome.safeParse(body)
  const issues = said.success ? said.data.issue.filter(({ severity }) => /^(error|fatal)$/.test(severity)) : []
  for (const issue of issues) {
    const kind = kindOfIssue(issue)
    // A clash is about what is there already, whatever else it is called: BaRS has a BAD_REQUEST for a duplicate.
    if (kind !== undefined && !(kind === 'to-mend' && CLASH.has(status))) return kind
  }
  return status === 400 ? 'to-mend' : undefined
}

function kindOfIssue({ code, details }: z.infer<typeof outcome>['issue'][number]): FailureKind | undefined {
  // A version or a feature that the other side does not have, whatever else it calls it.
  if (code === 'not-supported') return 'to-mend'
  const published = details.coding.flatMap(coding => BY_PUBLISHED_CODE.get(coding.code) ?? [])
  return published[0] ?? BY_ISSUE.get(code)
}

function of(kind: FailureKind) {
  return (code: string): [string, FailureKind] => [code, kind]
}
