import type { BundleEntry, FhirResource, Identifier } from 'fhir/r4.js'

/** A POST that happens once however often it is repeated: `ifNoneExist` on one business identifier (decision 7). */
export function createOnce(fullUrl: string, resource: FhirResource, identifier: Identifier): BundleEntry<FhirResource> {
  // In a search value a comma means "or" and a bar parts system from code: a value that holds one is escaped (R4, 3.1.1.4.2).
  const value = identifier.value?.replace(/[\\,$|]/g, '\\$&')
  const token = encodeURIComponent(`${identifier.system}|${value}`)
  return {
    fullUrl,
    resource,
    request: { method: 'POST', url: resource.resourceType, ifNoneExist: `identifier=${token}` },
  }
}

/** A PUT under an id that this app chose: for Provenance, which has no identifier. Repeating it changes nothing. */
export const putOnce = (fullUrl: string, resource: FhirResource, id: string): BundleEntry<FhirResource> => ({
  fullUrl,
  resource: { ...resource, id },
  request: { method: 'PUT', url: `${resource.resourceType}/${id}` },
})
