import type { FhirResource, JsonObject } from './resource.ts'

const ALWAYS = ['resourceType', 'id', 'meta']
const SUBSETTED = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }

/** `_elements` and `_summary=text|data`, marked as incomplete so that nobody writes it back. */
export const subsetOf = (resource: FhirResource, params: URLSearchParams): JsonObject => {
  const elements = (params.get('_elements') ?? '').split(',').filter(name => name !== '')
  const summary = params.get('_summary')
  const keep = elements.map(name => name.replace(`${resource.resourceType}.`, '').replace(/\..*$/, ''))
  if (elements.length > 0) return marked(resource, key => keep.includes(key))
  if (summary === 'text') return marked(resource, key => key === 'text')
  if (summary === 'data') return marked(resource, key => key !== 'text')
  return resource
}

const marked = (resource: FhirResource, keep: (key: string) => boolean): JsonObject => ({
  ...Object.fromEntries(Object.entries(resource).filter(([key]) => ALWAYS.includes(key) || keep(key))),
  meta: { ...resource.meta, tag: [...(resource.meta?.tag ?? []), SUBSETTED] },
})
