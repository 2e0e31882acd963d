import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createAudit } from '../../src/store/audit.ts'
import { openDatabase } from '../../src/store/database.ts'
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

/** A real database file with everything that stands on it; given the same folder and key, a second handle on it. */
export function openStore(options: { dataDir?: string; dataKey?: Uint8Array; now?: () => Date } = {}) {
  const dataDir = options.dataDir ?? temporaryFolder()
  const dataKey = options.dataKey ?? randomBytes(32)
  const now = options.now ?? stoppedClock().now
  const database = openDatabase({ dataDir })
  onTestFinished(() => database.close().catch(() => undefined))
  const secretBox = createSecretBox(dataKey)
  const audit = createAudit(database, secretBox, now)
  const outbox = createOutbox({ database, secretBox, audit, now })
  return { dataDir, dataKey, now, database, secretBox, audit, outbox }
}
