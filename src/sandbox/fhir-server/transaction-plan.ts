import { fail, ok, type Result } from '../../domain/result.ts'
import { type BundleRequest, entryPath } from './bundle-entry.ts'
import { checkSatisfies, findConditional } from './conditional.ts'
import { type Problem, problemAt, refuse } from './outcome.ts'
import { isConditional } from './reference-text.ts'
import { mapReferences } from './references.ts'
import { type FhirResource, resourceFrom } from './resource.ts'
import type { Unit } from './store.ts'
import type { Version } from './version.ts'

/** Where a POST or PUT entry will land, known before anything is written: references may point forward. */
interface PlannedWrite {
  readonly resource: FhirResource
  readonly id: string
  /** The resource that a conditional create found instead; `same` when an earlier entry of this Bundle makes it. */
  readonly existing?: Version | 'same'
}

export interface WritePlan {
  readonly byIndex: ReadonlyMap<number, PlannedWrite>
}

export const planWrites = (
  unit: Unit,
  entries: readonly BundleRequest[],
  deletions: readonly Version[],
): Result<WritePlan, Problem> => {
  const planned = new Map<number, PlannedWrite>()
  const byFullUrl = new Map<string, string>()
  const byCondition = new Map<string, string>()
  const taken = new Set(deletions.map(version => `${version.type}/${version.id}`))

  for (const entry of entries) {
    const target = planOne(unit, entry, byCondition)
    if (!target.ok) return fail(problemAt(entryPath(entry.index), target.failure))
    const place = `${target.value.resource.resourceType}/${target.value.id}`
    if (!target.value.existing && taken.has(place)) {
      const text = `HAPI-0535: Transaction bundle contains multiple resources with ID: ${place}`
      return refuse(400, 'invalid', text, entryPath(entry.index))
    }
    if (entry.fullUrl !== undefined && byFullUrl.has(entry.fullUrl)) {
      const text = 'HAPI-0533: Transaction bundle contains the same fullUrl twice'
      return refuse(400, 'invalid', text, `${entryPath(entry.index)}.fullUrl`)
    }
    taken.add(place)
    if (entry.fullUrl !== undefined) byFullUrl.set(entry.fullUrl, place)
    planned.set(entry.index, target.value)
  }

  for (const [index, write] of planned) {
    const linked = link(write.resource, byFullUrl, byCondition)
    if (!linked.ok) return fail(problemAt(entryPath(index), linked.failure))
    planned.set(index, { ...write, resource: linked.value })
  }
  return ok({ byIndex: planned })
}

const planOne = (unit: Unit, entry: BundleRequest, byCondition: Map<string, string>): Result<PlannedWrite, Problem> => {
  const body = resourceFrom(entry.body)
  if (!body.ok) return body
  const resource = body.value
  const [type, id, ...more] = entry.path
  if (type !== resource.resourceType || more.length > 0 || (entry.method === 'POST' && id !== undefined)) {
    return refuse(400, 'invalid', 'HAPI-0339: The request url of a Bundle entry does not fit its method and resource')
  }
  if (entry.method === 'POST') return planCreate(unit, entry, resource, byCondition)
  if (id !== undefined && resource.id !== undefined && resource.id !== id) {
    return refuse(400, 'invalid', 'HAPI-0420: The id in the request url differs from the id in the resource')
  }
  if (id !== undefined) return ok({ resource: { ...resource, id }, id })
  const match = findConditional(unit, type, String(entry.params), entry.base)
  if (!match.ok) return match
  const target = match.value?.id ?? resource.id ?? unit.newId()
  byCondition.set(conditionKey(type, String(entry.params)), target)
  return ok({ resource: { ...resource, id: target }, id: target })
}

const planCreate = (
  unit: Unit,
  entry: BundleRequest,
  resource: FhirResource,
  byCondition: Map<string, string>,
): Result<PlannedWrite, Problem> => {
  if (!entry.ifNoneExist) return ok({ resource, id: unit.newId() })
  const key = conditionKey(resource.resourceType, entry.ifNoneExist)
  const earlier = byCondition.get(key)
  if (earlier !== undefined) return ok({ resource, id: earlier, existing: 'same' })
  const match = findConditional(unit, resource.resourceType, entry.ifNoneExist, entry.base)
  if (!match.ok) return match
  const id = match.value?.id ?? unit.newId()
  byCondition.set(key, id)
  if (match.value) return ok({ resource, id, existing: match.value })
  const fits = checkSatisfies(unit, resource, entry.ifNoneExist, entry.base)
  return fits.ok ? ok({ resource, id }) : fits
}

/** The same criteria however they were percent-encoded. */
const conditionKey = (type: string, condition: string): string =>
  `${type}?${new URLSearchParams(condition.replace(/^[^?]*\?/, ''))}`

const link = (
  resource: FhirResource,
  byFullUrl: ReadonlyMap<string, string>,
  byCondition: ReadonlyMap<string, string>,
): Result<FhirResource, Problem> => {
  if (resource.resourceType === 'Bundle') return ok(resource)
  let dangling = false
  const linked = mapReferences(resource, (text, key) => {
    const known = byFullUrl.get(text)
    if (known !== undefined) return known
    if (key !== 'reference') return text
    if (text.startsWith('urn:uuid:')) dangling = true
    if (!isConditional(text)) return text
    const type = text.slice(0, text.indexOf('?'))
    const made = byCondition.get(conditionKey(type, text))
    return made === undefined ? text : `${type}/${made}`
  })
  if (dangling) return refuse(400, 'processing', 'HAPI-0541: Unable to satisfy a placeholder ID of this Bundle')
  return ok(linked)
}
