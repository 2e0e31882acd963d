import { chmodSync, mkdtempSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Libsql from 'libsql'
import { expect, onTestFinished, test } from 'vitest'
import { openStore, temporaryFolder } from './temporary-store.ts'

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)

function rawConnection(dataDir: string): Libsql.Database {
  const raw = new Libsql(join(dataDir, 'workwell.db'), { timeout: 0 })
  onTestFinished(() => {
    raw.close()
  })
  return raw
}

test('the folder that it makes is closed to other users, and so is every file of the database', async () => {
  const dataDir = join(temporaryFolder(), 'data')
  const { database } = await openStore({ dataDir })
  await database.change("insert into store_facts (name, value) values ('a', 'b')")
  expect(modeOf(dataDir)).toBe('700')
  expect(readdirSync(dataDir).map(name => [name, modeOf(join(dataDir, name))])).toEqual([
    ['workwell.db', '600'],
    ['workwell.db-shm', '600'],
    ['workwell.db-wal', '600'],
  ])
})

test('a database file that was left open to others is closed to them again', async () => {
  const { dataDir, database } = await openStore()
  await database.close()
  chmodSync(join(dataDir, 'workwell.db'), 0o644)
  await openStore({ dataDir })
  expect(modeOf(join(dataDir, 'workwell.db'))).toBe('600')
})

test('a folder that the operator made keeps its permissions', async () => {
  const dataDir = mkdtempSync(join(temporaryFolder(), 'shared-'))
  const before = modeOf(dataDir)
  await openStore({ dataDir })
  expect(modeOf(dataDir)).toBe(before)
})

test('the file is in write-ahead mode, so that readers and a writer do not shut each other out', async () => {
  const { dataDir } = await openStore()
  expect(rawConnection(dataDir).pragma('journal_mode', { simple: true })).toMatchObject({ journal_mode: 'wal' })
})

test('a statement of somebody else does not slip into a transaction that is under way', async () => {
  const { database } = await openStore()
  const failing = database.transaction(async query => {
    await query.change("insert into store_facts (name, value) values ('inside', '1')")
    await new Promise(resolve => setTimeout(resolve, 20))
    throw new Error('rolled back')
  })
  const other = database.change("insert into store_facts (name, value) values ('outside', '1')")
  await expect(failing).rejects.toThrow('rolled back')
  await other
  expect(await database.select('select name from store_facts')).toEqual([{ name: 'outside' }])
})

test('a write waits for another process that holds the lock, and is then really committed', async () => {
  const { dataDir, database } = await openStore()
  const other = rawConnection(dataDir)
  other.exec('begin immediate')
  const waiting = database.change("insert into store_facts (name, value) values ('waited', '1')")
  await new Promise(resolve => setTimeout(resolve, 50))
  other.exec('commit')
  await waiting
  await database.change("insert into store_facts (name, value) values ('next', '1')")
  // libsql 0.5 reports success for writes after a busy one and never commits them: another handle has to see them.
  expect(other.prepare('select name from store_facts order by name').all([])).toEqual([
    { name: 'next' },
    { name: 'waited' },
  ])
})
