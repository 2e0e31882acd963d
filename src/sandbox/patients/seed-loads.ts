import type { FhirResource } from 'fhir/r4.js'
import { z } from 'zod'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { SeedFailure } from './seed-failure.ts'

export type SeedResource = FhirResource & { readonly id: string }

/** What goes to the server in one transaction. */
export interface SeedLoad {
  readonly name: string
  readonly resources: readonly SeedResource[]
}

const SHARED = 'practices and clinicians'
const toPatient = z.object({ reference: z.string().regex(/^Patient\/[A-Za-z0-9\-.]{1,64}$/) })
const owned = z.object({
  subject: toPatient.optional().catch(undefined),
  patient: toPatient.optional().catch(undefined),
})

function ownerOf(resource: SeedResource): string {
  if (resource.resourceType === 'Patient') return resource.id
  const { subject, patient } = owned.parse(resource)
  return (subject ?? patient)?.reference.slice('Patient/'.length) ?? SHARED
}

/** The shared resources first, then patient by patient in the order in which they were given. */
export function loadsOf(resources: readonly FhirResource[]): Result<SeedLoad[], SeedFailure> {
  const loads = new Map<string, Map<string, SeedResource>>([[SHARED, new Map()]])
  for (const resource of resources) {
    const { id } = resource
    if (id === undefined) {
      // Without an id of ours, each run would make another copy.
      return fail({
        code: 'NO_ID',
        load: SHARED,
        message: `A ${resource.resourceType} without an id cannot be loaded.`,
      })
    }
    const whole: SeedResource = { ...resource, id }
    const owner = ownerOf(whole)
    const load = loads.get(owner) ?? new Map<string, SeedResource>()
    loads.set(owner, load.set(`${whole.resourceType}/${id}`, whole))
  }
  return ok(
    [...loads]
      .map(([name, load]) => ({ name, resources: [...load.values()] }))
      .filter(load => load.resources.length > 0),
  )
}
