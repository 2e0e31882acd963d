import type { FhirResource } from 'fhir/r4.js'
import { hubOwner, hubPerformers, hubRoleServices } from './hub-resources.ts'
import type { ProvenReferral } from './proven-referral.ts'
import { localReference } from './resource-about.ts'
import { ID } from './systems.ts'

/** With whom the work lies: the service that was asked, a role that may be one of its own, or somebody else by the name that the hub gives. */
export type TaskOwner =
  | { readonly is: 'service' }
  | { readonly is: 'role'; readonly id: string; readonly name: string }
  | { readonly is: 'elsewhere'; readonly name: string }

const UNNAMED = 'another team'

/** Whom the referrer asked: the service, as the hub keeps it. */
const performersOf = ({ request }: ProvenReferral, base: string): string[] =>
  (hubPerformers.safeParse(request).data?.performer ?? []).flatMap(each => localReference(each.reference, base) ?? [])

/** A Task without an owner lies with the service that was asked. */
export function ownerOf(referral: ProvenReferral, base: string): TaskOwner {
  const owner = hubOwner.safeParse(referral.task).data?.owner
  if (!owner) return { is: 'service' }
  // Ours is the only service that a referral of ours names by our own number.
  if (owner.reference === undefined && owner.identifier?.system === ID.service) return { is: 'service' }
  const place = localReference(owner.reference, base)
  const name = owner.display ?? UNNAMED
  if (place === undefined) return { is: 'elsewhere', name }
  if (performersOf(referral, base).includes(place)) return { is: 'service' }
  const [type, id = ''] = place.split('/')
  return type === 'PractitionerRole' ? { is: 'role', id, name } : { is: 'elsewhere', name }
}

/** Whether a role works for the service that was asked. */
export function worksForService(role: FhirResource, referral: ProvenReferral, base: string): boolean {
  const services = hubRoleServices.safeParse(role).data?.healthcareService ?? []
  const asked = performersOf(referral, base)
  return services.some(each => asked.includes(localReference(each.reference, base) ?? ''))
}
