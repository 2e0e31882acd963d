import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Bundle } from 'fhir/r4.js'
import { expect, test } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { temporaryFolder } from './temporary-store.ts'

const bundle: Bundle = { resourceType: 'Bundle', type: 'transaction', entry: [] }

const placeIn = (dataDir: string) => ({
  dataDir,
  dataKeyFile: join(dataDir, 'sandbox.key'),
  databaseUrl: undefined,
  createKeyIfMissing: true,
})

const backUp = (dataDir: string, file: string) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/backup.ts', file], {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' },
    encoding: 'utf8',
  })

test('a backup taken while the app writes is whole, and restored with its key it goes on where it was', async () => {
  const dataDir = temporaryFolder()
  const running = await openStore(placeIn(dataDir))
  const accept = (referralId: string) =>
    running.outbox.accept({ referralId, serviceId: 'demo', handle: 'h', bundle, actor: 'system', patientKey: 'key' })
  await accept('before')
  let count = 0
  const writing = setInterval(() => void accept(`during-${count++}`), 5)
  const file = join(temporaryFolder(), 'backup.db')
  expect(backUp(dataDir, file)).toMatchObject({ status: 0, stdout: expect.stringContaining('Backed up to') })
  clearInterval(writing)
  await running.database.close()
  expect((statSync(file).mode & 0o077).toString(8)).toBe('0')

  const other = join(temporaryFolder(), 'restored')
  mkdirSync(other)
  copyFileSync(file, join(other, 'workwell.db'))
  copyFileSync(join(dataDir, 'sandbox.key'), join(other, 'sandbox.key'))
  const restored = await openStore(placeIn(other))
  expect(await restored.outbox.payload('before')).toEqual(bundle)
  const rows = await restored.outbox.list({ states: ['waiting'] })
  expect(await restored.audit.verify()).toMatchObject({ ok: true, value: { entries: rows.length } })
  await restored.database.close()
})

test('an existing file is not written over, and no backup is made of nothing', () => {
  const dataDir = temporaryFolder()
  const missingKey = backUp(dataDir, join(dataDir, 'backup.db'))
  expect(missingKey).toMatchObject({ status: 1, stderr: expect.stringContaining('The data key file') })
  expect(existsSync(join(dataDir, 'backup.db'))).toBe(false)
})
