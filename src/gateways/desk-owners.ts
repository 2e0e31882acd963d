import type { FhirResource } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { ok, type Result } from '../domain/result.ts'
import { liesWith } from '../domain/whose-referral.ts'
import { identifierIn } from '../fhir/elements.ts'
import { type HubTask, hubCoach, hubRoleServices } from '../fhir/hub-resources.ts'
import { localReference } from '../fhir/resource-about.ts'
import { ID } from '../fhir/systems.ts'
import { isReferralTask } from '../fhir/task-change.ts'
import type { FhirClient } from './fhir-client.ts'

export interface Coach {
  /** `PractitionerRole/…` on the hub. */
  readonly reference: string
  readonly key: string
  readonly name: string
}

/** Who may own a referral of this service: the service itself, undefined as long as nothing was ever sent to it, and its coaches. */
export interface DeskOwners {
  readonly service: string | undefined
  readonly coaches: readonly Coach[]
}

/** More coaches than any service has: 200 pages, however small a hub makes them. */
const WHOLE = { maxPages: 200 }

/** @param serviceIdentifier the pack and the service in it, `pack/service`, as the service's HealthcareService bears it */
export function createDeskOwners(client: FhirClient, serviceIdentifier: string) {
  // A coach's key begins with the service: whoever works for two has a role at each.
  const serviceId = serviceIdentifier.slice(serviceIdentifier.indexOf('/') + 1)

  async function service(): Promise<Result<string | undefined, GatewayFailure>> {
    const found = await client.search('HealthcareService', { identifier: `${ID.service}|${serviceIdentifier}` })
    if (!found.ok) return found
    const ours = found.value.find(
      each =>
        each.resourceType === 'HealthcareService' &&
        identifierIn(each.identifier, ID.service)?.value === serviceIdentifier,
    )
    return ok(ours?.id && `HealthcareService/${ours.id}`)
  }

  const worksAt = (role: FhirResource, place: string): boolean =>
    hubRoleServices
      .safeParse(role)
      .data?.healthcareService.some(each => localReference(each.reference, client.baseUrl) === place) ?? false

  async function owners(): Promise<Result<DeskOwners, GatewayFailure>> {
    const place = await service()
    if (!place.ok) return place
    const at = place.value
    if (at === undefined) return ok({ service: undefined, coaches: [] })
    const found = await client.search('PractitionerRole', { service: at, _count: '200' }, WHOLE)
    if (!found.ok) return found
    const coaches = found.value.flatMap(each => {
      const role = hubCoach.safeParse(each).data
      const key = role && identifierIn(role.identifier, ID.coach)?.value
      // A server that overlooks the parameter answers with everybody's roles.
      return role && key?.startsWith(`${serviceId}/`) && worksAt(each, at)
        ? [{ reference: `PractitionerRole/${role.id}`, key, name: role.practitioner?.display ?? key }]
        : []
    })
    return ok({ service: at, coaches })
  }

  return { service, owners }
}

/** A referral of this service, and no part of the work on one. */
export const isOurs = (task: HubTask, { service, coaches }: DeskOwners): boolean =>
  isReferralTask(task) && liesWith(task.owner?.reference, { service, coaches: coaches.map(each => each.reference) })
