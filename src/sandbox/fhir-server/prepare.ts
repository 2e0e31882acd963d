import { ok, type Result } from '../../domain/result.ts'
import { findConditional } from './conditional.ts'
import { type Problem, refuse } from './outcome.ts'
import { isConditional } from './reference-text.ts'
import { mapReferences, normaliseReferences } from './references.ts'
import type { FhirResource } from './resource.ts'
import type { Unit } from './store.ts'
import { validate } from './validate.ts'

/** A resource as it will be stored: checked, its references resolved and in their short form. */
export const prepare = (unit: Unit, base: string, resource: FhirResource): Result<FhirResource, Problem> => {
  // A stored Bundle is a document of its own: nothing in it is ours to rewrite.
  const resolved = resource.resourceType === 'Bundle' ? ok(resource) : resolveConditional(unit, base, resource)
  if (!resolved.ok) return resolved
  const valid = validate(resolved.value)
  return valid.ok ? resolved : valid
}

/** `Practitioner?identifier=s|v` in a reference becomes the one Practitioner it means. */
const resolveConditional = (unit: Unit, base: string, resource: FhirResource): Result<FhirResource, Problem> => {
  const wanted = new Set<string>()
  mapReferences(resource, (text, key) => {
    if (key === 'reference' && isConditional(text)) wanted.add(text)
    return text
  })
  const found = new Map<string, string>()
  for (const text of wanted) {
    const type = text.slice(0, text.indexOf('?'))
    const match = findConditional(unit, type, text, base)
    if (!match.ok) return match
    if (!match.value)
      return refuse(404, 'not-found', `HAPI-1091: Invalid match URL for ${type}: no resources match this search`)
    found.set(text, `${type}/${match.value.id}`)
  }
  return ok(
    normaliseReferences(
      mapReferences(resource, (text, key) => (key === 'reference' && found.get(text)) || text),
      base,
    ),
  )
}
