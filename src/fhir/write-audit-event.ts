import type { AuditEvent, Coding } from 'fhir/r4.js'
import { ID, W } from './systems.ts'

/** One entry of our own audit, as it is kept there. */
export interface AuditedAct {
  readonly seq: number
  readonly recordedAt: string
  readonly action: string
  readonly fhirUser: string
  readonly issuer: string
  readonly patientKey: string | null
  readonly referralId: string | null
  readonly detail: string
}

const DCM = 'http://dicom.nema.org/resources/ontology/DCM'
const ENTITY_TYPE = 'http://terminology.hl7.org/CodeSystem/audit-entity-type'
const OBJECT_ROLE = 'http://terminology.hl7.org/CodeSystem/object-role'

const PATIENT_RECORD: Coding = { system: DCM, code: '110110', display: 'Patient Record' }
const AUTHENTICATION: Coding = { system: DCM, code: '110114', display: 'User Authentication' }
const LOGIN: Coding = { system: DCM, code: '110122', display: 'Login' }

/** What was done to the record or the referral: C(reate), R(ead), U(pdate), D(elete), E(xecute). */
const ACTIONS: Readonly<Record<string, NonNullable<AuditEvent['action']>>> = {
  launched: 'E',
  viewed: 'R',
  offered: 'R',
  changed: 'U',
  accepted: 'C',
  amended: 'U',
  withdrew: 'U',
  cancelled: 'D',
  declined: 'C',
  'status-read': 'R',
  'copied-to-record': 'C',
  'audit-searched': 'R',
  'practice-list-viewed': 'R',
  'letter-opened': 'R',
  'letter-refused': 'E',
}

/**
 * An audit entry as FHIR AuditEvent (R4), for an audit repository that takes them. The patient stands in it as the keyed hash
 * of our store, never as an NHS number, and nothing clinical is in it.
 */
export function writeAuditEvent(act: AuditedAct): AuditEvent {
  const isLaunch = act.action === 'launched'
  return {
    resourceType: 'AuditEvent',
    id: `audit-${act.seq}`,
    type: isLaunch ? AUTHENTICATION : PATIENT_RECORD,
    subtype: [...(isLaunch ? [LOGIN] : []), { system: `${W}/CodeSystem/audit-action`, code: act.action }],
    action: ACTIONS[act.action] ?? 'E',
    recorded: act.recordedAt,
    outcome: act.action === 'not-delivered' ? '8' : '0',
    outcomeDesc: act.detail,
    agent: [agentOf(act)],
    source: { site: 'workwell-referral', observer: { display: 'WorkWell referral app' } },
    entity: [
      ...(act.patientKey === null
        ? []
        : [
            {
              what: { identifier: { system: `${W}/Id/patient-key`, value: act.patientKey } },
              type: { system: ENTITY_TYPE, code: '1', display: 'Person' },
              role: { system: OBJECT_ROLE, code: '1', display: 'Patient' },
            },
          ]),
      ...(act.referralId === null
        ? []
        : [
            {
              what: { identifier: { system: ID.referral, value: act.referralId } },
              type: { system: ENTITY_TYPE, code: '2', display: 'System Object' },
              role: { system: OBJECT_ROLE, code: '4', display: 'Domain Resource' },
            },
          ]),
    ],
  }
}

/** The clinician as the EHR's id_token names them; what was done with nobody at the keyboard, the app itself did. */
function agentOf({ fhirUser, issuer }: AuditedAct): AuditEvent['agent'][number] {
  if (issuer === '') return { who: { display: 'WorkWell referral app' }, requestor: false }
  const reference = /^https?:/.test(fhirUser) ? fhirUser : `${issuer}/${fhirUser}`
  return { who: { reference }, requestor: true }
}
