import type { HealthcareService, Identifier } from 'fhir/r4.js'
import type { WorkWellService } from '../domain/site.ts'
import { SNOMED } from './codes.ts'
import { ID, keeps } from './systems.ts'

export const serviceIdentifier = (service: WorkWellService): Identifier => ({
  system: ID.service,
  value: `${service.site}/${service.id}`,
})

export const writeHealthcareService = (service: WorkWellService, provider: string): HealthcareService => ({
  resourceType: 'HealthcareService',
  meta: keeps('HealthcareService'),
  identifier: [serviceIdentifier(service)],
  active: true,
  providedBy: { reference: provider },
  type: [{ coding: [SNOMED.employmentSupport] }],
  name: service.name,
  ...(service.phone ? { telecom: [{ system: 'phone', value: service.phone }] } : {}),
})
