import type { Bundle, BundleEntry, Consent, FhirResource, ServiceRequest, Task } from 'fhir/r4.js'
import type { Instant } from '../domain/local-date.ts'
import { ok, type Result } from '../domain/result.ts'
import { WITHDRAWALS, type Withdrawal } from '../domain/withdrawal.ts'
import { linkedTransaction } from './linked-entries.ts'
import { type ChangeProblem, decideChange } from './task-change.ts'
import { movedTask } from './task-move.ts'
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
  clinician: string,
  now: Instant,
): Result<Bundle<FhirResource> | 'unchanged', ChangeProblem[]> {
  const isMistake = why === 'mistake'
  const wanted = movedTask(task, {
    to: isMistake ? { phase: 'entered-in-error' } : { phase: 'cancelled', state: 'withdrawn' },
    reason: { text: WITHDRAWALS[why] },
  })
  const decided = decideChange(task, wanted, ['referrer'], now)
  if (!decided.ok) return decided
  if (decided.value === 'unchanged') return ok('unchanged')
  // The clinician by name, for the organisation that referred.
  const who = { ...(request.requester ?? task.requester), display: clinician }
  const agreementEnds = isMistake || why === 'patient-withdrew'
  return ok(
    linkedTransaction([
      put(urn(1), { ...decided.value, id: task.id }),
      put(urn(2), { ...request, status: isMistake ? 'entered-in-error' : 'revoked' }),
      ...(consent && agreementEnds ? [put(urn(3), ended(consent, isMistake))] : []),
      {
        fullUrl: urn(9),
        resource: writeTaskProvenance(task.id, who, now),
        request: { method: 'POST', url: 'Provenance' },
      },
    ]),
  )
}

const ended = (consent: Stored<Consent>, isMistake: boolean): Stored<Consent> => ({
  ...consent,
  status: isMistake ? 'entered-in-error' : 'inactive',
})

/** The name of an entry inside the transaction. */
const urn = (number: number): string => `urn:uuid:00000000-0000-4000-8000-00000000d00${number}`

/** Over the version that was read, or not at all: nobody's change at the hub is lost. */
function put(fullUrl: string, resource: FhirResource & { readonly id: string }): BundleEntry<FhirResource> {
  const version = resource.meta?.versionId
  const url = `${resource.resourceType}/${resource.id}`
  return { fullUrl, resource, request: { method: 'PUT', url, ...(version && { ifMatch: `W/"${version}"` }) } }
}
