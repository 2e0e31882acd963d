import type { Consent } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import type { ToldNote, WholeNote } from '../domain/later-note.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { ActingClinician } from '../fhir/acting-clinician.ts'
import { identifierIn } from '../fhir/elements.ts'
import { ID } from '../fhir/systems.ts'
import { laterNoteTransaction, readToldNote, type StoredAdvice } from '../fhir/told-note.ts'
import type { FhirClient } from './fhir-client.ts'

type Reading = Pick<FhirClient, 'search'>

const TRIES = 3

/** What the service was told of the fit note; undefined where the patient's agreement let no note leave, or ended. */
export async function toldNoteAtHub(
  fhir: Reading,
  referralId: string,
): Promise<Result<ToldNote | undefined, GatewayFailure>> {
  const stored = await readStored(fhir, referralId)
  return stored.ok ? ok(stored.value && readToldNote(stored.value)) : stored
}

/**
 * Puts a later note in the place of the one that the service was told of. When somebody was quicker it is read again; after an answer
 * that says nothing the hub itself is asked whether it took it.
 */
export async function updateNoteAtHub(
  fhir: Reading & Pick<FhirClient, 'transaction'>,
  { referralId, note, clinician }: { referralId: string; note: WholeNote; clinician: ActingClinician },
  now: () => Date,
): Promise<Result<'told', GatewayFailure>> {
  for (let tries = 1; ; tries += 1) {
    const stored = await readStored(fhir, referralId)
    if (!stored.ok) return stored
    if (!stored.value) return fail({ code: 'NOT_FOUND', diagnostics: 'no advice that may be updated' })
    if (isTold(readToldNote(stored.value), note)) return ok('told')
    const sent = await fhir.transaction(laterNoteTransaction(stored.value, note, clinician, now().toISOString()))
    if (sent.ok) return ok('told')
    const after = await readStored(fhir, referralId)
    if (after.ok && after.value && isTold(readToldNote(after.value), note)) return ok('told')
    if (sent.failure.code !== 'CONFLICT' || tries === TRIES) return sent
  }
}

const isTold = (told: ToldNote | undefined, { advice, period }: WholeNote): boolean =>
  told?.advice === advice && told.from === period.from && told.to === period.to

/** The advice of this very referral (hazard H01), as long as the patient's agreement to share it stands. */
async function readStored(
  fhir: Reading,
  referralId: string,
): Promise<Result<StoredAdvice | undefined, GatewayFailure>> {
  const adviceId = `${referralId}.note-advice`
  const [advice, consents] = await Promise.all([
    fhir.search('Observation', { identifier: `${ID.extract}|${adviceId}` }, { maxPages: 1 }),
    fhir.search('Consent', { identifier: `${ID.consent}|${referralId}` }, { maxPages: 1 }),
  ])
  if (!advice.ok) return advice
  if (!consents.ok) return consents
  const agrees = consents.value.some(
    (each): each is Consent =>
      each.resourceType === 'Consent' &&
      each.status === 'active' &&
      identifierIn(each.identifier, ID.consent)?.value === referralId,
  )
  const stored = advice.value.find(
    (each): each is StoredAdvice =>
      each.resourceType === 'Observation' &&
      each.id !== undefined &&
      each.status !== 'entered-in-error' &&
      identifierIn(each.identifier, ID.extract)?.value === adviceId,
  )
  return ok(agrees ? stored : undefined)
}
