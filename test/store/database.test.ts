import { chmodSync, mkdtempSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Libsql from 'libsql'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
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
  const { database } = openStore({ dataDir })
  await database.change("insert into store_facts (name, value) values ('a', 'b')")
  expect(modeOf(dataDir)).toBe('700')
  expect(readdirSync(dataDir).map(name => [name, modeOf(join(dataDir, name))])).toEqual([
    ['workwell.db', '600'],
    ['workwell.db-shm', '600'],
    ['workwell.db-wal', '600'],
  ])
})

test('a database file that was left open to others is closed to them again', async () => {
  const { dataDir, database } = openStore()
  await database.close()
  chmodSync(join(dataDir, 'workwell.db'), 0o644)
  openStore({ dataDir })
  expect(modeOf(join(dataDir, 'workwell.db'))).toBe('600')
})

test('a folder that the operator made keeps its permissions', () => {
  const dataDir = mkdtempSync(join(temporaryFolder(), 'shared-'))
  const before = modeOf(dataDir)
  openStore({ dataDir })
  expect(modeOf(dataDir)).toBe(before)
})

test('the file is in write-ahead mode, so that readers and a writer do not shut each other out', () => {
  const { dataDir } = openStore()
  expect(rawConnection(dataDir).pragma('journal_mode', { simple: true })).toMatchObject({ journal_mode: 'wal' })
})

test('what was written is there for a second handle on the same file, without the first being closed', async () => {
  const first = openStore()
  await first.database.change("insert into store_facts (name, value) values ('a', 'b')")
  const second = openDatabase({ dataDir: first.dataDir })
  expect(await second.select("select value from store_facts where name = 'a'")).toEqual([{ value: 'b' }])
  await second.close()
})

test('opening again migrates nothing twice', async () => {
  const { dataDir, database } = openStore()
  await database.close()
  const again = openDatabase({ dataDir })
  expect(await again.select('select number from schema_migrations')).toEqual([{ number: 1 }])
  await again.close()
})

test('a database of a newer version of the app is refused and left as it is', async () => {
  const { dataDir, database } = openStore()
  await database.change("insert into schema_migrations (number, name, applied_at) values (999, 'later', 'x')")
  await database.close()
  expect(() => openDatabase({ dataDir })).toThrow(/version 999.*Run the newer app/)
  expect(rawConnection(dataDir).prepare('select count(*) as n from schema_migrations').get([])).toMatchObject({ n: 2 })
})

test('a transaction that fails leaves nothing behind, and the next one works', async () => {
  const { database } = openStore()
  const failing = database.transaction(async query => {
    await query.change("insert into store_facts (name, value) values ('a', 'b')")
    throw new Error('half way')
  })
  await expect(failing).rejects.toThrow('half way')
  await database.change("insert into store_facts (name, value) values ('c', 'd')")
  expect(await database.select('select name from store_facts')).toEqual([{ name: 'c' }])
})

test('a statement of somebody else does not slip into a transaction that is under way', async () => {
  const { database } = openStore()
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
  const { dataDir, database } = openStore()
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
