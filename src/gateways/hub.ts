import type { Bundle, Task } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import type { Receipt } from '../domain/receipt.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { ProvenReferral } from '../fhir/proven-referral.ts'
import type { ContactRelease } from '../fhir/release-contact.ts'
import { amendContactAtHub, type ContactAmendment, releaseContactAtHub, toldContactAtHub } from './contact-at-hub.ts'
import type { FhirClient } from './fhir-client.ts'
import { toldNoteAtHub, updateNoteAtHub } from './note-at-hub.ts'
import { passedOnTo } from './passed-on.ts'
import { answerQuestion, readQuestions, type ServiceQuestion } from './service-questions.ts'
import { hasProvenance, type Locating, storedReferral } from './stored-referral.ts'
import { type Withdrawing, type Withdrawn, withdrawAtHub } from './withdraw-at-hub.ts'
import { workStatusAtReferral } from './work-status-at-hub.ts'

/** A referral that arrived, and where its hub said that it stands. */
export interface ArrivedReferral {
  readonly referralId: string
  readonly receipt: Receipt
}

/** What every channel to a service can do: deliver a referral, and take it back (decision 16). */
export interface Delivers {
  send(bundle: Bundle, referralId: string): Promise<Result<Receipt, GatewayFailure>>
  /**
   * The receipt of a referral that arrived earlier; undefined when the hub does not have all of it. With a Provenance's id:
   * of a later message about it, which arrived when that Provenance is there.
   */
  find(referralId: string, provenanceId?: string): Promise<Result<Receipt | undefined, GatewayFailure>>
  /** Withdraws a referral that arrived. */
  withdraw(referral: ArrivedReferral, withdrawing: Withdrawing): Promise<Result<Withdrawn, GatewayFailure>>
}

/** Says how a referral stands. */
export interface LooksUp {
  /**
   * Undefined where the hub has not got the referral (any more), or holds something else in its place: nothing of that is shown, filed
   * or counted (hazard H01). So it is for all that follow.
   */
  readTask(referral: ArrivedReferral): Promise<Result<Task | undefined, GatewayFailure>>
  /** A code of the work-status list, as it went out with the referral. */
  workStatusAtReferral(referral: ArrivedReferral): ReturnType<typeof workStatusAtReferral>
}

/** Asks the referrer, knows to whom the work was passed on, and takes an answer. */
export interface Asks {
  /** To whom the service's part was passed on, as the hub names them; undefined while it lies with the service or one of its own. */
  passedOnTo(referral: ArrivedReferral): Promise<Result<string | undefined, GatewayFailure>>
  /** What the service asked about a referral that arrived, and the referrer's answer to it. */
  questions(referral: ArrivedReferral): Promise<Result<ServiceQuestion[], GatewayFailure>>
  answer(
    referral: ArrivedReferral,
    answer: Parameters<typeof answerQuestion>[3],
  ): Promise<Result<'answered' | 'answered-before', GatewayFailure>>
}

/** Takes a correction of what it was told. */
export interface Amends {
  /** What the service was told of the fit note, where the patient lets it know one; and a later note in its place. */
  toldNote(referral: ArrivedReferral): ReturnType<typeof toldNoteAtHub>
  updateNote(
    referral: ArrivedReferral,
    update: Parameters<typeof updateNoteAtHub>[3],
  ): ReturnType<typeof updateNoteAtHub>
  /** How the service was told to reach the patient, where it can be corrected; and other details in their place. */
  toldContact(referral: ArrivedReferral): ReturnType<typeof toldContactAtHub>
  amendContact(referral: ArrivedReferral, amendment: ContactAmendment): ReturnType<typeof amendContactAtHub>
}

/** Records the talk of coach and referrer, and lets the contact details follow. `shown`: they cannot follow there, and are shown by us. */
export interface Releases {
  releaseContact(
    referral: ArrivedReferral,
    release: ContactRelease,
  ): Promise<Result<'told' | 'shown' | 'over', GatewayFailure>>
}

/** Makes a paper that a person has to take to the service: made is not sent (hazard H03). */
export interface Prints {
  /** By which the service answers it; undefined where there is none, or not any more. */
  linkOf(referralId: string): Promise<PaperLink | undefined>
}

export interface PaperLink {
  readonly code: string
  readonly until: string
  readonly isWithdrawn: boolean
}

/**
 * One WorkWell service, by what can be done there; whoever wants more than to deliver and withdraw asks whether it is there. An ability is
 * there as a whole or not at all.
 */
export interface Hub extends Delivers {
  readonly looksUp?: LooksUp
  readonly asks?: Asks
  readonly amends?: Amends
  readonly releases?: Releases
  readonly prints?: Prints
}

/** The FHIR server of a service can do all that a server can. */
export interface FhirHub extends Delivers, Required<Pick<Hub, 'looksUp' | 'asks' | 'amends' | 'releases'>> {}

/** Whether what is accepted reaches the service without anybody carrying it there. */
export const sendsByItself = (hub: Hub | undefined): boolean => hub !== undefined && hub.prints === undefined

type ReceiptType = 'ServiceRequest' | 'Task' | 'Patient'
const PARTS = ['ServiceRequest', 'Task', 'Patient'] as const

