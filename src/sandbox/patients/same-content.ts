import type { FhirResource } from 'fhir/r4.js'

/** What a server adds to a resource that it stores, and what is no content. */
const SERVERS_OWN = new Set(['versionId', 'lastUpdated', 'source'])

const isCoding = (value: unknown): value is object => typeof value === 'object' && value !== null && 'code' in value

/** HAPI keeps one display for each tag and label of the whole server: that of the resource which had it first, or none. */
function withoutDisplay(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  return value.map(each => (isCoding(each) ? { ...each, display: undefined } : each))
}

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
  const kept = Object.entries(meta)
    .filter(([name]) => !SERVERS_OWN.has(name))
    .map(([name, value]) => [name, withoutDisplay(value)])
  const body = Object.entries(rest).filter(([name]) => withText || name !== 'text')
  return JSON.stringify(sorted({ ...Object.fromEntries(body), meta: Object.fromEntries(kept) }))
}

/** Whether a server already holds this resource as it should be; a narrative that the server made does not count. */
export function sameContent(stored: FhirResource, wanted: FhirResource): boolean {
  const withText = 'text' in wanted
  return content(stored, withText) === content(wanted, withText)
}
