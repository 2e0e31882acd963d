import jsonPatch, { type Operation } from 'fast-json-patch'
import { z } from 'zod'
import type { Result } from '../../domain/result.ts'
import type { Answered, FhirRequest } from './answer.ts'
import { checkIfMatch } from './if-match.ts'
import { type Problem, refuse } from './outcome.ts'
import { type FhirResource, isObject, resourceFrom } from './resource.ts'
import type { ServerContext } from './server-context.ts'
import { finish } from './single-write.ts'
import type { Unit } from './store.ts'
import { type Ruling, rulingOf, updateResource, type Written } from './write.ts'

const operation = z.looseObject({
  op: z.enum(['add', 'remove', 'replace', 'move', 'copy', 'test']),
  path: z.string(),
  from: z.string().optional(),
})

/** PATCH by JSON Patch (RFC 6902), which FHIR R4 and HAPI know: on the version named, or the one that stands now. */
export const patch = (context: ServerContext, request: FhirRequest, type: string, id: string): Answered => {
  const unit = context.store.begin(context.now())
  return finish(context, unit, patched(unit, request, type, id, rulingOf(context.rules.update, request.by)))
}

export const patched = (
  unit: Unit,
  request: FhirRequest,
  type: string,
  id: string,
  ruling: Ruling | undefined,
): Result<Written, Problem> => {
  const stands = unit.current(type, id)
  if (!stands) return refuse(404, 'not-found', `HAPI-2001: Resource ${type}/${id} is not known`)
  const matches = checkIfMatch(stands, request.ifMatch, 'patch')
  if (!matches.ok) return matches
  const current = stands.resource
  if (!current) return refuse(410, 'deleted', `HAPI-2002: Resource was deleted at ${stands.at}`)
  const operations = z.array(operation).safeParse(request.body)
  if (!operations.success) return refuse(400, 'structure', 'HAPI-1275: The body is no JSON Patch')
  const next = patchedBy(current, operations.data as Operation[])
  if (!next.ok) return next
  if (next.value.resourceType !== type || next.value.id !== id)
    return refuse(400, 'invalid', 'HAPI-1271: A patch changes neither the type nor the id of a resource', `${type}.id`)
  return updateResource(unit, request.base, id, next.value, undefined, ruling)
}

/** In a Bundle a JSON Patch is the data of a Binary (R4 http, "patch"). */
export const patchInBinary = (body: unknown): unknown => {
  const data = isObject(body) && body.resourceType === 'Binary' ? body.data : undefined
  try {
    return JSON.parse(Buffer.from(typeof data === 'string' ? data : '', 'base64').toString('utf8'))
  } catch {
    return undefined
  }
}

const patchedBy = (current: FhirResource, operations: Operation[]): Result<FhirResource, Problem> => {
  try {
    const { newDocument } = jsonPatch.applyPatch(structuredClone(current), operations, true)
    return resourceFrom(newDocument)
  } catch {
    // The library's own message quotes the document.
    return refuse(422, 'processing', 'HAPI-1272: The patch does not fit the resource')
  }
}
