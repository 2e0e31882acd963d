import type { FhirResource } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import type { ToldNote, WholeNote } from '../domain/later-note.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { ActingClinician } from '../fhir/acting-clinician.ts'
import { isAboutPatientOf } from '../fhir/proven-referral.ts'
import { aboutOf, bearsOnly } from '../fhir/resource-about.ts'
import { ID } from '../fhir/systems.ts'
import { laterNoteTransaction, readToldNote, type StoredAdvice } from '../fhir/told-note.ts'
import type { FhirClient } from './fhir-client.ts'
import type { Locating } from './stored-referral.ts'

type Reading = Pick<FhirClient, 'baseUrl' | 'search'>

const TRIES = 3

/** What the service was told of the fit note; undefined where the patient's agreement let no note leave, or ended. */
export async function toldNoteAtHub(
  fhir: Reading,
  locate: Locating,
  referralId: string,
): Promise<Result<ToldNote | undefined, GatewayFailure>> {
  const stored = await readStored(fhir, locate, referralId)
  return stored.ok ? ok(stored.value && readToldNote(stored.value)) : stored
}

/**
 * Puts a later note in the place of the one that the service was told of. When somebody was quicker it is read again; after an answer
 * that says nothing the hub itself is asked whether it took it.
 */
export async function updateNoteAtHub(
  fhir: Reading & Pick<FhirClient, 'transaction'>,
  locate: Locating,
  referralId: string,
  { note, clinician }: { note: WholeNote; clinician: ActingClinician },
  now: () => Date,
): Promise<Result<'told', GatewayFailure>> {
  for (let tries = 1; ; tries += 1) {
    const stored = await readStored(fhir, locate, referralId)
    if (!stored.ok) return stored
    if (!stored.value) return fail({ code: 'NOT_FOUND', diagnostics: 'no advice that may be updated' })
    if (isTold(readToldNote(stored.value), note)) return ok('told')
    const sent = await fhir.transaction(laterNoteTransaction(stored.value, note, clinician, now().toISOString()))
    if (sent.ok) return ok('told')
    const after = await readStored(fhir, locate, referralId)
    if (after.ok && after.value && isTold(readToldNote(after.value), note)) return ok('told')
    if (sent.failure.code !== 'CONFLICT' || tries === TRIES) return sent
  }
}

const isTold = (told: ToldNote | undefined, { advice, period }: WholeNote): boolean =>
  told?.advice === advice && told.from === period.from && told.to === period.to

/** The advice of this very referral (hazard H01), as long as the patient's agreement to share it stands. */
async function readStored(
  fhir: Reading,
  locate: Locating,
  referralId: string,
): Promise<Result<StoredAdvice | undefined, GatewayFailure>> {
  const adviceId = `${referralId}.note-advice`
  const [found, advice, consents] = await Promise.all([
    locate(),
    fhir.search('Observation', { identifier: `${ID.extract}|${adviceId}` }, { maxPages: 1 }),
    fhir.search('Consent', { identifier: `${ID.consent}|${referralId}` }, { maxPages: 1 }),
  ])
  if (!found.ok) return found
  if (!advice.ok) return advice
  if (!consents.ok) return consents
  const referral = found.value
  if (!referral) return ok(undefined)
  const isOurs = (each: FhirResource, system: string, number: string): boolean => {
    const about = aboutOf(each)
    return about !== undefined && bearsOnly(about, system, number) && isAboutPatientOf(each, referral, fhir.baseUrl)
  }
  const agrees = consents.value.some(
    each => each.resourceType === 'Consent' && each.status === 'active' && isOurs(each, ID.consent, referralId),
  )
  const stored = advice.value.find(
    (each): each is StoredAdvice =>
      each.resourceType === 'Observation' && each.status !== 'entered-in-error' && isOurs(each, ID.extract, adviceId),
  )
  return ok(agrees ? stored : undefined)
}
