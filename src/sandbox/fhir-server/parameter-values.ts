import { valuesAt } from './element-path.ts'
import { tokensOf } from './match-token.ts'
import { localReference, referenceText } from './reference-text.ts'
import type { FhirResource } from './resource.ts'
import type { SearchParameter } from './search-parameters.ts'

/** Whatever has a resource: a stored version, or a resource that is about to be one. */
export interface Searched {
  readonly resource?: FhirResource | undefined
}

/** The values of a parameter in a resource; a typed parameter (`patient`) sees only references of its type. */
export const parameterValues = ({ paths, target }: SearchParameter, resource: FhirResource): readonly unknown[] => {
  const values = paths.flatMap(path => valuesAt(resource, path))
  return target ? values.filter(value => localReference(referenceText(value) ?? '')?.type === target) : values
}

const remembered = new WeakMap<Searched, Map<SearchParameter, readonly unknown[]>>()

/** The same of a version, worked out once: what was searched by is searched by again, and a version never changes. */
export const valuesOf = (parameter: SearchParameter, version: Searched): readonly unknown[] => {
  const known = remembered.get(version)?.get(parameter)
  if (known) return known
  const { resource } = version
  const values = resource ? parameterValues(parameter, resource) : []
  const all = remembered.get(version) ?? new Map<SearchParameter, readonly unknown[]>()
  remembered.set(version, all.set(parameter, values))
  return values
}

/** The words by which a value is found at once: the code of a token, the place of a reference. */
export const keysOf = ({ kind }: SearchParameter, value: unknown): readonly string[] => {
  if (kind === 'token') return tokensOf(value).map(({ code }) => code)
  const local = kind === 'reference' ? localReference(referenceText(value) ?? '') : undefined
  return local ? [`${local.type}/${local.id}`] : []
}
