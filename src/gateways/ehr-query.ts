import type { Bundle, FhirResource } from 'fhir/r4.js'
import { z } from 'zod'
import type { FhirClient } from './fhir-client.ts'
import { isOfPatient } from './whose-record.ts'

export interface EhrQueryAccess {
  readonly patientId: string
  /** What the EHR granted to this launch: `s` search. */
  readonly mayDo: (type: string, interaction: 's') => boolean
}

/** A form asks for little; one that asks for more is not waited for. */
const MOST_QUERIES = 5
/** What a record holds of a patient. Whether the launch may search it, the granted scopes say. */
const searchable = z.enum([
  'AllergyIntolerance',
  'CarePlan',
  'Condition',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
  'MedicationRequest',
  'Observation',
  'Procedure',
  'QuestionnaireResponse',
  'ServiceRequest',
  'Task',
])
const ABOUT_THE_PATIENT = ['patient', 'subject']

/**
 * Runs the searches that a service's own form asks for (SDC x-fhir-query), with the clinician's rights and about this patient alone: a
 * search that does not name the patient is not run, and an answer that holds anything that is not surely theirs counts for nothing (hazard H01).
 *
 * @returns a searchset, or undefined where the search could not be had
 */
export function createEhrQuery(
  fhir: FhirClient,
  { patientId, mayDo }: EhrQueryAccess,
): (query: string) => Promise<Bundle | undefined> {
  let asked = 0

  const isTheirs = (resource: FhirResource): boolean =>
    isOfPatient(resource, { patientId, patient: undefined, base: fhir.baseUrl })

  return async query => {
    asked += 1
    if (asked > MOST_QUERIES) return undefined
    const [asksFor, search = ''] = query.split('?', 2)
    const type = searchable.safeParse(asksFor).data
    const parameters = [...new URLSearchParams(search)]
    const names = parameters.map(([name]) => name)
    if (!type || !mayDo(type, 's') || new Set(names).size < names.length) return undefined
    const namesPatient = parameters.some(
      ([name, value]) => ABOUT_THE_PATIENT.includes(name) && (value === patientId || value === `Patient/${patientId}`),
    )
    if (!namesPatient) return undefined
    const answer = await fhir.search(type, Object.fromEntries(parameters))
    if (!answer.ok || !answer.value.every(isTheirs)) return undefined
    return { resourceType: 'Bundle', type: 'searchset', entry: answer.value.map(resource => ({ resource })) }
  }
}
