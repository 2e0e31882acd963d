import { addedElements, addedParts } from './added-elements.ts'
import { changesTo } from './changed-values.ts'
import { at, elementPath, isList, isObject, type JsonObject, type Path, placesIn, put } from './json-paths.ts'

/** One good resource with one fault put into it. */
export interface Mutant {
  readonly fault: string
  /** The element as FHIR names it. */
  readonly element: string
  /** What it was made of, and where exactly. */
  readonly name: string
  readonly resource: JsonObject
}

/** Every single fault that this generator knows, in every place of a resource where it can be put. */
export function singleMutants(name: string, resource: JsonObject): Mutant[] {
  const mutant = (fault: string, path: Path, changed: unknown): Mutant => ({
    fault,
    element: elementPath(resource, path),
    name: `${name}: ${fault} at ${path.join('.')}`,
    resource: changed as JsonObject,
  })
  const inPlaces = placesIn(resource)
    .filter(({ path }) => path[0] !== 'resourceType')
    .flatMap(({ path, value }) => {
      const faults: Mutant[] = []
      if (typeof path.at(-1) === 'string' || isInList(resource, path))
        faults.push(mutant('element dropped', path, put(resource, path, undefined)))
      if (isList(value) && isObject(value[0]))
        faults.push(mutant('element doubled', path, put(resource, path, [...value, value[0]])))
      if (!isList(value) && !isObject(value))
        faults.push(
          ...changesTo(path, value, resource).map(({ fault, next }) => mutant(fault, path, put(resource, path, next))),
        )
      if (isObject(value))
        faults.push(
          ...addedParts(path, value).map(({ fault, path: to, next }) => mutant(fault, to, put(resource, to, next))),
        )
      return faults
    })
  const added = addedElements(resource).map(({ fault, path, next }) => mutant(fault, path, put(resource, path, next)))
  return unlike(resource, [...inPlaces, ...added])
}

const isInList = (resource: JsonObject, path: Path): boolean => {
  const list = at(resource, path.slice(0, -1))
  return isList(list) && list.length > 1
}

/** What turned out as it was is no fault. */
function unlike(resource: JsonObject, mutants: readonly Mutant[]): Mutant[] {
  const seen = new Set([JSON.stringify(resource)])
  return mutants.filter(each => {
    const text = JSON.stringify(each.resource)
    if (seen.has(text)) return false
    seen.add(text)
    return true
  })
}
