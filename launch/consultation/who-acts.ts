import { type ActingClinician, actingClinician, clinicianInRecord } from '../../src/fhir/acting-clinician.ts'
import type { ClosingLetter } from '../../src/fhir/write-closing-letter.ts'
import type { AuditActor } from '../../src/store/audit.ts'
import type { LaunchSession } from '../smart/launch-session.ts'
import { professionIn } from './clinician-profession.ts'
import type { Consultation } from './consultation-of.ts'

/** Whoever is signed in, as the audit names them. */
export const actorOf = ({ fhirUser, issuer }: Pick<LaunchSession, 'fhirUser' | 'issuer'>) =>
  ({ fhirUser, issuer }) satisfies AuditActor

/** Whoever is signed in, as a service is told who did it: never whoever referred, who may be somebody else. */
export const actingIn = (consultation: Consultation): ActingClinician =>
  actingClinician(consultation.draft.record, {
    ...consultation.context.clinician,
    profession: professionIn(consultation),
  })

/** The same in the terms of the patient's own record. */
export function filingIn(consultation: Consultation): ClosingLetter['filedBy'] {
  const { record } = consultation.draft
  const { name } = actingIn(consultation)
  const { organization } = record
  return {
    who: { reference: clinicianInRecord(record), display: name },
    ...(organization && {
      onBehalfOf: {
        reference: `Organization/${organization.id}`,
        ...(organization.name && { display: organization.name }),
      },
    }),
  }
}
