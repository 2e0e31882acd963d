import type { PatientSummary } from './clinical-context.ts'
import type { Eligibility } from './eligibility.ts'
import type { SendStop } from './referral.ts'

/**
 * Whether this record may be of somebody who has died, or may not be this patient's any more. Nothing is written for such a patient, and
 * nobody is told what they can do (hazards H01, H14). What could not be read counts as "may".
 */
export const isGone = ({ deceased, superseded, unreadable }: PatientSummary): boolean =>
  deceased || superseded || unreadable.includes('death') || unreadable.includes('merge')

/**
 * Whether a patient is told to turn to the service: nobody whom its own rules refuse is sent there in vain (hazard H12), unless the clinician
 * has decided to refer all the same and said why. What is not known refuses nobody.
 */
export function isPointedTo(asked: {
  readonly patient: PatientSummary
  readonly stops: readonly SendStop[]
  readonly eligibility: Eligibility | undefined
  readonly againstRules: string | undefined
}): boolean {
  const { patient, stops, eligibility, againstRules } = asked
  if (isGone(patient) || stops.includes('UNDER_AGE')) return false
  return eligibility?.verdict !== 'not-here' || againstRules !== undefined
}
