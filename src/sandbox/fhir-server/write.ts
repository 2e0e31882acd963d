import { isDeepStrictEqual } from 'node:util'
import { ok, type Result } from '../../domain/result.ts'
import { checkIfMatch } from './if-match.ts'
import { type Problem, refuse } from './outcome.ts'
import { prepare } from './prepare.ts'
import { type FhirResource, isObject, type JsonObject } from './resource.ts'
import type { Unit } from './store.ts'
import type { UpdateRule } from './update-rule.ts'
import type { Version } from './version.ts'

export interface Written {
  readonly version: Version
  readonly change: 'created' | 'updated' | 'unchanged'
}

/** The server's rule with what it has to know of the request. */
export interface Ruling {
  readonly update: UpdateRule
  readonly by: string | undefined
  readonly others: readonly FhirResource[]
}

export const rulingOf = (
  update: UpdateRule | undefined,
  by: string | undefined,
  others: readonly FhirResource[] = [],
): Ruling | undefined => update && { update, by, others }

type WriteResult = Result<Written, Problem>

const CLIENT_ID = /^[A-Za-z0-9\-.]{1,64}$/

export const createResource = (unit: Unit, base: string, id: string, resource: FhirResource): WriteResult => {
  const prepared = prepare(unit, base, resource)
  return prepared.ok ? ok(stage(unit, prepared.value, id, undefined, 'POST')) : prepared
}

export const updateResource = (
  unit: Unit,
  base: string,
  id: string,
  resource: FhirResource,
  ifMatch: string | undefined,
  rule?: Ruling,
): WriteResult => {
  const type = resource.resourceType
  const current = unit.current(type, id)
  if (!current && !CLIENT_ID.test(id))
    return refuse(400, 'value', 'HAPI-0521: The id is not a valid FHIR id', `${type}.id`)
  if (!current && /^\d+$/.test(id)) {
    return refuse(
      400,
      'processing',
      `HAPI-0960: Can not create resource with ID[${id}], no resource with this ID exists and clients may only assign IDs which contain at least one non-numeric character`,
    )
  }
  const matches = current ? checkIfMatch(current, ifMatch, 'update') : ok(undefined)
  if (!matches.ok) return matches
  const prepared = prepare(unit, base, resource)
  if (!prepared.ok) return prepared
  if (!rule || !current?.resource) return ok(stage(unit, prepared.value, id, current, 'PUT'))
  const { update, by, others } = rule
  const ruled = update({ current: current.resource, next: prepared.value, by, others }, unit.at)
  if (!ruled.ok) return ruled
  if (ruled.value === 'unchanged') return ok({ version: current, change: 'unchanged' })
  for (const beside of ruled.value.alongside) stage(unit, beside, unit.newId(), undefined, 'POST')
  return ok(stage(unit, ruled.value.resource, id, current, 'PUT'))
}

/** Undefined when there was nothing to delete: that is no error, a second delete is the same wish. */
export const deleteResource = (unit: Unit, type: string, id: string): Version | undefined => {
  const current = unit.current(type, id)
  if (!current?.resource) return undefined
  const deletion: Version = { type, id, version: current.version + 1, at: unit.at, method: 'DELETE' }
  unit.stage(deletion)
  return deletion
}

const stage = (
  unit: Unit,
  resource: FhirResource,
  id: string,
  current: Version | undefined,
  method: 'POST' | 'PUT',
): Written => {
  const type = resource.resourceType
  const meta = keptMeta(resource, current?.resource)
  if (
    current?.resource &&
    isDeepStrictEqual(content(resource, meta), content(current.resource, current.resource.meta))
  ) {
    return { version: current, change: 'unchanged' }
  }
  const number = (current?.version ?? 0) + 1
  const version: Version = {
    type,
    id,
    version: number,
    at: unit.at,
    method,
    resource: {
      ...resource,
      resourceType: type,
      id,
      meta: { ...meta, versionId: String(number), lastUpdated: unit.at },
    },
  }
  unit.stage(version)
  return { version, change: current?.resource ? 'updated' : 'created' }
}

const content = (resource: FhirResource, meta: FhirResource['meta']): JsonObject => {
  const { versionId, lastUpdated, ...rest } = meta ?? {}
  return { ...resource, id: undefined, meta: rest }
}

/** Tags and security labels outlive an update that does not repeat them (R4 and HAPI); profiles do not. */
const keptMeta = (resource: FhirResource, previous: FhirResource | undefined): NonNullable<FhirResource['meta']> => {
  const merged = (own: readonly JsonObject[] = [], kept: readonly JsonObject[] = []) => [
    ...kept,
    ...own.filter(coding => !kept.some(known => known.system === coding.system && known.code === coding.code)),
  ]
  const tag = merged(resource.meta?.tag, previous?.meta?.tag)
  const security = merged(resource.meta?.security, previous?.meta?.security)
  const { tag: _tag, security: _security, ...rest } = isObject(resource.meta) ? resource.meta : {}
  return { ...rest, ...(tag.length > 0 ? { tag } : {}), ...(security.length > 0 ? { security } : {}) }
}
