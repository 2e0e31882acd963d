/** What another system may hold in the place of anything. */
export const ODD: readonly unknown[] = [
  null,
  true,
  0,
  '',
  'odd',
  [],
  {},
  [null],
  [[]],
  [{}],
  { extension: [] },
  { coding: [{ system: 'urn:x', code: 'unknown' }] },
]
/** Every place of a resource, but its type and its id. */
export function placesOf(value: unknown, at: readonly (string | number)[] = []): (string | number)[][] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return inner.flatMap(([key, each]) => {
    const place = [...at, Array.isArray(value) ? Number(key) : key]
    return place.length === 1 && (key === 'id' || key === 'resourceType') ? [] : [place, ...placesOf(each, place)]
  })
}
/** The resource with something odd at a place, or beside it under `_` and its name. */
export function withOdd(
  resource: object,
  place: readonly (string | number)[],
  odd: unknown,
  asSibling: boolean,
): object {
  const copy = structuredClone(resource)
  const holder = place.slice(0, -1).reduce<unknown>((value, step) => Reflect.get(value as object, step), copy) as object
  const last = String(place.at(-1))
  Reflect.set(holder, asSibling && !Array.isArray(holder) ? `_${last}` : last, odd)
  return copy
}
