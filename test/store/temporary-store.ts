import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { Pool } from 'pg'
import { inject, onTestFinished } from 'vitest'
import { createAudit } from '../../src/store/audit.ts'
import { type DatabasePlace, openDatabase } from '../../src/store/open-database.ts'
import { createOutbox } from '../../src/store/outbox.ts'
import { createSecretBox } from '../../src/store/secret-box.ts'

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'workwell-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A clock that stands still until it is told. */
export function stoppedClock(start = '2026-09-01T09:00:00.000Z') {
  let moment = new Date(start)
  return {
    now: () => new Date(moment),
    advance: (seconds: number) => {
      moment = new Date(moment.getTime() + seconds * 1000)
    },
  }
}

/** On PostgreSQL a folder stands for a schema of its own. */
export function placeOf(dataDir: string): DatabasePlace {
  const postgres = inject('postgres')
  if (!postgres?.ok) return { dataDir }
  const url = new URL(postgres.value.url)
  url.searchParams.set('options', `-c search_path=${schemaOf(dataDir)}`)
  return { dataDir, url: url.href }
}

let schemas: Pool | undefined

/** A database with nothing in it, or with what this SQL makes; not yet brought to this version. */
export async function emptyDatabase(dataDir: string, sql = ''): Promise<DatabasePlace> {
  const place = placeOf(dataDir)
  if (place.url === undefined) {
    if (sql !== '') {
      const file = new Libsql(join(dataDir, 'workwell.db'))
      file.exec(sql)
      file.close()
    }
    return place
  }
  schemas ??= new Pool({ connectionString: place.url, max: 1, allowExitOnIdle: true })
  const schema = schemaOf(dataDir)
  await schemas.query(`create schema if not exists ${schema}; set search_path to ${schema}; ${sql}`)
  return place
}

const schemaOf = (dataDir: string): string => `store_${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`

/** A real database with everything that stands on it; given the same folder and key, a second handle on it. */
export async function openStore(options: { dataDir?: string; dataKey?: Uint8Array; now?: () => Date } = {}) {
  const dataDir = options.dataDir ?? temporaryFolder()
  const dataKey = options.dataKey ?? randomBytes(32)
  const now = options.now ?? stoppedClock().now
  const database = await openDatabase({ ...(await emptyDatabase(dataDir)), now })
  onTestFinished(() => database.close().catch(() => undefined))
  const secretBox = createSecretBox([dataKey])
  const audit = createAudit(database, secretBox)
  const outbox = createOutbox({ database, secretBox, audit })
  return { dataDir, dataKey, now, database, secretBox, audit, outbox }
}
