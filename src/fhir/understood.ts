import type { z } from 'zod'

/** A resource as far as it could be read, with the places of what was left out: `address.line`, without positions. */
export interface Understood<T> {
  readonly value: T
  readonly leftOut: readonly string[]
}

type Place = readonly PropertyKey[]

/** More odd elements than this, and it is no record of ours to read. */
const MOST = 200

/**
 * Reads a resource by element: what its schema does not take is left out, and named (hazards H01, H14). Undefined where nothing is left to read:
 * the wrong type, no id, or one of `needed`, without which the rest would say something else.
 */
export function understood<T>(
  schema: z.ZodType<T>,
  resource: unknown,
  needed: readonly string[] = [],
): Understood<T> | undefined {
  const copy: unknown = structuredClone(resource)
  const leftOut: string[] = []
  for (let round = 0; round < MOST; round += 1) {
    const parsed = schema.safeParse(copy)
    if (parsed.success) return { value: parsed.data, leftOut: [...new Set(leftOut)] }
    const [issue] = parsed.error.issues
    const place = issue && unitOf(issue.path, copy)
    const [first] = place ?? []
    if (!place || first === undefined || first === 'id' || first === 'resourceType' || needed.includes(String(first)))
      return undefined
    leftOut.push(place.filter(step => typeof step !== 'number').join('.'))
    remove(copy, place)
  }
  return undefined
}

/**
 * What goes with an element that cannot be read. Without its period or its use a former address would be a present one, so what has them goes as
 * a whole; and so does what lacks an element that it must have.
 */
function unitOf(path: Place, resource: unknown): Place | undefined {
  const period = path.indexOf('effectivePeriod')
  if (period >= 0) return path.slice(0, period + 1)
  const limits = path.findIndex(step => step === 'period' || step === 'use')
  if (limits > 0) return path.slice(0, limits)
  return at(resource, path) === undefined ? enclosing(path) : path
}

const enclosing = (path: Place): Place | undefined => (path.length > 1 ? path.slice(0, -1) : undefined)

const at = (value: unknown, path: Place): unknown =>
  path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  )

function remove(resource: unknown, path: Place): void {
  const last = path.at(-1)
  const holder = at(resource, path.slice(0, -1))
  if (Array.isArray(holder)) holder.splice(Number(last), 1)
  else if (typeof holder === 'object' && holder !== null && last !== undefined) Reflect.deleteProperty(holder, last)
}
