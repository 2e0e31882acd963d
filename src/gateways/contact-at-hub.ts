import type { QuestionnaireResponse } from 'fhir/r4.js'
import { type ContactDetails, isSameContact } from '../domain/contact-details.ts'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import type { Receipt } from '../domain/receipt.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { type ContactChange, contactTransaction, readContact, type StoredContact } from '../fhir/amend-contact.ts'
import { ID } from '../fhir/systems.ts'
import type { FhirClient } from './fhir-client.ts'

type Reading = Pick<FhirClient, 'read' | 'search'>

export interface ContactAmendment extends ContactChange {
  readonly referralId: string
}

const TRIES = 3

/** How the service was told to reach the patient. */
export async function toldContactAtHub(
  fhir: Reading,
  receipt: Receipt,
  referralId: string,
): Promise<Result<ContactDetails | undefined, GatewayFailure>> {
  const stored = await readStored(fhir, receipt, referralId)
  return stored.ok ? ok(readContact(stored.value)) : stored
}

/**
 * Corrects it on the versions that stand there; when somebody was quicker it is read again, and after an answer that says nothing the hub itself
 * is asked whether it took it. `over`: the service has ended the referral, and needs to know no more of the patient.
 */
export async function amendContactAtHub(
  fhir: Reading & Pick<FhirClient, 'transaction'>,
  receipt: Receipt,
  { referralId, ...change }: ContactAmendment,
  now: () => Date,
): Promise<Result<'told' | 'over', GatewayFailure>> {
  for (let tries = 1; ; tries += 1) {
    const stored = await readStored(fhir, receipt, referralId)
    if (!stored.ok) return stored
    const transaction = contactTransaction(stored.value, change, now().toISOString())
    if (!transaction.ok) return ok('over')
    if (transaction.value === 'unchanged') return ok('told')
    const sent = await fhir.transaction(transaction.value)
    if (sent.ok) return ok('told')
    const after = await readStored(fhir, receipt, referralId)
    if (after.ok && isSameContact(readContact(after.value), change.contact)) return ok('told')
    if (sent.failure.code !== 'CONFLICT' || tries === TRIES) return sent
  }
}

/** The snapshot of this very referral: another patient's is never touched (hazard H01). */
async function readStored(
  fhir: Reading,
  receipt: Receipt,
  referralId: string,
): Promise<Result<StoredContact, GatewayFailure>> {
  const idIn = (reference: string): string => reference.split('/')[1] ?? ''
  const [task, patient, forms] = await Promise.all([
    fhir.read('Task', idIn(receipt.task)),
    fhir.read('Patient', idIn(receipt.patient)),
    fhir.search('QuestionnaireResponse', { identifier: `${ID.referralForm}|${referralId}` }, { maxPages: 1 }),
  ])
  if (!task.ok) return task
  if (!patient.ok) return patient
  if (!forms.ok) return forms
  const isOurs = patient.value.identifier?.some(
    ({ system, value }) => system === ID.referralPatient && value === referralId,
  )
  if (!isOurs) return fail({ code: 'GARBAGE', diagnostics: 'the hub has another patient there' })
  const form = forms.value.find(
    (each): each is QuestionnaireResponse & { id: string } =>
      each.resourceType === 'QuestionnaireResponse' &&
      each.id !== undefined &&
      each.identifier?.system === ID.referralForm &&
      each.identifier.value === referralId,
  )
  return ok({
    task: { ...task.value, id: idIn(receipt.task) },
    patient: { ...patient.value, id: idIn(receipt.patient) },
    form,
  })
}
