import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCircuitBreaker } from '../../src/delivery/circuit-breaker.ts'
import { createDelivery, type DeliveryDesk } from '../../src/delivery/delivery.ts'
import { createFhirClient } from '../../src/gateways/fhir-client.ts'
import { createHub, type Hub } from '../../src/gateways/hub.ts'
import { createAudit } from '../../src/store/audit.ts'
import type { Database } from '../../src/store/database.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import { createOutbox, type Outbox } from '../../src/store/outbox.ts'
import { createSecretBox } from '../../src/store/secret-box.ts'

/** Where a store is, to be opened by several processes, one after the other or at once. */
export interface StorePlace {
  readonly dataDir: string
  /** PostgreSQL, in place of a file. */
  readonly url?: string | undefined
  /** Base64. */
  readonly key: string
}

export const newPlace = (url?: string): StorePlace & { remove(): void } => {
  const dataDir = mkdtempSync(join(tmpdir(), 'workwell-faults-'))
  return {
    dataDir,
    url,
    key: randomBytes(32).toString('base64'),
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  }
}

export interface OpenStore {
  readonly database: Database
  readonly outbox: Outbox
  readonly audit: ReturnType<typeof createAudit>
}

export async function openPlace({ dataDir, url, key }: StorePlace, now?: () => Date): Promise<OpenStore> {
  const database = await openDatabase({ dataDir, url, now })
  const secretBox = createSecretBox([Buffer.from(key, 'base64')])
  const audit = createAudit(database, secretBox)
  return { database, audit, outbox: createOutbox({ database, secretBox, audit }) }
}

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined }
/** Time runs faster for what waits: a hub rests a second and a half, not thirty. */
const HASTE = 20

/** Delivery as the app wires it, with shorter waits. */
export function hastyDelivery(
  outbox: Outbox,
  hub: Hub,
  { leaseSeconds = 3 }: { leaseSeconds?: number } = {},
): DeliveryDesk {
  return createDelivery({
    outbox,
    hubFor: () => hub,
    random: Math.random,
    log: SILENT,
    leaseSeconds,
    retry: { firstSeconds: 0.1, longestSeconds: 1 },
    breaker: createCircuitBreaker(() => (performance.now() / 1000) * HASTE),
  })
}

export const hubAt = (baseUrl: string, timeoutMs = 1000): Hub => createHub(createFhirClient({ baseUrl, timeoutMs }))
