import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/open-database.ts'
import { openStore, placeOf } from './temporary-store.ts'

test('what was written is there for a second handle, without the first being closed', async () => {
  const first = await openStore()
  await first.database.change("insert into store_facts (name, value) values ('a', 'b')")
  const second = await openDatabase(placeOf(first.dataDir))
  expect(await second.select("select value from store_facts where name = 'a'")).toEqual([{ value: 'b' }])
  await second.close()
})

test('opening again, and by five instances at the same time, migrates nothing twice', async () => {
  const { dataDir, database } = await openStore()
  const before = await database.select('select number from schema_migrations order by number')
  const others = await Promise.all(Array.from({ length: 5 }, () => openDatabase(placeOf(dataDir))))
  expect(await database.select('select number from schema_migrations order by number')).toEqual(before)
  await Promise.all(others.map(each => each.close()))
})

test('a database of a newer version of the app is refused and left as it is', async () => {
  const { dataDir, database } = await openStore()
  await database.change("insert into schema_migrations (number, name, applied_at) values (999, 'later', 'x')")
  const before = await database.select('select * from schema_migrations')
  await expect(openDatabase(placeOf(dataDir))).rejects.toThrow(/version 999.*Run the newer app/)
  expect(await database.select('select * from schema_migrations')).toEqual(before)
})

test('a transaction that fails leaves nothing behind, and the next one works', async () => {
  const { database } = await openStore()
  const failing = database.transaction(async query => {
    await query.change("insert into store_facts (name, value) values ('a', 'b')")
    throw new Error('half way')
  })
  await expect(failing).rejects.toThrow('half way')
  await database.change("insert into store_facts (name, value) values ('c', 'd')")
  expect(await database.select('select name from store_facts')).toEqual([{ name: 'c' }])
})

test('counts come back as numbers, missing values as null, texts as they were', async () => {
  const { database } = await openStore()
  const [row] = await database.select(
    "select count(*) as n, max(value) as none, '2026-09-01T09:00:00.000Z' as text from store_facts",
  )
  expect(row).toEqual({ n: 0, none: null, text: '2026-09-01T09:00:00.000Z' })
})

test('the clock is the one that it was given, or else the time of the database', async () => {
  const { dataDir, database, now } = await openStore()
  expect(await database.now()).toEqual(now())
  expect(await database.transaction(query => query.now())).toEqual(now())
  const other = await openDatabase(placeOf(dataDir))
  const before = Date.now()
  // Both clocks are this machine's.
  expect(Math.abs((await other.now()).getTime() - before)).toBeLessThan(60_000)
  await other.close()
})
