import type { Consent } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { ok, type Result } from '../domain/result.ts'
import type { Withdrawal } from '../domain/withdrawal.ts'
import type { ActingClinician } from '../fhir/acting-clinician.ts'
import { isAboutPatientOf } from '../fhir/proven-referral.ts'
import { aboutOf, bearsOnly } from '../fhir/resource-about.ts'
import { ID } from '../fhir/systems.ts'
import { isWithdrawn, type ReferralAtHub, withdrawalTransaction } from '../fhir/write-withdrawal.ts'
import type { FhirClient } from './fhir-client.ts'
import type { Locating } from './stored-referral.ts'

export interface Withdrawing {
  readonly why: Withdrawal
  readonly clinician: ActingClinician
}

/** `over`: the service had ended it before, so there is nothing to withdraw. `not-there`: the hub has not got it. */
export type Withdrawn = 'withdrawn' | 'over' | 'not-there'

const TRIES = 3

/**
 * Withdraws a referral that the hub has, on the versions that stand there; when somebody there was quicker it is read again. After an answer that
 * says nothing the hub itself is asked whether it took it.
 */
export async function withdrawAtHub(
  fhir: Pick<FhirClient, 'baseUrl' | 'search' | 'transaction'>,
  locate: Locating,
  referralId: string,
  { why, clinician }: Withdrawing,
  now: () => Date,
): Promise<Result<Withdrawn, GatewayFailure>> {
  for (let tries = 1; ; tries += 1) {
    const stored = await readStored(fhir, locate, referralId)
    if (!stored.ok) return stored
    if (!stored.value) return ok('not-there')
    const transaction = withdrawalTransaction(stored.value, why, clinician, now().toISOString())
    if (!transaction.ok) return isWithdrawn(stored.value.task) ? ok('withdrawn') : ok('over')
    if (transaction.value === 'unchanged') return ok('withdrawn')
    const sent = await fhir.transaction(transaction.value)
    if (sent.ok) return ok('withdrawn')
    const after = await locate()
    if (after.ok && after.value && isWithdrawn(after.value.task)) return ok('withdrawn')
    if (sent.failure.code !== 'CONFLICT' || tries === TRIES) return sent
  }
}

async function readStored(
  fhir: Pick<FhirClient, 'baseUrl' | 'search'>,
  locate: Locating,
  referralId: string,
): Promise<Result<ReferralAtHub | undefined, GatewayFailure>> {
  const [found, consents] = await Promise.all([
    locate(),
    fhir.search('Consent', { identifier: `${ID.consent}|${referralId}` }, { maxPages: 1 }),
  ])
  if (!found.ok) return found
  if (!consents.ok) return consents
  const referral = found.value
  if (!referral) return ok(undefined)
  const consent = consents.value.find((each): each is Consent & { id: string } => {
    const about = each.resourceType === 'Consent' ? aboutOf(each) : undefined
    return (
      about !== undefined && bearsOnly(about, ID.consent, referralId) && isAboutPatientOf(each, referral, fhir.baseUrl)
    )
  })
  return ok({ task: referral.task, request: referral.request, consent })
}
