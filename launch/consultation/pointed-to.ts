import { isPointedTo } from '../../src/domain/points-to.ts'
import type { Consultation } from './consultation-of.ts'

/** Whether the patient of this consultation is told how to turn to WorkWell. */
export const mayPointTo = ({ context, stops, eligibility, answers }: Consultation): boolean =>
  isPointedTo({ patient: context.patient, stops, eligibility, againstRules: answers.againstRules })

/** How the patient can refer themselves, where the service's rules do not refuse them. */
export const selfReferralOf = (consultation: Consultation): string | undefined =>
  mayPointTo(consultation) ? consultation.service?.selfReferral : undefined
