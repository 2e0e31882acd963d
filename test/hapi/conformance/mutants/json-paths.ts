/** Anything that JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json
}

/** A place in a JSON document: names and positions from the root on. */
export type Path = readonly (string | number)[]
export interface Place {
  readonly path: Path
  readonly value: Json
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** Every place below the root, parents first. */
export function placesIn(value: Json, path: Path = []): Place[] {
  const inner: [string | number, Json][] = isList(value)
    ? value.map((each, index) => [index, each])
    : isObject(value)
      ? Object.entries(value)
      : []
  return inner.flatMap(([name, each]) => [{ path: [...path, name], value: each }, ...placesIn(each, [...path, name])])
}

export const at = (value: Json | undefined, path: Path): Json | undefined =>
  path.reduce<Json | undefined>((found, name) => {
    if (isList(found)) return found[Number(name)]
    return isObject(found) ? found[name] : undefined
  }, value)

/** The document with another value in one place; `undefined` takes the place out, and lists and objects that end up empty with it. */
export function put(value: Json, [name, ...rest]: Path, next: Json | undefined): Json {
  if (name === undefined) return value
  const before = at(value, [name])
  const inner = rest.length === 0 ? next : put(before ?? {}, rest, next)
  const gone = inner === undefined || (rest.length > 0 && next === undefined && isEmpty(inner))
  if (isList(value)) return gone ? value.filter((_, index) => index !== name) : value.toSpliced(Number(name), 1, inner)
  const { [String(name)]: _before, ...others } = isObject(value) ? value : {}
  return gone ? others : { ...(value as JsonObject), [String(name)]: inner }
}

const isEmpty = (value: Json): boolean =>
  isList(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0

/** The place as FHIR names it, without positions: `Patient.name.given`; an item of a form by its question: `item(sharing)`. */
export function elementPath(resource: JsonObject, path: Path): string {
  const names = path.flatMap((name, index) => {
    if (typeof name === 'number') return []
    const linkId = at(resource, [...path.slice(0, index + 2), 'linkId'])
    return [name === 'item' && typeof linkId === 'string' ? `item(${linkId})` : name]
  })
  return [String(resource.resourceType), ...names].join('.')
}
