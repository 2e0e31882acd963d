import { fail, ok, type Result } from '../../domain/result.ts'

import { type Problem, problem, refuse } from './outcome.ts'
import { parameterValues } from './parameter-values.ts'
import { isAbsolute, localReference, referenceText, relativeTo } from './reference-text.ts'
import { type FhirResource, isObject } from './resource.ts'
import { isResourceType } from './resource-types.ts'
import { parametersOf } from './search-parameters.ts'
import type { Records } from './store.ts'
import { isLive, type Version } from './version.ts'

/** Elements whose value is an address: a `urn:uuid:` of the same Bundle in them becomes the new resource's. */
const ADDRESS = /^(reference|url|uri|value(Uri|Url|Canonical))$/

export const mapReferences = (resource: FhirResource, change: (text: string, key: string) => string): FhirResource => {
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return ADDRESS.test(key) ? change(value, key) : value
    if (Array.isArray(value)) return value.map(item => walk(item, key))
    if (!isObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, walk(child, name)]))
  }
  const mapped = Object.entries(resource).map(([name, child]) => [name, walk(child, name)] as const)
  return { ...Object.fromEntries(mapped), resourceType: resource.resourceType }
}

/** As HAPI keeps them: relative when our own, and without a version. */
export const normaliseReferences = (resource: FhirResource, base: string): FhirResource =>
  mapReferences(resource, (text, key) => {
    if (key !== 'reference') return text
    const local = localReference(relativeTo(base, text))
    return local ? `${local.type}/${local.id}` : text
  })

interface Link {
  readonly path: string
  readonly text: string
}

/** Only what a search parameter covers is checked, on HAPI as here. */
const indexedLinks = (resource: FhirResource): readonly Link[] =>
  parametersOf(resource.resourceType)
    .filter(({ kind }) => kind === 'reference')
    .flatMap(parameter =>
      parameterValues(parameter, resource).flatMap(value => {
        const text = referenceText(value)
        return text === undefined ? [] : [{ path: `${resource.resourceType}.${parameter.paths[0]}`, text }]
      }),
    )

/** Every resource of ours that a search parameter finds in it, or in whose type none does. */
export const linksOf = (resource: FhirResource): readonly string[] => {
  const texts = indexedLinks(resource).map(({ text }) => text)
  if (!parametersOf(resource.resourceType).some(({ kind }) => kind === 'reference')) {
    mapReferences(resource, (text, key) => {
      if (key === 'reference') texts.push(text)
      return text
    })
  }
  return texts.flatMap(text => {
    const local = localReference(text)
    return local ? [`${local.type}/${local.id}`] : []
  })
}

export const checkOutgoing = (records: Records, resource: FhirResource): Result<undefined, Problem> => {
  const broken = new Map<string, string>()
  for (const { path, text } of indexedLinks(resource)) {
    const why = whyBroken(records, text)
    if (why) broken.set(path, why)
  }
  if (broken.size === 0) return ok(undefined)
  return fail(
    problem(
      400,
      [...broken].map(([path, why]) => ({
        code: 'processing',
        diagnostics: `${why}, specified in path: ${path}`,
        expression: [path],
      })),
    ),
  )
}

const whyBroken = (records: Records, text: string): string | undefined => {
  // Fragments point inside the resource; urn: references are taken as logical.
  if (text.startsWith('#') || text.startsWith('urn:')) return undefined
  if (isAbsolute(text)) {
    return 'HAPI-0507: Resource contains an external reference but this server is not configured to allow external references'
  }
  const local = localReference(text)
  if (!local || !isResourceType(local.type)) return 'HAPI-0505: Invalid resource reference'
  const target = records.current(local.type, local.id)
  if (!target) return `HAPI-1094: Resource ${text} not found`
  return isLive(target) ? undefined : `HAPI-1096: Resource ${text} is deleted`
}

/** A resource that others point at cannot be deleted, unless they go in the same transaction. */
export const checkIncoming = (records: Records, deleted: readonly Version[]): Result<undefined, Problem> => {
  if (deleted.length === 0) return ok(undefined)
  const gone = new Set(deleted.map(version => `${version.type}/${version.id}`))
  for (const version of records.all()) {
    const { type, id, resource } = version
    const link = resource && indexedLinks(resource).find(({ text }) => gone.has(text))
    if (link) {
      const first = `First reference found was resource ${type}/${id} in path ${link.path}`
      return refuse(
        409,
        'conflict',
        `HAPI-0550: HAPI-0515: Unable to delete ${link.text} because at least one resource has a reference to this resource. ${first}`,
      )
    }
  }
  return ok(undefined)
}
