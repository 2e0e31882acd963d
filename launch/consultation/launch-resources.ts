import type { FhirResource } from 'fhir/r4.js'
import { type LocalDate, londonDay } from '../../src/domain/local-date.ts'
import type { EhrRecord } from '../../src/fhir/ehr-record.ts'
import { prefillObservations } from '../../src/fhir/prepare-questionnaire.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { withoutRestrictedContact } from '../../src/fhir/restricted-contact.ts'

export type LaunchResources = Readonly<Record<string, FhirResource | undefined>>

/** What a form's expressions can speak of, by the names of SDC launchContext. The records were parsed as the resources that they say they are. */
export function launchResources(record: EhrRecord, now: Date): LaunchResources {
  const today: LocalDate = londonDay(now)
  return {
    patient: withoutRestrictedContact(record.patient) as FhirResource,
    user: record.practitioner as FhirResource | undefined,
    encounter: record.encounter as FhirResource | undefined,
    ...prefillObservations(readContext(record), today),
  }
}
