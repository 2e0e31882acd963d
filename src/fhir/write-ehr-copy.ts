import type { QuestionnaireResponse, ServiceRequest } from 'fhir/r4.js'
import { HIDE_LINE, type OnlineView } from '../domain/online-view.ts'
import type { Referral } from '../domain/referral.ts'
import { shortReference } from '../domain/short-reference.ts'
import { clinicianInRecord } from './acting-clinician.ts'
import { answersTo } from './answers-to.ts'
import type { EhrRecord } from './ehr-record.ts'
import { ID, ukCore } from './systems.ts'
import { answersQuestionnaire } from './write-findings.ts'
import { requestCore } from './write-request.ts'

/** The copy for the patient's own record, in terms of the EHR's own resources; answers are as whole there as their questions allow the practice. */
export function writeEhrCopy(
  referral: Referral,
  record: EhrRecord,
  response: QuestionnaireResponse,
): { request: ServiceRequest; form: QuestionnaireResponse } {
  const subject = { reference: `Patient/${record.patient.id}` }
  const clinician = clinicianInRecord(record)
  return {
    request: {
      resourceType: 'ServiceRequest',
      meta: { profile: [ukCore('ServiceRequest')] },
      ...requestCore(referral),
      identifier: [{ use: 'official', system: ID.referralCopy, value: referral.id }],
      subject,
      requester: { reference: clinician },
      performer: [{ display: referral.service.name }],
      ...(record.encounter ? { encounter: { reference: `Encounter/${record.encounter.id}` } } : {}),
    },
    form: {
      ...answersTo('practice', 'referral', response),
      resourceType: 'QuestionnaireResponse',
      meta: { profile: [ukCore('QuestionnaireResponse')] },
      identifier: { system: ID.referralFormCopy, value: referral.id },
      questionnaire: answersQuestionnaire(response),
      status: 'completed',
      subject,
      authored: referral.authoredOn,
      author: { reference: clinician },
    },
  }
}

/** The entry to paste where the EHR takes no copy: short, in plain words, without anything that is not in the record. */
export function recordEntry(
  sent: { readonly id: string; readonly sharing: string; readonly service: Referral['service'] },
  sentOn: string,
  view?: OnlineView,
): string {
  const entry = [
    `Referral to WorkWell (${sent.service.name}) sent on ${sentOn}.`,
    `Patient agreed; sharing level: ${sent.sharing}; told by wording ${sent.service.wording.version}.`,
    `Reference ${shortReference(sent.id)}.`,
  ].join(' ')
  return view === 'hide' ? `${HIDE_LINE}\n${entry}` : entry
}
