import { isObject } from './resource.ts'

/** One place where a value of an element stands, e.g. `Task.input[0].type`. */
interface Found {
  readonly at: string
  readonly value: unknown
}

/**
 * Walks a plain element path through lists: `item.linkId`, a choice `value[x]`, a filter `telecom[system=phone]`.
 * A full FHIRPath engine would cost more than this whole server.
 */
export const elementsAt = (value: unknown, path: string, at: string): readonly Found[] =>
  stepsOf(path).reduce<readonly Found[]>((found, step) => found.flatMap(here => stepInto(here, step)), [{ at, value }])

/** The values alone, for searches: every resource of a type is walked, so no place is worked out. */
export const valuesAt = (resource: unknown, path: string): readonly unknown[] => {
  let found: unknown[] = [resource]
  for (const step of stepsOf(path)) {
    found = found.flatMap(value =>
      isObject(value)
        ? keysOf(value, step).flatMap(key => listOf(value[key]).filter(child => passes(child, step)))
        : [],
    )
  }
  return found
}

interface Step {
  readonly name: string
  readonly choice: boolean
  readonly filter: readonly [string, string] | undefined
}

const STEP = /^(\w+)(\[x\])?(?:\[(\w+)=([^\]]+)\])?$/
const parsed = new Map<string, readonly Step[]>()

const stepsOf = (path: string): readonly Step[] => {
  const known = parsed.get(path)
  if (known) return known
  const steps = path.split('.').map((text): Step => {
    const [, name = text, choice, key, wanted] = STEP.exec(text) ?? []
    return { name, choice: choice !== undefined, filter: key && wanted ? [key, wanted] : undefined }
  })
  parsed.set(path, steps)
  return steps
}

const keysOf = (value: object, { name, choice }: Step): readonly string[] =>
  choice ? Object.keys(value).filter(key => key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length))) : [name]

const passes = (value: unknown, { filter }: Step): boolean =>
  filter === undefined || (isObject(value) && value[filter[0]] === filter[1])

const listOf = (value: unknown): readonly unknown[] => {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

const stepInto = ({ value, at }: Found, step: Step): readonly Found[] => {
  if (!isObject(value)) return []
  return keysOf(value, step).flatMap(key => {
    const child = value[key]
    return listOf(child)
      .map((item, index) => ({ at: Array.isArray(child) ? `${at}.${key}[${index}]` : `${at}.${key}`, value: item }))
      .filter(found => passes(found.value, step))
  })
}
