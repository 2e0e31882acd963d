import { expect, inject, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/open-database.ts'
import { openStore, placeOf, temporaryFolder } from '../store/temporary-store.ts'
import { startPostgres } from '../support/postgres-cluster.ts'

const server = inject('postgres')

test('a server that is not there is said in one sentence, without the password', async () => {
  const url = 'postgres://workwell:hidden-word@127.0.0.1:1/workwell'
  const opening = openDatabase({ dataDir: temporaryFolder(), url })
  await expect(opening).rejects.toThrow(/^DATABASE_URL: the PostgreSQL server cannot be used: .*ECONNREFUSED/)
  await expect(opening).rejects.not.toThrow('hidden-word')
})

test('a database that is not there is said in the words of the server', async () => {
  const { url } = placeOf(temporaryFolder())
  const missing = new URL(url ?? '')
  missing.pathname = '/nothing-here'
  const opening = openDatabase({ dataDir: temporaryFolder(), url: missing.href })
  await expect(opening).rejects.toThrow('database "nothing-here" does not exist')
})

test('a server that may lose what it has confirmed is refused', async () => {
  const url = new URL(placeOf(temporaryFolder()).url ?? '')
  url.searchParams.set('options', '-c synchronous_commit=off')
  const opening = openDatabase({ dataDir: temporaryFolder(), url: url.href })
  await expect(opening).rejects.toThrow('Set fsync and synchronous_commit to on')
})

test('two transactions run side by side, and one row is changed by one of them at a time', async () => {
  const { database } = await openStore()
  await database.change("insert into store_facts (name, value) values ('counter', '0')")
  const addOne = () =>
    database.transaction(async query => {
      const [row] = await query.select("select value from store_facts where name = 'counter' for update")
      await query.change("update store_facts set value = $1 where name = 'counter'", [String(Number(row?.value) + 1)])
    })
  await Promise.all(Array.from({ length: 20 }, addOne))
  expect(await database.select("select value from store_facts where name = 'counter'")).toEqual([{ value: '20' }])
})

test('after a restart of the server, what was committed is there and work goes on', async () => {
  if (!server?.ok) throw new Error('not in the postgres project')
  const cluster = await startPostgres(server.value.programs)
  onTestFinished(() => cluster.stop())
  const database = await openDatabase({ dataDir: temporaryFolder(), url: cluster.url })
  onTestFinished(() => database.close())
  await database.change("insert into store_facts (name, value) values ('kept', '1')")
  const cut = database.transaction(async query => {
    await query.change("insert into store_facts (name, value) values ('lost', '1')")
    cluster.restart()
    await query.change("insert into store_facts (name, value) values ('never', '1')")
  })
  await expect(cut).rejects.toThrow()
  expect(await database.select('select name from store_facts')).toEqual([{ name: 'kept' }])
})
