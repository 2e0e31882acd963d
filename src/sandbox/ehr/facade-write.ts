import { ok, type Result } from '../../domain/result.ts'
import type { FacadeAnswer, FacadeDeps } from './facade-read.ts'
import type { AccessGrant } from './grants.ts'
import { type AnyResource, anyResource } from './ownership.ts'
import { badRequest, forbidden, type Refusal } from './refusal.ts'
import { isWritable, ownerElement } from './resource-types.ts'
import { mayDo } from './scopes.ts'

export interface WriteRequest {
  readonly type: string
  /** With an id it is an update (PUT), without one a create (POST). */
  readonly id?: string
  readonly body: unknown
}

/** What must hold before one resource may be written; where it stands in a Bundle is said by `at`. */
export async function checkWrite(
  { ownership }: FacadeDeps,
  access: AccessGrant,
  { type, id, body }: WriteRequest,
  within: { at: string; alsoTheirs?: ReadonlySet<string> } = { at: type },
): Promise<Result<AnyResource, Refusal>> {
  if (!isWritable(type)) return forbidden(`This EHR does not let apps write ${type}.`, within.at)
  if (!mayDo(access.scopes, type, id === undefined ? 'c' : 'u'))
    return forbidden(`The granted scopes do not allow writing ${type}.`, within.at)

  const resource = anyResource.safeParse(body)
  if (!resource.success) return badRequest('The body is not a FHIR resource.', within.at)
  if (resource.data.resourceType !== type)
    return badRequest('resourceType differs from the type in the address.', `${within.at}.resourceType`)
  if (id !== undefined && resource.data.id !== id)
    return badRequest('id differs from the id in the address.', `${within.at}.id`)

  if (!(await ownership.belongs(resource.data, access.patientId, within.alsoTheirs)))
    return forbidden('This launch may write only for its own patient.', `${within.at}.${ownerElement(type)}`)
  // Otherwise an update could take a resource away from another patient.
  if (id !== undefined && (await ownership.belongsUpstream(type, id, access.patientId)) === false)
    return forbidden('The resource that this would replace is not of this launch’s patient.', within.at)
  return ok(resource.data)
}

/** A conditional create may meet another patient's resource with the same identifier: that is not handed out. */
async function withoutForeign(
  { ownership }: FacadeDeps,
  access: AccessGrant,
  answer: FacadeAnswer,
): Promise<FacadeAnswer> {
  if (!answer.ok || answer.value.status >= 300) return answer
  const resource = anyResource.safeParse(answer.value.body)
  if (!resource.success || resource.data.resourceType === 'OperationOutcome') return answer
  if (await ownership.belongs(resource.data, access.patientId)) return answer
  return forbidden('A resource of another patient already has this identifier.')
}

export async function facadeWrite(
  deps: FacadeDeps,
  access: AccessGrant,
  request: WriteRequest & { headers: Readonly<Record<string, string>> },
): Promise<FacadeAnswer> {
  const checked = await checkWrite(deps, access, request)
  if (!checked.ok) return checked
  const { type, id, headers } = request
  const answer = await deps.upstream.call({
    method: id === undefined ? 'POST' : 'PUT',
    path: id === undefined ? [type] : [type, id],
    headers,
    body: checked.value,
  })
  return withoutForeign(deps, access, answer)
}
