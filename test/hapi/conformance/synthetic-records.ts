import type { FhirResource } from 'fhir/r4.js'
import type { z } from 'zod'
import {
  conditionSchema,
  documentReferenceSchema,
  type EhrRecord,
  encounterSchema,
  observationSchema,
  organizationSchema,
  patientSchema,
  practitionerRoleSchema,
  practitionerSchema,
  serviceRequestSchema,
} from '../../../src/fhir/ehr-record.ts'
import { CLINICIANS, clinicianResources } from '../../../src/sandbox/ehr/clinicians.ts'
import type { SyntheticPatient } from '../../../src/sandbox/patients/synthetic-patient.ts'
import { ISSUER } from '../../support/ehr-record.ts'

/** What the app would have read of a synthetic patient, with one of the make-believe clinicians signed in. */
export function recordOf(patient: SyntheticPatient, readAt: string, clinician: number): EhrRecord {
  const all: readonly FhirResource[] = [...clinicianResources(), ...patient.resources]
  const every = <T>(schema: z.ZodType<T>): T[] => all.flatMap(each => schema.safeParse(each).data ?? [])
  const withId = <T extends { id: string }>(schema: z.ZodType<T>, id: string | undefined): T | undefined =>
    every(schema).find(each => each.id === id)
  const { practitionerId, roleId } = CLINICIANS[clinician % CLINICIANS.length] ?? { practitionerId: '', roleId: '' }
  const role = withId(practitionerRoleSchema, roleId)
  const idIn = (reference: string | undefined) => reference?.split('/')[1]
  const person = withId(patientSchema, patient.id)
  if (!person) throw new Error(`${patient.id} is not among its own resources`)
  const practitioner = withId(practitionerSchema, practitionerId)
  const organization = withId(organizationSchema, idIn(role?.organization?.reference))
  const registered = withId(organizationSchema, idIn(person.generalPractitioner?.[0]?.reference))
  const [encounter] = every(encounterSchema)
  return {
    readAt,
    issuer: ISSUER,
    patient: person,
    fhirUser: `Practitioner/${practitionerId}`,
    ...(practitioner && { practitioner }),
    ...(role && { practitionerRole: role }),
    ...(organization && { organization }),
    ...(registered && { registeredPractice: registered }),
    ...(encounter && { encounter }),
    conditions: every(conditionSchema),
    observations: every(observationSchema),
    documents: every(documentReferenceSchema),
    serviceRequests: every(serviceRequestSchema),
    gaps: [],
  }
}
