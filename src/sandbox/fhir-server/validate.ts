import { fail, ok, type Result } from '../../domain/result.ts'
import { rangeOf } from './date-range.ts'
import { elementsAt } from './element-path.ts'
import rules from './element-rules.json' with { type: 'json' }
import { type Issue, type Problem, problem } from './outcome.ts'
import { type FhirResource, isObject } from './resource.ts'
import { parametersOf } from './search-parameters.ts'

interface ElementRules {
  /** Space-separated paths; below an optional element they bind only where it is. */
  readonly required: string
  readonly codes: Readonly<Record<string, string>>
}

const RULES: Readonly<Record<string, ElementRules>> = rules

/**
 * R4's own required elements and required codes, for the types this product meets. HAPI as it comes is laxer: it refuses
 * an unknown code (400) but takes a resource without a required element, so no client may count on the 422 given here.
 */
export const validate = (resource: FhirResource): Result<undefined, Problem> => {
  const malformed = [...badCodes(resource), ...badDates(resource), ...badReferences(resource)]
  const absent = missingElements(resource)
  if (malformed.length + absent.length === 0) return ok(undefined)
  return fail(problem(malformed.length > 0 ? 400 : 422, [...malformed, ...absent]))
}

const rulesOf = ({ resourceType }: FhirResource): ElementRules => RULES[resourceType] ?? { required: '', codes: {} }

const missingElements = (resource: FhirResource): readonly Issue[] =>
  rulesOf(resource)
    .required.split(' ')
    .filter(path => path !== '')
    .flatMap(path => {
      const steps = path.split('.')
      const last = steps.at(-1) ?? ''
      const parentPath = steps.slice(0, -1).join('.')
      const root = { at: resource.resourceType, value: resource as unknown }
      const parents = parentPath === '' ? [root] : elementsAt(resource, parentPath, resource.resourceType)
      return parents.filter(parent => !has(parent.value, last)).map(({ at }) => `${at}.${last}`)
    })
    .map(path => ({
      code: 'required',
      diagnostics: `${path}: minimum required = 1, but only found 0`,
      expression: [path],
    }))

/** A primitive may be absent with an extension that says why (`_status`). */
const has = (parent: unknown, name: string): boolean =>
  elementsAt(parent, name, '').length > 0 || (isObject(parent) && parent[`_${name}`] !== undefined)

const badCodes = (resource: FhirResource): readonly Issue[] =>
  Object.entries(rulesOf(resource).codes).flatMap(([path, codes]) => {
    const known = codes.split(' ')
    return elementsAt(resource, path, resource.resourceType)
      .filter(({ value }) => typeof value !== 'string' || !known.includes(value))
      .map(({ at }) => ({
        code: 'code-invalid',
        diagnostics: `HAPI-1821: Invalid attribute value for ${at}: expected one of ${known.join(', ')}`,
        expression: [at],
      }))
  })

const badDates = (resource: FhirResource): readonly Issue[] =>
  indexed(resource, 'date')
    .filter(({ value }) => !isDate(value))
    .map(({ at }) => ({ code: 'value', diagnostics: `HAPI-1821: Invalid date/time format in ${at}`, expression: [at] }))

/** A time needs its seconds and its offset (R4 dateTime). */
const isDate = (value: unknown): boolean => {
  if (typeof value === 'string')
    return /^[^T]*(T\d\d:\d\d:\d\d.*(Z|[+-]\d\d:\d\d))?$/.test(value) && rangeOf(value) !== undefined
  if (!isObject(value)) return false
  return [value.start, value.end].every(part => part === undefined || (typeof part === 'string' && isDate(part)))
}

const badReferences = (resource: FhirResource): readonly Issue[] =>
  indexed(resource, 'reference')
    .filter(({ value }) => !isObject(value))
    .map(({ at }) => ({
      code: 'structure',
      diagnostics: `HAPI-1821: ${at} must be a Reference object`,
      expression: [at],
    }))

const indexed = (resource: FhirResource, kind: 'date' | 'reference') =>
  parametersOf(resource.resourceType)
    .filter(parameter => parameter.kind === kind && !parameter.name.startsWith('_'))
    .flatMap(parameter => parameter.paths)
    .filter((path, index, paths) => paths.indexOf(path) === index)
    .flatMap(path => elementsAt(resource, path, resource.resourceType))
