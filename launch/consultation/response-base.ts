import type { LaunchSession } from '../smart/launch-session.ts'

/** Whom the answers of a form are about, by whom and when: the patient and the clinician of this launch. */
export const responseBase = (
  { patientId, fhirUser }: Pick<LaunchSession, 'patientId' | 'fhirUser'>,
  authored: string,
) => ({
  subject: { reference: `Patient/${patientId}` },
  authored,
  author: { reference: fhirUser },
})
