import type { Bundle, Task } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import type { Receipt } from '../domain/receipt.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { ID } from '../fhir/systems.ts'
import { amendContactAtHub, type ContactAmendment, toldContactAtHub } from './contact-at-hub.ts'
import type { FhirClient } from './fhir-client.ts'
import { toldNoteAtHub, updateNoteAtHub } from './note-at-hub.ts'
import { answerQuestion, readQuestions, type ServiceQuestion } from './service-questions.ts'
import { type Withdrawing, type Withdrawn, withdrawAtHub } from './withdraw-at-hub.ts'
import { workStatusAtReferral } from './work-status-at-hub.ts'

/** The FHIR server of one WorkWell service: takes referrals in, and says how they stand. */
export interface Hub {
  send(bundle: Bundle, referralId: string): Promise<Result<Receipt, GatewayFailure>>
  /**
   * The receipt of a referral that arrived earlier; undefined when the hub does not have all of it. With a Provenance's id:
   * of a later message about it, which arrived when that Provenance is there.
   */
  find(referralId: string, provenanceId?: string): Promise<Result<Receipt | undefined, GatewayFailure>>
  readTask(receipt: Receipt): Promise<Result<Task, GatewayFailure>>
  /** What the service asked about a referral that arrived, and the referrer's answer to it. */
  questions(receipt: Receipt): Promise<Result<ServiceQuestion[], GatewayFailure>>
  answer(
    receipt: Receipt,
    answer: Parameters<typeof answerQuestion>[2],
  ): Promise<Result<'answered' | 'answered-before', GatewayFailure>>
  /** What the service was told of the fit note, where the patient lets it know one; and a later note in its place. */
  toldNote(referralId: string): ReturnType<typeof toldNoteAtHub>
  updateNote(update: Parameters<typeof updateNoteAtHub>[1]): ReturnType<typeof updateNoteAtHub>
  /** A code of the work-status list, as it went out with the referral. */
  workStatusAtReferral(referralId: string): ReturnType<typeof workStatusAtReferral>
  /** How the service was told to reach the patient, where it can be corrected; and other details in their place. */
  toldContact(receipt: Receipt, referralId: string): ReturnType<typeof toldContactAtHub>
  amendContact(receipt: Receipt, amendment: ContactAmendment): ReturnType<typeof amendContactAtHub>
  /** Withdraws a referral that arrived. */
  withdraw(receipt: Receipt, withdrawing: Withdrawing): Promise<Result<Withdrawn, GatewayFailure>>
}

type ReceiptType = 'ServiceRequest' | 'Task' | 'Patient'

export function createHub(
  fhir: Pick<FhirClient, 'read' | 'search' | 'transaction'>,
  now: () => Date = () => new Date(),
): Hub {
  async function send(bundle: Bundle, referralId: string): Promise<Result<Receipt, GatewayFailure>> {
    const sent = await fhir.transaction(bundle)
    if (!sent.ok && sent.failure.code !== 'GARBAGE') return sent
    const serviceRequest = sent.ok && stored(bundle, sent.value, 'ServiceRequest')
    const task = sent.ok && stored(bundle, sent.value, 'Task')
    const patient = sent.ok && stored(bundle, sent.value, 'Patient')
    if (serviceRequest && task && patient) {
      return ok({ receivedAt: now().toISOString(), serviceRequest, task, patient })
    }
    // An answer that cannot be read is not a receipt, and not a refusal either: the hub itself has to say.
    const found = await find(referralId)
    if (!found.ok) return found
    if (found.value) return ok(found.value)
    return sent.ok ? fail({ code: 'GARBAGE', diagnostics: 'answer does not say where the referral is stored' }) : sent
  }

  async function find(referralId: string, provenanceId?: string): Promise<Result<Receipt | undefined, GatewayFailure>> {
    if (provenanceId !== undefined) {
      const provenance = await fhir.read('Provenance', provenanceId)
      if (!provenance.ok) return provenance.failure.code === 'NOT_FOUND' ? ok(undefined) : provenance
    }
    const [requests, tasks] = await Promise.all([
      fhir.search('ServiceRequest', { identifier: `${ID.referral}|${referralId}` }, { maxPages: 1 }),
      fhir.search('Task', { identifier: `${ID.referralTask}|${referralId}` }, { maxPages: 1 }),
    ])
    if (!requests.ok) return requests
    if (!tasks.ok) return tasks
    // A server that does not know a search parameter may leave it out and answer with anything: only our own counts.
    const request = requests.value.find(
      each => each.resourceType === 'ServiceRequest' && isOurs(each.identifier, ID.referral, referralId),
    )
    const task = tasks.value.find(
      each => each.resourceType === 'Task' && isOurs(each.identifier, ID.referralTask, referralId),
    )
    const patient =
      request?.resourceType === 'ServiceRequest' ? referenceIn(request.subject?.reference, 'Patient') : undefined
    if (!request?.id || !task?.id || !patient) return ok(undefined)
    return ok({
      receivedAt: now().toISOString(),
      serviceRequest: `ServiceRequest/${request.id}`,
      task: `Task/${task.id}`,
      patient,
    })
  }

  return {
    send,
    find,
    readTask: receipt => fhir.read('Task', receipt.task.replace(/^Task\//, '')),
    questions: receipt => readQuestions(fhir, receipt),
    answer: (receipt, answer) => answerQuestion(fhir, receipt, answer, now),
    workStatusAtReferral: referralId => workStatusAtReferral(fhir, referralId),
    toldNote: referralId => toldNoteAtHub(fhir, referralId),
    updateNote: update => updateNoteAtHub(fhir, update, now),
    toldContact: (receipt, referralId) => toldContactAtHub(fhir, receipt, referralId),
    amendContact: (receipt, amendment) => amendContactAtHub(fhir, receipt, amendment, now),
    withdraw: (receipt, withdrawing) => withdrawAtHub(fhir, receipt, withdrawing, now),
  }
}

/** Where the hub stored the one resource of this type: the answer's entries stand in the order of the request's. */
function stored(bundle: Bundle, answer: Bundle, type: ReceiptType): string | undefined {
  const index = (bundle.entry ?? []).findIndex(entry => entry.resource?.resourceType === type)
  const entry = index < 0 ? undefined : answer.entry?.[index]
  if (!entry?.response?.status?.startsWith('2')) return undefined
  const id = entry.resource?.resourceType === type ? entry.resource.id : undefined
  return referenceIn(entry.response.location, type) ?? (id && `${type}/${id}`)
}

/** `Type/id` in a reference or location, relative or absolute, with or without a version. */
function referenceIn(text: string | undefined, type: ReceiptType): string | undefined {
  const found = /(?:^|\/)([A-Za-z]+\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(text ?? '')?.[1]
  return found?.startsWith(`${type}/`) ? found : undefined
}

const isOurs = (
  identifiers: readonly { system?: string; value?: string }[] | undefined,
  system: string,
  value: string,
): boolean => identifiers?.some(each => each.system === system && each.value === value) ?? false
