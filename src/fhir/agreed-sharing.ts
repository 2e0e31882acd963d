import type { Bundle, FhirResource } from 'fhir/r4.js'
import { SHARING_LEVELS, type SharingLevel } from '../domain/referral.ts'
import { allAnswers } from './read-answers.ts'

/** The level that the patient agreed to, as a referral itself says it; undefined where it says none that is known. */
export function agreedSharing(bundle: Bundle<FhirResource>): SharingLevel | undefined {
  const codes = (bundle.entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === 'QuestionnaireResponse'
      ? (allAnswers(resource.item ?? []).get('sharing') ?? []).map(each => each.valueCoding?.code)
      : [],
  )
  // A question of the service's own may be called the same: what counts is the lowest level that is said.
  return SHARING_LEVELS.find(level => codes.includes(level))
}
