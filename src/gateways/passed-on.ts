import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { ok, type Result } from '../domain/result.ts'
import { ownerOf, worksForService } from '../fhir/task-owner.ts'
import type { FhirClient } from './fhir-client.ts'
import type { Locating } from './stored-referral.ts'

/**
 * To whom the service passed the work on; undefined while it lies with the service or one of its roles. A role that this app may not read (its
 * token is for referrals) is not said to be a stranger's.
 */
export async function passedOnTo(
  fhir: Pick<FhirClient, 'baseUrl' | 'read'>,
  locate: Locating,
): Promise<Result<string | undefined, GatewayFailure>> {
  const found = await locate()
  if (!found.ok || !found.value) return found.ok ? ok(undefined) : found
  const owner = ownerOf(found.value, fhir.baseUrl)
  if (owner.is === 'service') return ok(undefined)
  if (owner.is === 'elsewhere') return ok(owner.name)
  const role = await fhir.read('PractitionerRole', owner.id)
  if (!role.ok) return ok(undefined)
  return ok(worksForService(role.value, found.value, fhir.baseUrl) ? undefined : owner.name)
}
