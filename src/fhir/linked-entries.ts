import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4.js'
import { keepsTogether, type MessageRules } from './systems.ts'
import { withOwnWords } from './task-standing.ts'

/**
 * A transaction that changes what a server holds already. Whatever stands in it is referred to by its `fullUrl`: "Type/id" beside an
 * entry of another name for the same resource does not resolve (R4, Bundle, "Resolving references in Bundles").
 *
 * @param rules the profile that the message as a whole keeps
 */
export function linkedTransaction(
  rules: MessageRules,
  entries: readonly BundleEntry<FhirResource>[],
): Bundle<FhirResource> {
  const names = new Map(
    entries.flatMap(({ fullUrl, request }) => (fullUrl && request?.method === 'PUT' ? [[request.url, fullUrl]] : [])),
  )
  const linked = entries.map(entry => ({
    ...entry,
    resource: withNames(asSent(entry.resource), names) as FhirResource,
  }))
  return { resourceType: 'Bundle', meta: keepsTogether(rules), type: 'transaction', entry: linked }
}

/**
 * Without what the server itself keeps of a resource: where it came from, its tags and labels, which outlive an update that does not repeat them
 * (R4, 3.1.0.1.5; so does HAPI), and a narrative that was made before this change.
 */
function asSent(resource: FhirResource | undefined): object {
  if (!resource) return {}
  const worded = resource.resourceType === 'Task' ? withOwnWords(resource) : resource
  const { meta, text: _narrative, ...said }: FhirResource & { text?: unknown } = worded
  const { source: _source, tag: _tags, security: _labels, ...kept } = meta ?? {}
  return { ...said, ...(meta && { meta: kept }) }
}

function withNames(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map(each => withNames(each, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'reference' && typeof inner === 'string' ? (names.get(inner) ?? inner) : withNames(inner, names),
    ]),
  )
}

/** Over the version that was read, or not at all: nobody's change at the hub is lost. */
export function putOver(fullUrl: string, resource: FhirResource & { readonly id: string }): BundleEntry<FhirResource> {
  const version = resource.meta?.versionId
  const url = `${resource.resourceType}/${resource.id}`
  return { fullUrl, resource, request: { method: 'PUT', url, ...(version && { ifMatch: `W/"${version}"` }) } }
}
