import type { CodeableConcept, Coding } from 'fhir/r4.js'
import type { Profession } from '../domain/clinician.ts'
import type { Adjustment, FitNoteAdvice } from '../domain/fit-note.ts'
import type { ConditionGroup } from '../domain/referral.ts'
import { CS } from './systems.ts'

/** SNOMED CT codes with the display in which they were seen in public UK text. No other SNOMED code is ever emitted. */
const snomed = (code: string, display: string): Coding => ({ system: CS.snomed, code, display })

export const SNOMED = {
  patientReferral: snomed('3457005', 'Patient referral'),
  employmentSupportReferral: snomed('1098041000000101', 'Referral to an employment support service'),
  employmentSupport: snomed('1098051000000103', 'Employment support'),
  fitnessForWork: snomed('365524007', 'Fitness for work - finding'),
  employed: snomed('224363007', 'Employed'),
  selfEmployed: snomed('160906004', 'Self-employed'),
} as const

export const ISSUED_ADVICE: Record<FitNoteAdvice, Coding> = {
  'not-fit': snomed('751481000000104', 'eMED3 (2010) new statement issued, not fit for work'),
  'may-be-fit': snomed('751601000000107', 'eMED3 (2010) new statement issued, may be fit for work'),
}

export const RECOMMENDED: Record<Adjustment, Coding> = {
  'phased-return': snomed('775281000000100', 'eMED3 (2010) recommend phased return to work'),
  'altered-hours': snomed('775301000000104', 'eMED3 (2010) recommend altered hours'),
  'amended-duties': snomed('775321000000108', 'eMED3 (2010) recommend amended duties'),
  'workplace-adaptations': snomed('775351000000103', 'eMED3 (2010) recommend workplace adaptation'),
}

/** UK Core "source of service request"; no code was seen for the other professions, so these are text. */
export const REFERRED_BY: Record<Profession, CodeableConcept> = {
  doctor: { coding: [snomed('108161000000109', 'Referred by general practitioner')] },
  nurse: { coding: [snomed('185362004', 'Referred by nurse')] },
  physiotherapist: { coding: [snomed('185370009', 'Referred by physiotherapist')] },
  pharmacist: { coding: [snomed('185369008', 'Referred by pharmacist')] },
  'occupational-therapist': { text: 'Referred by occupational therapist' },
  podiatrist: { text: 'Referred by podiatrist' },
  other: { text: 'Referred by another health professional' },
}

export const PROFESSION_CODES: Partial<Record<Profession, Coding>> = {
  doctor: snomed('62247001', 'General practitioner'),
  physiotherapist: snomed('36682004', 'Physiotherapist'),
  'occupational-therapist': snomed('80546007', 'Occupational therapist'),
  pharmacist: snomed('46255001', 'Pharmacist'),
}

const GROUP_NAMES: Record<ConditionGroup, string> = {
  'mental-health': 'Mental health',
  musculoskeletal: 'Muscles, bones or joints',
  cancer: 'Cancer',
  heart: 'Heart or circulation',
  respiratory: 'Breathing or lungs',
  neurological: 'Brain or nerves',
  'autism-learning-disability': 'Autism or learning disability',
  'pain-fatigue': 'Long-term pain or fatigue',
  'post-operative': 'Recovering from an operation',
  other: 'Another condition',
  'not-categorised': 'A health condition, not categorised',
}

export const conditionGroupCoding = (group: ConditionGroup): Coding => ({
  system: CS.conditionGroup,
  code: group,
  display: GROUP_NAMES[group],
})

export const own = (system: string, code: string, display?: string): Coding =>
  display === undefined ? { system, code } : { system, code, display }
