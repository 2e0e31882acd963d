import { isObject } from './resource.ts'

/** One place where a value of an element stands, e.g. `Task.input[0].type`. */
export interface Found {
  readonly at: string
  readonly value: unknown
}

const STEP = /^(\w+)(\[x\])?(?:\[(\w+)=([^\]]+)\])?$/

/**
 * Walks a plain element path through lists: `item.linkId`, a choice `value[x]`, a filter `telecom[system=phone]`.
 * A full FHIRPath engine would cost more than this whole server.
 */
export const elementsAt = (value: unknown, path: string, at: string): readonly Found[] =>
  path
    .split('.')
    .reduce<readonly Found[]>((found, step) => found.flatMap(here => stepInto(here, step)), [{ at, value }])

export const valuesAt = (resource: unknown, path: string): readonly unknown[] =>
  elementsAt(resource, path, '').map(({ value }) => value)

const stepInto = ({ value, at }: Found, step: string): readonly Found[] => {
  const [, name, choice, filterName, filterValue] = STEP.exec(step) ?? []
  if (name === undefined || !isObject(value)) return []
  const keys = choice ? Object.keys(value).filter(key => isChoiceOf(name, key)) : [name]
  return keys
    .flatMap(key => listAt(`${at}.${key}`, value[key]))
    .filter(({ value: child }) => !filterName || (isObject(child) && child[filterName] === filterValue))
}

const isChoiceOf = (name: string, key: string): boolean => key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length))

const listAt = (at: string, value: unknown): readonly Found[] => {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value.map((item, index) => ({ at: `${at}[${index}]`, value: item })) : [{ at, value }]
}
