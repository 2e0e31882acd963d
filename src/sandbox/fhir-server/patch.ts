import jsonPatch, { type Operation } from 'fast-json-patch'
import { z } from 'zod'
import type { Result } from '../../domain/result.ts'
import type { Answered, FhirRequest } from './answer.ts'
import { type Problem, refuse } from './outcome.ts'
import { type FhirResource, resourceFrom } from './resource.ts'
import type { ServerContext } from './server-context.ts'
import { finish } from './single-write.ts'
import { rulingOf, updateResource } from './write.ts'

const operation = z.looseObject({
  op: z.enum(['add', 'remove', 'replace', 'move', 'copy', 'test']),
  path: z.string(),
  from: z.string().optional(),
})

/** PATCH by JSON Patch (RFC 6902), which FHIR R4 and HAPI know: on the version named, or the one that stands now. */
export const patch = (context: ServerContext, request: FhirRequest, type: string, id: string): Answered => {
  const unit = context.store.begin(context.now())
  const current = unit.current(type, id)?.resource
  if (!current) return refuse(404, 'not-found', `HAPI-2001: Resource ${type}/${id} is not known`)
  const operations = z.array(operation).safeParse(request.body)
  if (!operations.success) return refuse(400, 'structure', 'HAPI-1275: The body is no JSON Patch')
  const patched = patchedBy(current, operations.data as Operation[])
  if (!patched.ok) return patched
  if (patched.value.resourceType !== type || patched.value.id !== id)
    return refuse(400, 'invalid', 'HAPI-1271: A patch changes neither the type nor the id of a resource', `${type}.id`)
  const ruling = rulingOf(context.rules.update, request.by)
  return finish(context, unit, updateResource(unit, request.base, id, patched.value, request.ifMatch, ruling))
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
