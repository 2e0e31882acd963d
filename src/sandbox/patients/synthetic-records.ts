import type { FhirResource } from 'fhir/r4.js'
import type { LocalDate } from '../../domain/local-date.ts'
import {
  conditionSchema,
  documentReferenceSchema,
  type EhrRecord,
  observationSchema,
  patientSchema,
  serviceRequestSchema,
} from '../../fhir/ehr-record.ts'
import { syntheticPatients } from './synthetic-patients.ts'

/** The make-believe records as the app would read them, without a server between. */
export const syntheticRecords = (today: LocalDate): EhrRecord[] =>
  syntheticPatients(today).flatMap(({ resources }) => {
    const of = <T extends FhirResource['resourceType']>(type: T) =>
      resources.filter(resource => resource.resourceType === type)
    return of('Patient')
      .slice(0, 1)
      .map(
        (patient): EhrRecord => ({
          readAt: `${today}T09:00:00.000Z`,
          issuer: 'https://ehr.example/fhir',
          patient: patientSchema.parse(patient),
          fhirUser: 'Practitioner/none',
          conditions: of('Condition').map(each => conditionSchema.parse(each)),
          observations: of('Observation').map(each => observationSchema.parse(each)),
          documents: of('DocumentReference').map(each => documentReferenceSchema.parse(each)),
          serviceRequests: of('ServiceRequest').map(each => serviceRequestSchema.parse(each)),
          gaps: [],
        }),
      )
  })
