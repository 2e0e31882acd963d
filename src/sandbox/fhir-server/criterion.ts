import { ok, type Result } from '../../domain/result.ts'
import { valuesAt } from './element-path.ts'
import { splitUnescaped } from './escaped-text.ts'
import { takesModifier, valueTest } from './match.ts'
import { type Problem, refuse } from './outcome.ts'
import { localReference, referenceText } from './reference-text.ts'
import type { FhirResource } from './resource.ts'
import { isResourceType, RESOURCE_TYPES } from './resource-types.ts'
import { parameterOf, parametersOf, type SearchParameter } from './search-parameters.ts'
import type { Records } from './store.ts'
import type { ValueTest } from './value-test.ts'

/** One search parameter with its value, ready to be asked of any resource. */
export type Criterion = (resource: FhirResource, records: Records) => boolean

/** The values of a parameter in a resource; a typed parameter (`patient`) sees only references of its type. */
export const parameterValues = ({ paths, target }: SearchParameter, resource: FhirResource): readonly unknown[] => {
  const values = paths.flatMap(path => valuesAt(resource, path))
  return target ? values.filter(value => localReference(referenceText(value) ?? '')?.type === target) : values
}

/** Comma is OR; a dot is a chain (`patient.identifier`). */
export const parseCriterion = (type: string, key: string, text: string, base: string): Result<Criterion, Problem> => {
  const [head = '', ...chain] = key.split('.')
  const [name = '', modifier] = head.split(':')
  const parameter = parameterOf(type, name)
  if (!parameter) return refuse(400, 'not-supported', unknownParameter(type, name))
  if (chain.length > 0) return chained(parameter, modifier, chain.join('.'), text, base)
  if (modifier === 'missing') return missing(parameter, text)
  if (modifier !== undefined && !takesModifier(parameter, modifier)) {
    return refuse(400, 'not-supported', `HAPI-1238: The modifier of search parameter ${name} is not supported`)
  }
  const tests: ValueTest[] = []
  for (const part of splitUnescaped(text, ',')) {
    const test = valueTest(parameter, modifier, part, base)
    if (!test) return refuse(400, 'value', `HAPI-1882: Invalid ${parameter.kind} value for search parameter ${name}`)
    tests.push(test)
  }
  const matches: Criterion = resource => parameterValues(parameter, resource).some(value => tests.some(t => t(value)))
  return ok(modifier === 'not' ? (resource, records) => !matches(resource, records) : matches)
}

export const unknownParameter = (type: string, name: string): string => {
  const valid = parametersOf(type).map(parameter => parameter.name)
  return `HAPI-0524: Unknown search parameter "${name}" for resource type "${type}". Valid search parameters for this search are: [${valid.sort().join(', ')}]`
}

const missing = (parameter: SearchParameter, text: string): Result<Criterion, Problem> => {
  if (text !== 'true' && text !== 'false') {
    return refuse(400, 'value', `HAPI-1883: ${parameter.name}:missing takes true or false`)
  }
  return ok(resource => (parameterValues(parameter, resource).length === 0) === (text === 'true'))
}

const chained = (
  parameter: SearchParameter,
  modifier: string | undefined,
  rest: string,
  text: string,
  base: string,
): Result<Criterion, Problem> => {
  if (parameter.kind !== 'reference')
    return refuse(400, 'not-supported', `HAPI-1241: ${parameter.name} is no reference`)
  if (modifier !== undefined && !isResourceType(modifier)) {
    return refuse(
      400,
      'not-supported',
      `HAPI-1238: The modifier of search parameter ${parameter.name} is not supported`,
    )
  }
  const target = modifier ?? parameter.target
  const inner = new Map<string, Criterion>()
  let problem: Result<Criterion, Problem> | undefined
  for (const type of target ? [target] : RESOURCE_TYPES) {
    const parsed = parseCriterion(type, rest, text, base)
    if (parsed.ok) inner.set(type, parsed.value)
    else problem = parsed
  }
  if (inner.size === 0 && problem) return problem
  return ok((resource, records) =>
    parameterValues(parameter, resource).some(value => {
      const local = localReference(referenceText(value) ?? '')
      const linked = local && records.current(local.type, local.id)?.resource
      return linked !== undefined && (inner.get(local?.type ?? '')?.(linked, records) ?? false)
    }),
  )
}
