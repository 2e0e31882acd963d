import type { Bundle, FhirResource } from 'fhir/r4.js'
import { ID } from '../../src/fhir/systems.ts'
import type { AcceptedReferral } from '../../src/store/outbox.ts'
import { arrivedReferral } from '../sandbox/hub/arrived-referral.ts'

/** A whole referral, as the check page has it accepted. */
export function aReferral(): AcceptedReferral {
  const bundle = arrivedReferral({ family: 'FAULTS' })
  return {
    referralId: referralIdOf(bundle),
    serviceId: 'demo-workwell',
    handle: 'handle',
    bundle,
    actor: { fhirUser: 'Practitioner/gp-1', issuer: 'https://ehr.example/fhir' },
    patientKey: 'key',
  }
}

export function referralIdOf(bundle: Bundle<FhirResource>): string {
  for (const { resource } of bundle.entry ?? []) {
    if (resource?.resourceType !== 'ServiceRequest') continue
    const found = resource.identifier?.find(each => each.system === ID.referral)?.value
    if (found) return found
  }
  throw new Error('a Bundle without a referral')
}
