import type { Observation } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { ok, type Result } from '../domain/result.ts'
import { codeIn, identifierIn } from '../fhir/elements.ts'
import { CS, ID } from '../fhir/systems.ts'
import type { FhirClient } from './fhir-client.ts'

/** The work status that went out with this very referral, a code of the work-status list; undefined where none did. */
export async function workStatusAtReferral(
  fhir: Pick<FhirClient, 'search'>,
  referralId: string,
): Promise<Result<string | undefined, GatewayFailure>> {
  const id = `${referralId}.work-status`
  const found = await fhir.search('Observation', { identifier: `${ID.extract}|${id}` }, { maxPages: 1 })
  if (!found.ok) return found
  const stored = found.value.find(
    (each): each is Observation =>
      each.resourceType === 'Observation' && identifierIn(each.identifier, ID.extract)?.value === id,
  )
  return ok(stored && codeIn(stored.valueCodeableConcept, CS.workStatus))
}
