import { ok, type Result } from '../../domain/result.ts'
import type { Answer, Answered, FhirRequest } from './answer.ts'
import { checkSatisfies, findConditional } from './conditional.ts'
import { type Problem, refuse } from './outcome.ts'
import { checkIncoming, checkOutgoing } from './references.ts'
import { type FhirResource, resourceFrom } from './resource.ts'
import type { ServerContext } from './server-context.ts'
import type { Unit } from './store.ts'
import { createResource, deleteResource, type Ruling, rulingOf, updateResource, type Written } from './write.ts'

export const create = (context: ServerContext, request: FhirRequest, type: string): Answered => {
  const body = bodyOf(request, type)
  if (!body.ok) return body
  const unit = context.store.begin(context.now())
  if (request.ifNoneExist) {
    const match = findConditional(unit, type, request.ifNoneExist, request.base)
    if (!match.ok) return match
    if (match.value) return ok({ status: 200, body: match.value.resource, version: match.value, written: true })
    const fits = checkSatisfies(unit, body.value, request.ifNoneExist, request.base)
    if (!fits.ok) return fits
  }
  return finish(context, unit, createResource(unit, request.base, unit.newId(), body.value))
}

export const update = (context: ServerContext, request: FhirRequest, type: string, id: string): Answered => {
  const body = bodyOf(request, type)
  if (!body.ok) return body
  if (body.value.id !== id) {
    const text =
      body.value.id === undefined
        ? 'HAPI-0419: Can not update resource, resource body must contain an ID element for update (PUT) operation'
        : 'HAPI-0420: Can not update resource, resource body must contain an ID element which matches the request URL for update (PUT) operation'
    return refuse(400, 'invalid', text, `${type}.id`)
  }
  const unit = context.store.begin(context.now())
  const ruling = rulingOf(context.rules.update, request.by)
  return finish(context, unit, updateResource(unit, request.base, id, body.value, request.ifMatch, ruling))
}

export const conditionalUpdate = (context: ServerContext, request: FhirRequest, type: string): Answered => {
  const body = bodyOf(request, type)
  if (!body.ok) return body
  const unit = context.store.begin(context.now())
  const ruling = rulingOf(context.rules.update, request.by)
  const written = updateByCondition(unit, request.base, body.value, String(request.params), ruling)
  return finish(context, unit, written)
}

const updateByCondition = (
  unit: Unit,
  base: string,
  resource: FhirResource,
  condition: string,
  ruling: Ruling | undefined,
): Result<Written, Problem> => {
  const match = findConditional(unit, resource.resourceType, condition, base)
  if (!match.ok) return match
  if (match.value && resource.id !== undefined && resource.id !== match.value.id) {
    return refuse(
      400,
      'invalid',
      'HAPI-0422: The resource body has another id than the resource that the criteria match',
    )
  }
  if (match.value) return updateResource(unit, base, match.value.id, resource, undefined, ruling)
  return resource.id === undefined
    ? createResource(unit, base, unit.newId(), resource)
    : updateResource(unit, base, resource.id, resource, undefined, ruling)
}

export const remove = (
  context: ServerContext,
  request: FhirRequest,
  type: string,
  id: string | undefined,
): Answered => {
  const unit = context.store.begin(context.now())
  const target = id === undefined ? deletionTarget(unit, type, request) : ok(id)
  if (!target.ok) return target
  const deleted = target.value === undefined ? undefined : deleteResource(unit, type, target.value)
  if (!deleted)
    return ok({ status: 200, text: 'HAPI: Not deleted, there is no such resource or it is deleted already' })
  const free = checkIncoming(unit, unit.staged)
  if (!free.ok) return free
  context.store.commit(unit)
  return ok({ status: 200, version: deleted, text: 'Successfully deleted 1 resource(s)' })
}

export const deletionTarget = (
  unit: Unit,
  type: string,
  request: Pick<FhirRequest, 'params' | 'base'>,
): Result<string | undefined, Problem> => {
  const match = findConditional(unit, type, String(request.params), request.base)
  return match.ok ? ok(match.value?.id) : match
}

const bodyOf = (request: FhirRequest, type: string): Result<FhirResource, Problem> => {
  const body = resourceFrom(request.body)
  if (!body.ok || body.value.resourceType === type) return body
  const text = `HAPI-0941: Incorrect resource type in the body: expected ${type}`
  return refuse(400, 'invalid', text, 'resourceType')
}

export const finish = (context: ServerContext, unit: Unit, written: Result<Written, Problem>): Answered => {
  if (!written.ok) return written
  const { version, change } = written.value
  const linked = version.resource ? checkOutgoing(unit, version.resource) : ok(undefined)
  if (!linked.ok) return linked
  context.store.commit(unit)
  return ok(writtenAnswer(written.value, `Successfully ${change} resource`))
}

export const writtenAnswer = ({ version, change }: Written, text: string): Answer => ({
  status: change === 'created' ? 201 : 200,
  body: version.resource,
  version,
  written: true,
  text,
})
