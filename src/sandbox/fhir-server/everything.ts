import { ok, type Result } from '../../domain/result.ts'
import type { Answered, FhirRequest } from './answer.ts'
import { type Problem, refuse } from './outcome.ts'
import { linksOf } from './references.ts'
import { isObject, type JsonObject } from './resource.ts'
import { isResourceType } from './resource-types.ts'
import { parseCount } from './search-query.ts'
import type { ServerContext } from './server-context.ts'
import type { Records } from './store.ts'
import { subsetOf } from './subset.ts'
import { isLive, type Version } from './version.ts'

/** HAPI does not go to these, however much they name the patient: they are about many. */
const ABOUT_MANY = new Set(['List', 'Group'])

/**
 * `Patient/{id}/$everything`: the patient, whatever points there, and what that points at. Of its parameters HAPI knows
 * `_type`, `_count` and `_offset` and passes over the rest, `start`, `end` and `_since` included; so does this.
 */
export const everything = (context: ServerContext, records: Records, request: FhirRequest, id: string): Answered => {
  const patient = records.current('Patient', id)
  if (!patient) return refuse(404, 'processing', `HAPI-2841: Resource Patient/${id} is not known`)
  if (!isLive(patient)) return refuse(410, 'processing', `HAPI-2572: Resource Patient/${id} has been deleted`)
  const params = paramsOf(request)
  const types = typesOf(params)
  if (!types.ok) return types
  const count = parseCount(params)
  if (!count.ok) return count
  const offset = Number(params.get('_offset') ?? '0')
  if (!Number.isInteger(offset)) return refuse(400, 'value', 'HAPI-0368: Invalid paging parameters')

  const all = found(records, patient, types.value)
  const isCountOnly = count.value === 0 || params.get('_summary') === 'count'
  const pageSize = count.value || context.pageSize
  const set = {
    kind: 'searchset',
    size: isCountOnly ? 0 : all.length,
    total: isCountOnly || all.length <= pageSize ? all.length : undefined,
    pageSize,
    entries: (from: number, to: number, base: string) =>
      isCountOnly ? [] : all.slice(from, to).flatMap(version => entryOf(records, version, base, params)),
  } as const
  const self = `${[request.base, ...request.path].join('/')}${request.params.size > 0 ? `?${request.params}` : ''}`
  return ok({ status: 200, body: context.pages.first(set, request.base, self, Math.max(0, offset)) })
}

/** What the address says, and what Parameters in a body say. */
const paramsOf = ({ params, body }: FhirRequest): URLSearchParams => {
  const given = isObject(body) && Array.isArray(body.parameter) ? body.parameter.filter(isObject) : []
  const named = given.map(({ name, ...value }) => [String(name), String(Object.values(value)[0] ?? '')])
  return new URLSearchParams([...params, ...named])
}

const typesOf = (params: URLSearchParams): Result<ReadonlySet<string> | undefined, Problem> => {
  const types = params.getAll('_type').flatMap(text => text.split(',').filter(type => type !== ''))
  const unknown = types.find(type => !isResourceType(type))
  if (unknown === undefined) return ok(types.length === 0 ? undefined : new Set(types))
  return refuse(404, 'processing', `HAPI-2197: Unknown resource type '${unknown}' in _type parameter.`)
}

/** References are followed on from the types that were asked for, and never to another patient. */
const found = (records: Records, patient: Version, types: ReadonlySet<string> | undefined): readonly Version[] => {
  const isAsked = ({ type }: Version): boolean => types?.has(type) ?? true
  const place = placeOf(patient)
  const pointing = records
    .all()
    .filter(version => isAsked(version) && !ABOUT_MANY.has(version.type) && placeOf(version) !== place)
    .filter(({ resource }) => resource !== undefined && linksOf(resource).includes(place))
  const all = new Map([patient, ...pointing].map(version => [placeOf(version), version]))
  // A Map hands out what is put in while it is gone through.
  for (const version of all.values()) {
    if (!isAsked(version) || !version.resource) continue
    for (const link of linksOf(version.resource)) {
      const [type = '', id = ''] = link.split('/')
      const target = type === 'Patient' || all.has(link) ? undefined : records.current(type, id)
      if (target && isLive(target)) all.set(link, target)
    }
  }
  return [...all.values()]
}

const placeOf = ({ type, id }: Version): string => `${type}/${id}`

/** A later page shows what the resource is by then, and leaves out what was deleted since. */
const entryOf = (records: Records, { type, id }: Version, base: string, params: URLSearchParams): JsonObject[] => {
  const resource = records.current(type, id)?.resource
  return resource
    ? [{ fullUrl: `${base}/${type}/${id}`, resource: subsetOf(resource, params), search: { mode: 'match' } }]
    : []
}