/** @param moved told when a referral was found in another place than its receipt says: that place is the receipt's from now on */
export function createHub(
  fhir: Pick<FhirClient, 'baseUrl' | 'read' | 'search' | 'transaction'>,
  now: () => Date = () => new Date(),
  moved: (referral: ArrivedReferral, to: Receipt) => Promise<void> = async () => undefined,
): FhirHub {
  async function send(bundle: Bundle, referralId: string): Promise<Result<Receipt, GatewayFailure>> {
    const sent = await fhir.transaction(bundle)
    if (!sent.ok && sent.failure.code !== 'GARBAGE') return sent
    const [serviceRequest, task, patient] = PARTS.map(type => (sent.ok ? stored(bundle, sent.value, type) : undefined))
    if (serviceRequest?.isNew && task?.isNew && patient?.isNew) {
      return ok({
        receivedAt: now().toISOString(),
        serviceRequest: serviceRequest.at,
        task: task.at,
        patient: patient.at,
      })
    }
    // An answer that cannot be read is not a receipt, and not a refusal either: the hub itself has to say. Nor is "I have that already" taken
    // on trust: a server that overlooks our condition would mean another patient's referral (hazard H01).
    const found = await find(referralId)
    if (!found.ok) return found
    if (found.value) return ok(found.value)
    return sent.ok ? fail({ code: 'GARBAGE', diagnostics: 'answer does not say where the referral is stored' }) : sent
  }

  async function find(referralId: string, provenanceId?: string): Promise<Result<Receipt | undefined, GatewayFailure>> {
    const found = await storedReferral(fhir, referralId)
    if (!found.ok || !found.value) return found.ok ? ok(undefined) : found
    if (provenanceId !== undefined) {
      const arrived = await hasProvenance(fhir, provenanceId, found.value)
      if (!arrived.ok || !arrived.value) return arrived.ok ? ok(undefined) : arrived
    }
    return ok({ receivedAt: now().toISOString(), ...placesOf(found.value) })
  }

  /** The referral as it stands now, wherever: a receipt that no longer says where is put right. */
  async function locate({ referralId, receipt }: ArrivedReferral): ReturnType<typeof storedReferral> {
    const found = await storedReferral(fhir, referralId, receipt.task)
    const places = found.ok && found.value && placesOf(found.value)
    if (places && !isSamePlace(places, receipt)) await moved({ referralId, receipt }, { ...receipt, ...places })
    return found
  }
  const locating =
    (referral: ArrivedReferral): Locating =>
    () =>
      locate(referral)

  return {
    send,
    find,
    withdraw: (referral, withdrawing) => withdrawAtHub(fhir, locating(referral), referral.referralId, withdrawing, now),
    looksUp: {
      async readTask(referral) {
        const found = await locate(referral)
        return found.ok ? ok(found.value?.task) : found
      },
      workStatusAtReferral: referral => workStatusAtReferral(fhir, locating(referral), referral.referralId),
    },
    asks: {
      passedOnTo: referral => passedOnTo(fhir, locating(referral)),
      questions: referral => readQuestions(fhir, locating(referral), referral.referralId),
      answer: (referral, answer) => answerQuestion(fhir, locating(referral), referral.referralId, answer, now),
    },
    amends: {
      toldNote: referral => toldNoteAtHub(fhir, locating(referral), referral.referralId),
      updateNote: (referral, update) => updateNoteAtHub(fhir, locating(referral), referral.referralId, update, now),
      toldContact: referral => toldContactAtHub(fhir, locating(referral), referral.referralId),
      amendContact: (referral, amendment) =>
        amendContactAtHub(fhir, locating(referral), referral.referralId, amendment, now),
    },
    releases: {
      releaseContact: (referral, release) =>
        releaseContactAtHub(fhir, locating(referral), referral.referralId, release, now),
    },
  }
}

/** Where the hub stored the one resource of this type: the answer's entries stand in the order of the request's. */
function stored(bundle: Bundle, answer: Bundle, type: ReceiptType): { at: string; isNew: boolean } | undefined {
  const index = (bundle.entry ?? []).findIndex(entry => entry.resource?.resourceType === type)
  const entry = index < 0 ? undefined : answer.entry?.[index]
  const status = entry?.response?.status ?? ''
  if (!status.startsWith('2')) return undefined
  const id = entry?.resource?.resourceType === type ? entry.resource.id : undefined
  const at = referenceIn(entry?.response?.location, type) ?? (id && `${type}/${id}`)
  return at ? { at, isNew: status.startsWith('201') } : undefined
}

/** `Type/id` in a location, relative or absolute, with or without a version. */
function referenceIn(text: string | undefined, type: ReceiptType): string | undefined {
  const found = /(?:^|\/)([A-Za-z]+\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(text ?? '')?.[1]
  return found?.startsWith(`${type}/`) ? found : undefined
}

type Places = Omit<Receipt, 'receivedAt'>

const placesOf = ({ request, task, patient }: ProvenReferral): Places => ({
  serviceRequest: `ServiceRequest/${request.id}`,
  task: `Task/${task.id}`,
  patient: `Patient/${patient.id}`,
})

const isSamePlace = (one: Places, other: Places): boolean =>
  one.serviceRequest === other.serviceRequest && one.task === other.task && one.patient === other.patient
