import type { Observation } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { ok, type Result } from '../domain/result.ts'
import { codeIn } from '../fhir/elements.ts'
import { isAboutPatientOf } from '../fhir/proven-referral.ts'
import { aboutOf, bearsOnly } from '../fhir/resource-about.ts'
import { CS, ID } from '../fhir/systems.ts'
import type { FhirClient } from './fhir-client.ts'
import type { Locating } from './stored-referral.ts'

/** The work status that went out with this very referral, a code of the work-status list; undefined where none did. */
export async function workStatusAtReferral(
  fhir: Pick<FhirClient, 'baseUrl' | 'search'>,
  locate: Locating,
  referralId: string,
): Promise<Result<string | undefined, GatewayFailure>> {
  const id = `${referralId}.work-status`
  const [referral, found] = await Promise.all([
    locate(),
    fhir.search('Observation', { identifier: `${ID.extract}|${id}` }, { maxPages: 1 }),
  ])
  if (!referral.ok) return referral
  if (!found.ok) return found
  const { value } = referral
  const stored =
    value &&
    found.value.find((each): each is Observation => {
      const about = each.resourceType === 'Observation' ? aboutOf(each) : undefined
      return about !== undefined && bearsOnly(about, ID.extract, id) && isAboutPatientOf(each, value, fhir.baseUrl)
    })
  return ok(stored && codeIn(stored.valueCodeableConcept, CS.workStatus))
}
