import { ok, type Result } from '../../domain/result.ts'
import { type Criterion, matching, type ParseCriterion } from './criterion.ts'
import { type Problem, refuse } from './outcome.ts'
import { type Searched, valuesOf } from './parameter-values.ts'
import { localReference, referenceText } from './reference-text.ts'
import { isResourceType } from './resource-types.ts'
import { parameterOf, type SearchParameter } from './search-parameters.ts'
import type { Records } from './store.ts'

const KEY = /^_has:([^:]*):([^:]*):(.+)$/s

export const isHas = (key: string): boolean => /^_has(:|$)/.test(key)

/** `_has:Observation:patient:code=...`: those that such a resource points at. `parse` reads what stands after the reference. */
export const parseHas = (
  type: string,
  key: string,
  text: string,
  base: string,
  parse: ParseCriterion,
): Result<Criterion, Problem> => {
  const [, source = '', name = '', rest = ''] = KEY.exec(key) ?? []
  if (rest === '') return refuse(400, 'processing', `HAPI-1942: Invalid _has parameter syntax: ${key.slice(4) || key}`)
  if (!isResourceType(source)) return refuse(400, 'processing', `HAPI-1208: Invalid resource type: ${source}`)
  const link = parameterOf(source, name)
  if (!link) return unknown(source, name)
  if (!isKnown(source, rest)) return unknown(source, rest)
  // HAPI takes a parameter without a value for any resource that points there.
  const inner = text === '' ? ok<Criterion>(() => true) : parse(source, rest, text, base)
  return inner.ok ? ok(pointedAt(type, source, link, inner.value)) : inner
}

const unknown = (source: string, name: string) =>
  refuse(400, 'processing', `HAPI-1209: Unknown parameter name: ${source}:${name}`)

/** Another `_has`, a chain, or a plain parameter: HAPI takes no modifier here. */
const isKnown = (source: string, rest: string): boolean => {
  const [head = ''] = rest.split('.')
  return (
    rest.startsWith('_has:') ||
    parameterOf(source, rest.includes('.') ? (head.split(':')[0] ?? '') : rest) !== undefined
  )
}

const pointedAt = (type: string, source: string, link: SearchParameter, inner: Criterion): Criterion => {
  // A criterion is asked of many, and who is pointed at is the same for all of them.
  let last: { readonly records: Records; readonly ids: ReadonlySet<string> } | undefined
  const idsIn = (records: Records): ReadonlySet<string> => {
    if (last?.records !== records) last = { records, ids: new Set(pointers(records)) }
    return last.ids
  }
  const pointers = (records: Records): string[] =>
    matching(records, source, [inner])
      .flatMap(version => (link.kind === 'reference' ? valuesOf(link, version) : []))
      .flatMap(value => localReference(referenceText(value) ?? '') ?? [])
      .flatMap(target => (target.type === type ? [target.id] : []))
  const matches = ({ resource }: Searched, records: Records) =>
    resource?.id !== undefined && idsIn(records).has(resource.id)
  const byId = parameterOf(type, '_id')
  return byId
    ? Object.assign(matches, { at: { parameter: byId, keys: (records: Records) => [...idsIn(records)] } })
    : matches
}
