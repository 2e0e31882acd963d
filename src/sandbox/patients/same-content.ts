import type { FhirResource } from 'fhir/r4.js'

/** What a server adds to a resource that it stores, and what is no content. */
const SERVERS_OWN = new Set(['versionId', 'lastUpdated', 'source'])

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  )
}

function content(resource: FhirResource, withText: boolean): string {
  const { meta = {}, ...rest } = resource
  const kept = Object.entries(meta).filter(([name]) => !SERVERS_OWN.has(name))
  const body = Object.entries(rest).filter(([name]) => withText || name !== 'text')
  return JSON.stringify(sorted({ ...Object.fromEntries(body), meta: Object.fromEntries(kept) }))
}

/** Whether a server already holds this resource as it should be; a narrative that the server made does not count. */
export function sameContent(stored: FhirResource, wanted: FhirResource): boolean {
  const withText = 'text' in wanted
  return content(stored, withText) === content(wanted, withText)
}
