import type { QuestionnaireResponse } from 'fhir/r4.js'
import { type ContactDetails, isSameContact } from '../domain/contact-details.ts'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { type ContactChange, contactTransaction, readContact, type StoredContact } from '../fhir/amend-contact.ts'
import { isAboutPatientOf } from '../fhir/proven-referral.ts'
import { type ContactRelease, releaseTransaction } from '../fhir/release-contact.ts'
import { aboutOf, bearsOnly } from '../fhir/resource-about.ts'
import { ID } from '../fhir/systems.ts'
import { isReleased } from '../fhir/task-talk.ts'
import type { FhirClient } from './fhir-client.ts'
import type { Locating } from './stored-referral.ts'

type Reading = Pick<FhirClient, 'baseUrl' | 'search'>
type Changing = Reading & Pick<FhirClient, 'transaction'>

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
export const amendContactAtHub = (
  fhir: Changing,
  locate: Locating,
  referralId: string,
  change: ContactAmendment,
  now: () => Date,
): Promise<Result<'told' | 'over', GatewayFailure>> =>
  changeContact(fhir, locate, referralId, {
    write: stored => contactTransaction(stored, change, now().toISOString()),
    isThere: stored => isSameContact(readContact(stored), change.contact),
  })

/** Contact details that were held back follow, with the talk recorded on the work (hazard H10). */
export const releaseContactAtHub = (
  fhir: Changing,
  locate: Locating,
  referralId: string,
  release: ContactRelease,
  now: () => Date,
): Promise<Result<'told' | 'over', GatewayFailure>> =>
  changeContact(fhir, locate, referralId, {
    write: stored => releaseTransaction(stored, release, now().toISOString()),
    isThere: stored =>
      isReleased(stored.task) && (release.contact === undefined || isSameContact(readContact(stored), release.contact)),
  })

interface Change {
  readonly write: (stored: StoredContact) => ReturnType<typeof contactTransaction>
  /** Whether the hub has it, after an answer that says nothing. */
  readonly isThere: (stored: StoredContact) => boolean
}

async function changeContact(
  fhir: Changing,
  locate: Locating,
  referralId: string,
  { write, isThere }: Change,
): Promise<Result<'told' | 'over', GatewayFailure>> {
  for (let tries = 1; ; tries += 1) {
    const stored = await readStored(fhir, locate, referralId)
    if (!stored.ok) return stored
    if (!stored.value) return fail({ code: 'NOT_FOUND', diagnostics: 'the hub has not got this referral' })
    const transaction = write(stored.value)
    if (!transaction.ok) return ok('over')
    if (transaction.value === 'unchanged') return ok('told')
    const sent = await fhir.transaction(transaction.value)
    if (sent.ok) return ok('told')
    const after = await readStored(fhir, locate, referralId)
    if (after.ok && after.value && isThere(after.value)) return ok('told')
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
