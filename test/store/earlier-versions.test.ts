import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createAudit } from '../../src/store/audit.ts'
import { createDeclined } from '../../src/store/declined.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import { createOutbox } from '../../src/store/outbox.ts'
import { createSecretBox } from '../../src/store/secret-box.ts'
import { createVault } from '../../src/store/vault.ts'
import { emptyDatabase, placeOf, temporaryFolder } from './temporary-store.ts'

const VERSIONS = new URL('versions/', import.meta.url)
const files = readdirSync(VERSIONS)
const now = () => new Date('2026-09-01T10:00:00.000Z')

test('there is a store of every earlier version of the schema to try this one on', async () => {
  const database = await openDatabase({ ...(await emptyDatabase(temporaryFolder())), now })
  const versions = await database.select('select number from schema_migrations order by number')
  await database.close()
  expect(files.map(name => Number(name.replace('.sql', ''))).sort((a, b) => a - b)).toEqual(
    versions.map(({ number }) => number).slice(0, -1),
  )
})

test.each(files)('everything that a store of %s holds is there in this version', async name => {
  const dataDir = temporaryFolder()
  await emptyDatabase(dataDir, readFileSync(new URL(name, VERSIONS), 'utf8'))
  const database = await openDatabase({ ...placeOf(dataDir), now })
  const secretBox = createSecretBox([Buffer.alloc(32, 7)])
  const audit = createAudit(database, secretBox)
  await audit.sealHead()
  const outbox = createOutbox({ database, secretBox, audit })

  expect(await createVault(database, secretBox).get('draft', 'handle-1')).toEqual({ answers: [1, 2] })
  expect(await createDeclined(database).read('patient-key', '2026-09-10')).toMatchObject({ on: '2026-09-01' })
  expect(await audit.verify()).toMatchObject({ ok: true, value: { entries: 4 } })
  expect(await outbox.read('r-delivered')).toMatchObject({
    messageId: 'r-delivered',
    kind: 'referral',
    state: 'delivered',
    receipt: { task: 'Task/13' },
  })
  expect(await outbox.read('r-waiting')).toMatchObject({ lastFailure: { diagnostics: 'cannot store Okonkwo' } })
  expect(await outbox.claim(60)).toMatchObject({ messageId: 'r-waiting', attempts: 2, lookFirst: true })
  expect(await outbox.payload('r-waiting')).toMatchObject({ type: 'transaction' })
  await database.close()
})
