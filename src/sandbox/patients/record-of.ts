import type { Encounter, FhirResource, ServiceRequest } from 'fhir/r4.js'
import { addDays, type LocalDate } from '../../domain/local-date.ts'
import { SNOMED } from '../../fhir/codes.ts'
import { CS, ID } from '../../fhir/systems.ts'
import { condition } from './condition.ts'
import { fitNote } from './fit-note-shapes.ts'
import { OTHER_PRACTICE } from './other-practice.ts'
import type { PatientCase } from './patient-case.ts'
import { patientResource } from './patient-resource.ts'
import { digits, seededNumbers } from './seeded-numbers.ts'
import type { SyntheticPatient } from './synthetic-patient.ts'

const SEEN = {
  AMB: { code: 'AMB', display: 'ambulatory' },
  VR: { code: 'VR', display: 'virtual' },
} as const

const todaysEncounter = (slug: string, patient: string, seen: 'AMB' | 'VR', today: LocalDate): Encounter => ({
  resourceType: 'Encounter',
  id: `encounter-${slug}`,
  status: 'in-progress',
  class: { system: CS.actCode, ...SEEN[seen] },
  subject: { reference: `Patient/${patient}` },
  period: { start: today },
})

const earlierReferral = (
  slug: string,
  patient: string,
  today: LocalDate,
  sent: { status: 'active' | 'completed'; sentDaysAgo: number },
): ServiceRequest => ({
  resourceType: 'ServiceRequest',
  id: `referral-${slug}`,
  identifier: [
    {
      use: 'official',
      system: ID.referral,
      value: `00000000-0000-4000-8000-${digits(seededNumbers(`${slug} referral`), 12)}`,
    },
  ],
  status: sent.status,
  intent: 'order',
  category: [
    { coding: [SNOMED.patientReferral] },
    { coding: [{ system: CS.category, code: 'workwell-referral', display: 'WorkWell referral' }] },
  ],
  code: {
    coding: [SNOMED.employmentSupportReferral],
    text: 'Referral to WorkWell',
  },
  subject: { reference: `Patient/${patient}` },
  authoredOn: addDays(today, -sent.sentDaysAgo),
})

/** Everything that one patient's record holds, in dependency order. */
export function recordOf(patientCase: PatientCase, today: LocalDate): SyntheticPatient {
  const { slug, scenario, person, seen = 'AMB', problems = [], notes = [] } = patientCase
  const patient = `patient-${slug}`
  const resources: FhirResource[] = [
    ...(person.practice === 'practice-other' ? [structuredClone(OTHER_PRACTICE)] : []),
    patientResource(patientCase, today),
    ...(seen === 'not-today' ? [] : [todaysEncounter(slug, patient, seen, today)]),
    ...problems.map((each, index) => condition(`condition-${slug}-${index + 1}`, patient, today, each)),
    ...notes.flatMap((each, index) => fitNote(`note-${slug}-${index + 1}`, patient, today, each)),
    ...(patientCase.earlierReferral ? [earlierReferral(slug, patient, today, patientCase.earlierReferral)] : []),
  ]
  return { id: patient, scenario, resources }
}
