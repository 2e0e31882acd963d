/** The professions that this app tells apart. `other` is a known profession that may refer but not certify. */
export const PROFESSIONS = [
  'doctor',
  'nurse',
  'occupational-therapist',
  'physiotherapist',
  'pharmacist',
  'podiatrist',
  'other',
] as const
export type Profession = (typeof PROFESSIONS)[number]

export const PROFESSION_NAMES: Record<Profession, string> = {
  doctor: 'Doctor',
  nurse: 'Nurse',
  'occupational-therapist': 'Occupational therapist',
  physiotherapist: 'Physiotherapist',
  pharmacist: 'Pharmacist',
  podiatrist: 'Podiatrist',
  other: 'Other profession',
}

/** Who is signed in. A profession that the EHR does not say is asked once and marked as said by the clinician (decision 13). */
export interface Clinician {
  readonly name: string | 'unknown'
  /** Where the record has no name and the clinician gave one, which then says so itself. */
  readonly nameFrom?: 'self-declared'
  readonly profession: { readonly is: Profession; readonly from: 'record' | 'self-declared' } | 'unknown'
  /** Identifiers as the EHR gave them (registration numbers, SDS user id): system and value. */
  readonly identifiers: readonly { readonly system: string; readonly value: string }[]
}

const MAY_CERTIFY: ReadonlySet<Profession> = new Set([
  'doctor',
  'nurse',
  'occupational-therapist',
  'physiotherapist',
  'pharmacist',
])

/**
 * Whether this profession may issue a Med3 fit note in Great Britain.
 * Rule: SI 1976/615 and SI 1985/1604 as amended by SI 2022/630, in force since 1 July 2022 (hazard H07).
 */
export const mayCertify = (profession: Profession): boolean => MAY_CERTIFY.has(profession)

const MAY_BE_ALLIED: ReadonlySet<Profession> = new Set([
  'occupational-therapist',
  'physiotherapist',
  'podiatrist',
  'other',
])

/**
 * Whether the AHP Health and Work Report is for this profession: it is the allied health professions' own form, so not for doctors, nurses
 * and pharmacists. Another profession may be one of them, and one that is not known is asked.
 * Source: Royal College of Occupational Therapists and Chartered Society of Physiotherapy, AHP Health and Work Report ("for use by AHPs").
 */
export const isReportFor = (profession: Clinician['profession']): boolean =>
  profession === 'unknown' || MAY_BE_ALLIED.has(profession.is)
