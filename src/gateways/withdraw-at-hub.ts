import type { Consent, ServiceRequest, Task } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import type { Receipt } from '../domain/receipt.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Withdrawal } from '../domain/withdrawal.ts'
import type { ActingClinician } from '../fhir/acting-clinician.ts'
import { identifierIn } from '../fhir/elements.ts'
import { ID } from '../fhir/systems.ts'
import { isWithdrawn, type ReferralAtHub, withdrawalTransaction } from '../fhir/write-withdrawal.ts'
import type { FhirClient } from './fhir-client.ts'

export interface Withdrawing {
  readonly referralId: string
  readonly why: Withdrawal
  readonly clinician: ActingClinician
}

/** `over`: the service had ended it before, so there is nothing to withdraw. */
export type Withdrawn = 'withdrawn' | 'over'

const TRIES = 3

/**
 * Withdraws a referral that the hub has, on the versions that stand there; when somebody there was quicker it is read again. After an answer that
 * says nothing the hub itself is asked whether it took it.
 */
export async function withdrawAtHub(
  fhir: Pick<FhirClient, 'read' | 'search' | 'transaction'>,
  receipt: Receipt,
  { referralId, why, clinician }: Withdrawing,
  now: () => Date,
): Promise<Result<Withdrawn, GatewayFailure>> {
  for (let tries = 1; ; tries += 1) {
    const stored = await readStored(fhir, receipt, referralId)
    if (!stored.ok) return stored
    const transaction = withdrawalTransaction(stored.value, why, clinician, now().toISOString())
    if (!transaction.ok) return isWithdrawn(stored.value.task) ? ok('withdrawn') : ok('over')
    if (transaction.value === 'unchanged') return ok('withdrawn')
    const sent = await fhir.transaction(transaction.value)
    if (sent.ok) return ok('withdrawn')
    const after = await fhir.read('Task', stored.value.task.id)
    if (after.ok && isWithdrawn(after.value)) return ok('withdrawn')
    if (sent.failure.code !== 'CONFLICT' || tries === TRIES) return sent
  }
}

async function readStored(
  fhir: Pick<FhirClient, 'read' | 'search'>,
  receipt: Receipt,
  referralId: string,
): Promise<Result<ReferralAtHub, GatewayFailure>> {
  const idIn = (reference: string): string => reference.split('/')[1] ?? ''
  const [task, request, consents] = await Promise.all([
    fhir.read('Task', idIn(receipt.task)),
    fhir.read('ServiceRequest', idIn(receipt.serviceRequest)),
    fhir.search('Consent', { identifier: `${ID.consent}|${referralId}` }, { maxPages: 1 }),
  ])
  if (!task.ok) return task
  if (!request.ok) return request
  if (!consents.ok) return consents
  if (identifierIn(request.value.identifier, ID.referral)?.value !== referralId)
    return fail({ code: 'GARBAGE', diagnostics: 'the hub has another referral there' })
  const consent = consents.value.find(
    (each): each is Consent =>
      each.resourceType === 'Consent' && identifierIn(each.identifier, ID.consent)?.value === referralId,
  )
  return ok({
    task: withId<Task>(task.value, receipt.task),
    request: withId<ServiceRequest>(request.value, receipt.serviceRequest),
    consent: consent?.id ? withId<Consent>(consent, `Consent/${consent.id}`) : undefined,
  })
}

const withId = <T extends object>(resource: T, reference: string): T & { readonly id: string } => ({
  ...resource,
  id: reference.split('/')[1] ?? '',
})
