import type { FhirResource, Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import { prefillObservations } from '../../src/fhir/prepare-questionnaire.ts'
import { populate } from '../../src/questionnaire/populate.ts'
import type { Consultation } from './consultation-of.ts'
import { responseBase } from './response-base.ts'

/** A form as it is met first, with what the record and the day say. */
export async function startForm(
  questionnaire: Questionnaire,
  consultation: Consultation,
  now: Date,
): Promise<QuestionnaireResponse> {
  const { session, context, today, draft } = consultation
  const patient = draft.record.patient as FhirResource
  const launch = { patient, ...prefillObservations(context, today) }
  return (await populate(questionnaire, { launch }, responseBase(session, now.toISOString()))).response
}
