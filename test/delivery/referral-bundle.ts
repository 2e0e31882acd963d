import type { Bundle, FhirResource } from 'fhir/r4.js'
import { ID } from '../../src/fhir/systems.ts'

/** The smallest transaction that a hub can give a receipt for. */
export function referralBundle(referralId: string) {
  const post = (resource: FhirResource, system: string) => ({
    fullUrl: `urn:uuid:${resource.resourceType}`,
    resource,
    request: {
      method: 'POST' as const,
      url: resource.resourceType,
      ifNoneExist: `identifier=${encodeURIComponent(`${system}|${referralId}`)}`,
    },
  })
  const subject = { reference: 'urn:uuid:Patient' }
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      post(
        { resourceType: 'Patient', identifier: [{ system: ID.referralPatient, value: referralId }] },
        ID.referralPatient,
      ),
      post(
        {
          resourceType: 'ServiceRequest',
          identifier: [{ system: ID.referral, value: referralId }],
          status: 'active',
          intent: 'order',
          subject,
        },
        ID.referral,
      ),
      post(
        {
          resourceType: 'Task',
          identifier: [{ system: ID.referralTask, value: referralId }],
          status: 'requested',
          intent: 'order',
          focus: { reference: 'urn:uuid:ServiceRequest' },
          for: subject,
        },
        ID.referralTask,
      ),
    ],
  } satisfies Bundle<FhirResource>
}
