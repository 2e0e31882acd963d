import type { CodeableConcept, Consent, Provenance, ServiceRequest, Task } from 'fhir/r4.js'
import { PROFESSION_NAMES } from '../domain/clinician.ts'
import { londonDay } from '../domain/local-date.ts'
import type { Referral } from '../domain/referral.ts'
import { toldFirst } from '../domain/site.ts'
import { asStated } from '../domain/stated-referrer.ts'
import { TOLD_THROUGH } from '../domain/told-by.ts'
import { own, REFERRED_BY, SNOMED } from './codes.ts'
import { CS, EXT, ID, keeps } from './systems.ts'
import { writeConcern } from './write-concern.ts'

/** References inside the transaction that consent, request, task and provenance need. */
export interface RequestReferences {
  readonly patient: string
  readonly requester: string
  readonly practice: string
  readonly provider: string
  readonly service: string
  readonly condition: string
  readonly response: string
  /** Answers to the service's own questions. */
  readonly siteResponse?: string
  readonly observations: readonly string[]
  readonly consent: string
  readonly request: string
  readonly task: string
}

/**
 * The patient's agreement to be referred and to what is shared: explicit, with the wording that they were told
 * (hazard H11). It carries no purpose TREAT: WorkWell is work support, and confidentiality is not the lawful basis.
 */
export function writeConsent(referral: Referral, at: RequestReferences): Consent {
  const { wording } = referral.service
  return {
    resourceType: 'Consent',
    meta: keeps('Consent'),
    identifier: [{ system: ID.consent, value: referral.id }],
    status: 'active',
    scope: { coding: [own(CS.consentScope, 'patient-privacy', 'Privacy Consent')] },
    category: [{ coding: [own(CS.actCode, 'IDSCL', 'information disclosure')] }],
    patient: { reference: at.patient },
    dateTime: referral.authoredOn,
    performer: [{ reference: at.patient }],
    organization: [{ reference: at.practice }],
    sourceAttachment: {
      contentType: 'text/plain',
      language: 'en-GB',
      // No more than was said: the facts that stood at the question, and who interpreted only where it was answered (hazard H11).
      title: `What the patient was told, version ${wording.version}${referral.toldBy ? TOLD_THROUGH[referral.toldBy] : ''}`,
      data: Buffer.from(toldFirst(referral.service).join('\n'), 'utf8').toString('base64'),
    },
    policyRule: { coding: [own(CS.actCode, 'OPTIN', 'opt-in')] },
    verification: [{ verified: true, verifiedWith: { reference: at.patient }, verificationDate: referral.authoredOn }],
    provision: {
      type: 'permit',
      actor: [
        {
          role: { coding: [own(CS.participation, 'IRCP', 'information recipient')] },
          reference: { reference: at.provider },
        },
      ],
      code: [{ coding: [own(CS.sharingLevel, referral.sharing)], text: `Sharing level: ${referral.sharing}` }],
      data: [{ meaning: 'dependents', reference: { reference: at.request } }],
    },
  }
}

export function writeServiceRequest(referral: Referral, at: RequestReferences): ServiceRequest {
  return {
    resourceType: 'ServiceRequest',
    meta: keeps('ServiceRequest'),
    extension: [{ url: EXT.sourceOfServiceRequest, valueCodeableConcept: sourceOf(referral) }],
    ...requestCore(referral),
    subject: { reference: at.patient },
    requester: { reference: at.requester },
    performer: [{ reference: at.service }],
    reasonReference: [{ reference: at.condition }],
    supportingInfo: [at.response, ...(at.siteResponse ? [at.siteResponse] : []), ...at.observations].map(reference => ({
      reference,
    })),
  }
}

/** Coded only where the record names the profession; what the clinician said of themselves is text (decision 13). */
function sourceOf({ requester: { profession } }: Referral): CodeableConcept {
  if (profession.from === 'record') return REFERRED_BY[profession.is]
  return { text: asStated(`Referred by ${PROFESSION_NAMES[profession.is].toLowerCase()}`) }
}

/** What the request says wherever it stands, at the hub or as the copy in the EHR. */
export const requestCore = (referral: Referral) =>
  ({
    identifier: [{ use: 'official', system: ID.referral, value: referral.id }],
    status: 'active',
    intent: 'order',
    category: [
      { coding: [SNOMED.patientReferral] },
      { coding: [own(CS.category, 'workwell-referral', 'WorkWell referral')] },
    ],
    priority: 'routine',
    code: { coding: [SNOMED.employmentSupportReferral], text: 'Referral to WorkWell' },
    occurrencePeriod: { start: londonDay(new Date(referral.authoredOn)) },
    authoredOn: referral.authoredOn,
  }) satisfies Partial<ServiceRequest>

/** One Task per referral attempt: the service owns its status, the referrer owns that of the ServiceRequest. */
export function writeTask(referral: Referral, at: RequestReferences): Task {
  return {
    resourceType: 'Task',
    meta: keeps('Task'),
    identifier: [{ system: ID.referralTask, value: referral.id }],
    basedOn: [{ reference: at.request }],
    status: 'requested',
    businessStatus: { coding: [own(CS.businessStatus, 'sent', 'Sent')] },
    intent: 'order',
    priority: 'routine',
    code: { coding: [own(CS.taskCode, 'fulfill', 'Fulfill the focal request')] },
    focus: { reference: at.request },
    for: { reference: at.patient },
    authoredOn: referral.authoredOn,
    lastModified: referral.authoredOn,
    requester: { reference: at.requester },
    owner: { reference: at.service },
    input: [
      {
        type: { coding: [own(CS.sdcTemp, 'questionnaire-response')] },
        valueReference: { reference: at.response },
      },
      writeConcern(referral),
    ],
  }
}

/** Who wrote this, for whom, with what program. */
export function writeProvenance(referral: Referral, at: RequestReferences): Provenance {
  return {
    resourceType: 'Provenance',
    meta: keeps('Provenance'),
    target: [at.request, at.task, at.response, at.consent].map(reference => ({ reference })),
    recorded: referral.authoredOn,
    activity: { coding: [own(CS.dataOperation, 'CREATE', 'create')] },
    agent: [
      {
        type: { coding: [own(CS.provenanceAgent, 'author', 'Author')] },
        who: { reference: at.requester },
        onBehalfOf: { reference: at.practice },
      },
      {
        type: { coding: [own(CS.provenanceAgent, 'assembler', 'Assembler')] },
        who: { display: 'WorkWell Referral' },
      },
    ],
  }
}
