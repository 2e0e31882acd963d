import { keysOf, valuesOf } from './parameter-values.ts'
import type { SearchParameter } from './search-parameters.ts'
import type { Version } from './version.ts'

/** Keys under one of which a resource stands, by the values of a parameter. */
export interface IndexPlace {
  readonly parameter: SearchParameter
  readonly keys: readonly string[]
}

/** Where resources of a type stand by the values of a parameter. Made when it is first searched by. */
export interface SearchIndex {
  /** Ids at a place, and perhaps some that stood there once: whoever asks looks at each. */
  find(type: string, place: IndexPlace): ReadonlySet<string>
  add(version: Version): void
}

export const createSearchIndex = (ofType: (type: string) => readonly Version[]): SearchIndex => {
  const byType = new Map<string, Map<SearchParameter, Map<string, Set<string>>>>()

  const enter = (places: Map<string, Set<string>>, parameter: SearchParameter, version: Version): void => {
    for (const key of valuesOf(parameter, version).flatMap(value => keysOf(parameter, value))) {
      const ids = places.get(key)
      if (ids) ids.add(version.id)
      else places.set(key, new Set([version.id]))
    }
  }
  const placesOf = (type: string, parameter: SearchParameter): Map<string, Set<string>> => {
    const known = byType.get(type)?.get(parameter)
    if (known) return known
    const places = new Map<string, Set<string>>()
    for (const version of ofType(type)) enter(places, parameter, version)
    const parameters = byType.get(type) ?? new Map<SearchParameter, Map<string, Set<string>>>()
    byType.set(type, parameters.set(parameter, places))
    return places
  }

  return {
    find: (type, { parameter, keys }) => {
      // An id is where it is: nothing has to be remembered for that.
      if (parameter.name === '_id') return new Set(keys)
      const places = placesOf(type, parameter)
      return keys.length === 1
        ? (places.get(keys[0] ?? '') ?? NONE)
        : new Set(keys.flatMap(key => [...(places.get(key) ?? [])]))
    },
    add: version => {
      for (const [parameter, places] of byType.get(version.type) ?? []) enter(places, parameter, version)
    },
  }
}

const NONE: ReadonlySet<string> = new Set()
