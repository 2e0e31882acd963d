import type { Result } from '../../domain/result.ts'
import type { AccessGrant } from './grants.ts'
import { anyResource, type Ownership } from './ownership.ts'
import { forbidden, notFound, type Refusal } from './refusal.ts'
import { isOffered } from './resource-types.ts'
import { mayDo } from './scopes.ts'
import type { Upstream, UpstreamAnswer } from './upstream.ts'

export interface FacadeDeps {
  readonly upstream: Upstream
  readonly ownership: Ownership
  /** The facade's own FHIR base. */
  readonly base: string
}
export type FacadeAnswer = Result<UpstreamAnswer, Refusal>

export interface ReadRequest {
  readonly type: string
  readonly id: string
  readonly version?: string
  readonly headers: Readonly<Record<string, string>>
}

/** SMART: `openid fhirUser` is permission to retrieve information about the current logged-in user. */
const isSignedInUser = (access: AccessGrant, { type, id }: ReadRequest): boolean =>
  access.scopes.includes('fhirUser') && type === 'Practitioner' && id === access.practitionerId

/** Reads one resource, and gives it out only when it is the launched patient's or nobody's. */
export async function facadeRead(deps: FacadeDeps, access: AccessGrant, request: ReadRequest): Promise<FacadeAnswer> {
  const { type, id, version, headers } = request
  if (!isOffered(type)) return notFound('This EHR does not offer this resource type.')
  if (!mayDo(access.scopes, type, 'r') && !isSignedInUser(access, request))
    return forbidden(`The granted scopes do not allow reading ${type}.`)
  if (type === 'Patient' && id !== access.patientId) return forbidden('This launch is for another patient.')

  const path = version === undefined ? [type, id] : [type, id, '_history', version]
  const answer = await deps.upstream.call({ method: 'GET', path, headers })
  if (!answer.ok || answer.value.status !== 200) return answer
  const resource = anyResource.safeParse(answer.value.body)
  if (
    !resource.success ||
    resource.data.resourceType !== type ||
    !(await deps.ownership.belongs(resource.data, access.patientId))
  )
    return forbidden('This resource does not belong to the patient of this launch.')
  return answer
}
