import type { Bundle, FhirResource, QuestionnaireResponse } from 'fhir/r4.js'
import type { Referral } from '../domain/referral.ts'
import type { EhrRecord } from './ehr-record.ts'
import { onlyElement } from './only-element.ts'
import type { SiteAnswers } from './site-answers.ts'
import { ID, keepsTogether } from './systems.ts'
import { createOnce, putOnce } from './transaction-entry.ts'
import {
  writeCondition,
  writeEmploymentStatus,
  writeNote,
  writeQuestionnaireResponse,
  writeSiteResponse,
} from './write-findings.ts'
import { writeOrganizations } from './write-organizations.ts'
import { writePatient } from './write-patient.ts'
import {
  practitionerRoleIdentifier,
  requesterIdentifier,
  writePractitioner,
  writePractitionerRole,
} from './write-referrer.ts'
import {
  type RequestReferences,
  writeConsent,
  writeProvenance,
  writeServiceRequest,
  writeTask,
} from './write-request.ts'
import { serviceIdentifier, writeHealthcareService } from './write-service.ts'

/**
 * The referral as one FHIR transaction for the service's hub: all of it arrives or nothing does, and sending it again
 * changes nothing (decision 7). Built once, at acceptance, and frozen. Cannot fail: a Referral lacks nothing.
 *
 * @param site answers to the service's own questions, each with the level from which it leaves
 * @param newId gives a fresh UUID each time; used only for the references inside the Bundle
 */
export function referralTransaction(
  referral: Referral,
  record: EhrRecord,
  response: QuestionnaireResponse,
  newId: () => string,
  site?: SiteAnswers,
): Bundle<FhirResource> {
  const urn = () => `urn:uuid:${newId()}`
  const patient = urn()
  const { practice, provider, registered, entries } = writeOrganizations(referral, record, urn)
  const practitioner = urn()
  const requester = urn()
  const service = urn()
  const condition = urn()
  const questionnaireResponse = urn()
  const people = { patient, requester }
  const findings = { ...people, response: questionnaireResponse }
  const observations = [
    writeEmploymentStatus(referral, response, findings),
    ...writeNote(referral, findings).map(each => each.observation),
  ].map(observation => ({ url: urn(), observation }))
  const siteAnswers = writeSiteResponse(referral, site, people, record.issuer)
  const siteForm = siteAnswers && { url: urn(), form: siteAnswers }
  const at: RequestReferences = {
    ...findings,
    ...(siteForm ? { siteResponse: siteForm.url } : {}),
    practice,
    provider,
    service,
    condition,
    observations: observations.map(each => each.url),
    consent: urn(),
    request: urn(),
    task: urn(),
  }
  const person = requesterIdentifier(referral, record)
  const role = practitionerRoleIdentifier(referral, record)
  const patientResource = writePatient(referral, record, response, registered)
  const form = writeQuestionnaireResponse(referral, response, people)
  const conditionResource = writeCondition(referral, findings)
  const consent = writeConsent(referral, at)
  const request = writeServiceRequest(referral, at)
  const task = writeTask(referral, at)
  return {
    resourceType: 'Bundle',
    meta: keepsTogether('Transaction'),
    type: 'transaction',
    entry: [
      ...entries,
      createOnce(service, writeHealthcareService(referral.service, provider), serviceIdentifier(referral.service)),
      createOnce(practitioner, writePractitioner(referral.requester, record, person), person),
      createOnce(requester, writePractitionerRole(referral.requester, role, practitioner, practice), role),
      createOnce(patient, patientResource, { system: ID.referralPatient, value: referral.id }),
      createOnce(condition, conditionResource, onlyElement(conditionResource.identifier, 'Condition.identifier')),
      createOnce(questionnaireResponse, form, { system: ID.referralForm, value: referral.id }),
      ...(siteForm
        ? [
            createOnce(
              siteForm.url,
              siteForm.form,
              onlyElement([siteForm.form.identifier ?? {}], 'QuestionnaireResponse.identifier'),
            ),
          ]
        : []),
      ...observations.map(({ url, observation }) =>
        createOnce(url, observation, onlyElement(observation.identifier, 'Observation.identifier')),
      ),
      createOnce(at.consent, consent, onlyElement(consent.identifier, 'Consent.identifier')),
      createOnce(at.request, request, onlyElement(request.identifier, 'ServiceRequest.identifier')),
      createOnce(at.task, task, onlyElement(task.identifier, 'Task.identifier')),
      putOnce(urn(), writeProvenance(referral, at), `provenance-${referral.id}`),
    ],
  }
}
