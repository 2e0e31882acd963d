import { ok, type Result } from '../../domain/result.ts'
import { type Criterion, matching } from './criterion.ts'
import { splitUnescaped, unescapeText } from './escaped-text.ts'
import { isHas, parseHas } from './has.ts'
import { takesModifier, valueTest } from './match.ts'
import { type Problem, refuse } from './outcome.ts'
import { keysOf, type Searched, valuesOf } from './parameter-values.ts'
import { localReference, referenceText, relativeTo } from './reference-text.ts'
import { isResourceType, RESOURCE_TYPES } from './resource-types.ts'
import { parameterOf, parametersOf, type SearchParameter } from './search-parameters.ts'
import type { Records } from './store.ts'
import type { ValueTest } from './value-test.ts'
import { isLive } from './version.ts'

/** Comma is OR; a dot is a chain (`patient.identifier`); `_has` is a chain the other way round. */
export const parseCriterion = (type: string, key: string, text: string, base: string): Result<Criterion, Problem> => {
  if (isHas(key)) return parseHas(type, key, text, base, parseCriterion)
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
  const matches = (searched: Searched) => valuesOf(parameter, searched).some(value => tests.some(t => t(value)))
  if (modifier === 'not') return ok(searched => !matches(searched))
  const keys = modifier === 'text' ? undefined : wantedKeys(parameter, splitUnescaped(text, ','), base)
  return ok(keys ? Object.assign(matches, { at: { parameter, keys: () => keys } }) : matches)
}

/** Undefined where only a look at each resource tells: a system without a code, an id without its type. */
const wantedKeys = (parameter: SearchParameter, parts: readonly string[], base: string): string[] | undefined => {
  const keys = parts.flatMap(part => {
    if (parameter.kind === 'reference') return keysOf(parameter, relativeTo(base, part))
    const code = parameter.kind === 'token' ? unescapeText(splitUnescaped(part, '|').slice(-1)[0] ?? '') : ''
    return code === '' || splitUnescaped(part, '|').length > 2 ? [] : [code]
  })
  return keys.length === parts.length ? keys : undefined
}

export const unknownParameter = (type: string, name: string): string => {
  const valid = parametersOf(type).map(parameter => parameter.name)
  return `HAPI-0524: Unknown search parameter "${name}" for resource type "${type}". Valid search parameters for this search are: [${valid.sort().join(', ')}]`
}

const missing = (parameter: SearchParameter, text: string): Result<Criterion, Problem> => {
  if (text !== 'true' && text !== 'false') {
    return refuse(400, 'value', `HAPI-1883: ${parameter.name}:missing takes true or false`)
  }
  return ok(searched => (valuesOf(parameter, searched).length === 0) === (text === 'true'))
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
  const matches = (searched: Searched, records: Records) =>
    valuesOf(parameter, searched).some(value => {
      const local = localReference(referenceText(value) ?? '')
      const linked = local && records.current(local.type, local.id)
      return linked !== undefined && isLive(linked) && (inner.get(local?.type ?? '')?.(linked, records) ?? false)
    })
  // The other end first: who is meant, and then who points there.
  const keys = (records: Records) =>
    [...inner].flatMap(([type, criterion]) => matching(records, type, [criterion]).map(({ id }) => `${type}/${id}`))
  return ok(Object.assign(matches, { at: { parameter, keys } }))
}
