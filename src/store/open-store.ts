import { type Audit, createAudit } from './audit.ts'
import { loadDataKeys } from './data-key.ts'
import type { Database } from './database.ts'
import { openDatabase } from './open-database.ts'
import { openSecretBox } from './open-secret-box.ts'
import { createOutbox, type Outbox, type OutboxRetention } from './outbox.ts'
import type { SecretBox } from './secret-box.ts'

export interface StorePlace {
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly dataKeyFile: string
  readonly createKeyIfMissing: boolean
  readonly keep?: OutboxRetention
}

export interface Store {
  readonly database: Database
  readonly secretBox: SecretBox
  readonly audit: Audit
  readonly outbox: Outbox
}

/** Keys and database together, for the app and for the commands of those who operate it. */
export async function openStore(place: StorePlace): Promise<Store> {
  const dataKeys = loadDataKeys({ keyFile: place.dataKeyFile, createIfMissing: place.createKeyIfMissing })
  const database = await openDatabase({ dataDir: place.dataDir, url: place.databaseUrl })
  try {
    const secretBox = await openSecretBox(database, dataKeys)
    const audit = createAudit(database, secretBox)
    await audit.sealHead()
    return { database, secretBox, audit, outbox: createOutbox({ database, secretBox, audit, ...place }) }
  } catch (error) {
    await database.close()
    throw error
  }
}
