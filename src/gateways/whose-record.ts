import type { FhirResource, Patient } from 'fhir/r4.js'
import { aboutOf, localReference, type Pointer, pointsTo } from '../fhir/resource-about.ts'

/** Types that are nobody's: who works where. */
const OF_NOBODY: readonly string[] = ['Practitioner', 'PractitionerRole', 'Organization']

/**
 * Whether what an EHR answered belongs to the launched patient (hazard H01): it says so by reference, or by one of the patient's own identifiers.
 * What names nobody is not proven to be theirs.
 *
 * @param base the EHR's FHIR base, without a slash at the end
 * @param patient as far as it was read: without it only a reference proves anything
 */
export function isOfPatient(
  resource: FhirResource,
  { patientId, patient, base }: { patientId: string; patient: Patient | undefined; base: string },
): boolean {
  if (OF_NOBODY.includes(resource.resourceType)) return true
  const about = aboutOf(resource)
  if (about?.type === 'Patient') return about.id === patientId
  const launched = patient && aboutOf(patient)
  const isLaunched = (each: Pointer): boolean =>
    each.reference !== undefined
      ? localReference(each.reference, base) === `Patient/${patientId}`
      : launched !== undefined && pointsTo(each, launched, base)
  return about !== undefined && about.patients.length > 0 && about.patients.every(isLaunched)
}
