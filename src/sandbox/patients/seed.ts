import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4.js'
import type { GatewayFailure } from '../../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { createFhirClient, type FhirClient } from '../../gateways/fhir-client.ts'
import { sameContent } from './same-content.ts'
import { type SeedFailure, seedFailure } from './seed-failure.ts'
import { loadsOf, type SeedResource } from './seed-loads.ts'

interface SeedCounts {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
}

/** One transaction: the shared resources, or all that belongs to one patient. */
export interface SeedStep extends SeedCounts {
  readonly load: string
}

export interface SeedReport extends SeedCounts {
  readonly steps: readonly SeedStep[]
}

export interface SeedOptions {
  readonly timeoutMs?: number
  readonly accessToken?: () => string
  /** Called after each load. */
  readonly onStep?: (step: SeedStep) => void
}

/**
 * Puts the resources on any FHIR R4 server under their own ids: the shared ones first, then one transaction per patient.
 * What a server already holds as it should be is not written again, so that repeating makes no copy and no new version.
 */
export async function seed(
  fhirBase: string,
  resources: readonly FhirResource[],
  { timeoutMs = 30_000, accessToken, onStep }: SeedOptions = {},
): Promise<Result<SeedReport, SeedFailure>> {
  const client = createFhirClient({ baseUrl: fhirBase, timeoutMs, ...(accessToken && { accessToken }) })
  const loads = loadsOf(resources)
  if (!loads.ok) return loads
  const steps: SeedStep[] = []
  for (const load of loads.value) {
    const loaded = await put(client, load.resources)
    if (!loaded.ok) return fail(seedFailure(load.name, loaded.failure))
    const step = { load: load.name, ...loaded.value }
    steps.push(step)
    onStep?.(step)
  }
  const total = (count: keyof SeedCounts) => steps.reduce((sum, step) => sum + step[count], 0)
  return ok({ steps, created: total('created'), updated: total('updated'), unchanged: total('unchanged') })
}

async function put(
  client: FhirClient,
  resources: readonly SeedResource[],
): Promise<Result<SeedCounts, GatewayFailure>> {
  const held = await Promise.all(resources.map(each => client.read(each.resourceType, each.id)))
  const entries: BundleEntry[] = []
  let created = 0
  for (const [index, wanted] of resources.entries()) {
    const stored = held[index]
    if (stored === undefined) continue
    if (!stored.ok && stored.failure.code !== 'NOT_FOUND') return stored
    if (stored.ok && sameContent(stored.value, wanted)) continue
    if (!stored.ok) created += 1
    entries.push({ resource: wanted, request: { method: 'PUT', url: `${wanted.resourceType}/${wanted.id}` } })
  }
  const counts = { created, updated: entries.length - created, unchanged: resources.length - entries.length }
  if (entries.length === 0) return ok(counts)
  const bundle: Bundle = { resourceType: 'Bundle', type: 'transaction', entry: entries }
  const written = await client.transaction(bundle)
  return written.ok ? ok(counts) : written
}
