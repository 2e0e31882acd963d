import type { QuestionnaireResponse } from 'fhir/r4.js'
import { type ContactDetails, isSameContact } from '../domain/contact-details.ts'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { type ContactChange, contactTransaction, readContact, type StoredContact } from '../fhir/amend-contact.ts'
import { isAboutPatientOf } from '../fhir/proven-referral.ts'
import { aboutOf, bearsOnly } from '../fhir/resource-about.ts'
import { ID } from '../fhir/systems.ts'
import type { FhirClient } from './fhir-client.ts'
import type { Locating } from './stored-referral.ts'

type Reading = Pick<FhirClient, 'baseUrl' | 'search'>

export type ContactAmendment = ContactChange

const TRIES = 3

/** How the service was told to reach the patient. */
export async function toldContactAtHub(
  fhir: Reading,
  locate: Locating,
  referralId: string,
): Promise<Result<ContactDetails | undefined, GatewayFailure>> {
  const stored = await readStored(fhir, locate, referralId)
  return stored.ok ? ok(stored.value && readContact(stored.value)) : stored
}

/**
 * Corrects it on the versions that stand there; when somebody was quicker it is read again, and after an answer that says nothing the hub itself
 * is asked whether it took it. `over`: the service has ended the referral, and needs to know no more of the patient.
 */
export async function amendContactAtHub(
  fhir: Reading & Pick<FhirClient, 'transaction'>,
  locate: Locating,
  referralId: string,
  change: ContactAmendment,
  now: () => Date,
): Promise<Result<'told' | 'over', GatewayFailure>> {
  for (let tries = 1; ; tries += 1) {
    const stored = await readStored(fhir, locate, referralId)
    if (!stored.ok) return stored
    if (!stored.value) return fail({ code: 'NOT_FOUND', diagnostics: 'the hub has not got this referral' })
    const transaction = contactTransaction(stored.value, change, now().toISOString())
    if (!transaction.ok) return ok('over')
    if (transaction.value === 'unchanged') return ok('told')
    const sent = await fhir.transaction(transaction.value)
    if (sent.ok) return ok('told')
    const after = await readStored(fhir, locate, referralId)
    if (after.ok && after.value && isSameContact(readContact(after.value), change.contact)) return ok('told')
    if (sent.failure.code !== 'CONFLICT' || tries === TRIES) return sent
  }
}

/** The snapshot of this very referral: another patient's is never touched (hazard H01). Undefined where the hub has not got it. */
async function readStored(
  fhir: Reading,
  locate: Locating,
  referralId: string,
): Promise<Result<StoredContact | undefined, GatewayFailure>> {
  const [found, forms] = await Promise.all([
    locate(),
    fhir.search('QuestionnaireResponse', { identifier: `${ID.referralForm}|${referralId}` }, { maxPages: 1 }),
  ])
  if (!found.ok) return found
  if (!forms.ok) return forms
  const referral = found.value
  if (!referral) return ok(undefined)
  const form = forms.value.find((each): each is QuestionnaireResponse & { id: string } => {
    const about = each.resourceType === 'QuestionnaireResponse' ? aboutOf(each) : undefined
    return (
      about !== undefined &&
      bearsOnly(about, ID.referralForm, referralId) &&
      isAboutPatientOf(each, referral, fhir.baseUrl)
    )
  })
  return ok({ task: referral.task, patient: referral.patient, form })
}
