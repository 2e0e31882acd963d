import type { Bundle, Consent, FhirResource, ServiceRequest, Task } from 'fhir/r4.js'
import type { Instant } from '../domain/local-date.ts'
import { ok, type Result } from '../domain/result.ts'
import { WITHDRAWALS, type Withdrawal } from '../domain/withdrawal.ts'
import type { ActingClinician } from './acting-clinician.ts'
import { linkedTransaction, putOver } from './linked-entries.ts'
import { type ChangeProblem, decideChange } from './task-change.ts'
import { movedTask } from './task-move.ts'
import { standingOf } from './task-standing.ts'
import { writeTaskProvenance } from './write-task-provenance.ts'

type Stored<T> = T & { readonly id: string }

/** A referral as it stands at the hub just now. */
export interface ReferralAtHub {
  readonly task: Stored<Task>
  readonly request: Stored<ServiceRequest>
  /** The patient's agreement, where the hub keeps it. */
  readonly consent: Stored<Consent> | undefined
}

/**
 * The referrer's withdrawal as one transaction on the very versions that were read: the request is the referrer's own and is revoked, the
 * work is cancelled, and where the patient withdrew, the agreement ends.
 * `unchanged` where it was withdrawn already.
 */
export function withdrawalTransaction(
  { task, request, consent }: ReferralAtHub,
  why: Withdrawal,
  clinician: ActingClinician,
  now: Instant,
): Result<Bundle<FhirResource> | 'unchanged', ChangeProblem[]> {
  const isMistake = why === 'mistake'
  const decided = withdrawnTask(task, why, now)
  if (!decided.ok) return decided
  if (decided.value === 'unchanged') return ok('unchanged')
  const agreementEnds = isMistake || why === 'patient-withdrew'
  return ok(
    linkedTransaction('WithdrawalMessage', [
      putOver(urn(1), { ...decided.value, id: task.id }),
      putOver(urn(2), { ...request, status: isMistake ? 'entered-in-error' : 'revoked' }),
      ...(consent && agreementEnds ? [putOver(urn(3), ended(consent, isMistake))] : []),
      {
        fullUrl: urn(9),
        resource: writeTaskProvenance(task.id, clinician.agent, now),
        request: { method: 'POST', url: 'Provenance' },
      },
      ...clinician.entries,
    ]),
  )
}

/** The work as the referrer ends it; `unchanged` where that is so already. */
export const withdrawnTask = (task: Task, why: Withdrawal, now: Instant): Result<Task | 'unchanged', ChangeProblem[]> =>
  decideChange(
    task,
    movedTask(task, {
      to: why === 'mistake' ? { phase: 'entered-in-error' } : { phase: 'cancelled', state: 'withdrawn' },
      reason: { text: WITHDRAWALS[why] },
    }),
    ['referrer'],
    now,
  )

/** Either end by the referrer: withdrawn, or a mistake. */
export function isWithdrawn(task: Task): boolean {
  const standing = standingOf(task)
  return standing?.state === 'withdrawn' || standing?.phase === 'entered-in-error'
}

const ended = (consent: Stored<Consent>, isMistake: boolean): Stored<Consent> => ({
  ...consent,
  status: isMistake ? 'entered-in-error' : 'inactive',
})

/** The name of an entry inside the transaction. */
const urn = (number: number): string => `urn:uuid:00000000-0000-4000-8000-00000000d00${number}`
