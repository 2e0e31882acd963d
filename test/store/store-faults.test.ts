import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { safeError } from '../../src/domain/safe-error.ts'
import { StoreFailure } from '../../src/domain/store-failure.ts'
import { whyNotKept } from '../../src/store/can-keep.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import { storeFaultOf } from '../../src/store/store-fault.ts'
import { temporaryFolder } from './temporary-store.ts'

const FACT = "insert into store_facts (name, value) values ('a', $1)"
const failureOf = async (work: Promise<unknown>): Promise<StoreFailure> => {
  const error = await work.then(
    () => undefined,
    (failed: unknown) => failed,
  )
  if (!(error instanceof StoreFailure)) throw new Error(`not a failure of the store: ${error}`)
  return error
}

it('a file that is no database stops the start, and says which file it is and what to do', async () => {
  const dataDir = temporaryFolder()
  const file = join(dataDir, 'workwell.db')
  writeFileSync(file, 'this is no database at all. '.repeat(300))
  const { fault, message } = await failureOf(openDatabase({ dataDir }))
  expect(fault).toBe('damaged')
  expect(message).toContain(`${file} is damaged`)
  expect(message).toContain('restore the last backup')
  // What might still be saved is left as it was.
  expect(readFileSync(file, 'utf8')).toMatch(/^this is no database/)
})

it('a file that is damaged while the app is stopped is named when it is read', async () => {
  const dataDir = temporaryFolder()
  const file = join(dataDir, 'workwell.db')
  const before = await openDatabase({ dataDir })
  for (let count = 0; count < 400; count += 1)
    await before.change('insert into store_facts (name, value) values ($1, $2)', [`fact ${count}`, 'x'.repeat(500)])
  await before.wipe()
  await before.close()
  const bytes = readFileSync(file)
  bytes.fill(7, bytes.length / 2)
  writeFileSync(file, bytes)
  const reading = async () => {
    const database = await openDatabase({ dataDir })
    try {
      await database.select('select sum(length(value)) from store_facts')
    } finally {
      await database.close()
    }
  }
  const failure = await failureOf(reading())
  expect(failure.fault).toBe('damaged')
  expect(safeError(failure)).toMatchObject({ storeFault: 'damaged', store: file, error: 'StoreFailure' })
})

it('a place that is no folder is named at the start', async () => {
  const inTheWay = join(temporaryFolder(), 'file')
  mkdirSync(join(inTheWay, 'workwell.db'), { recursive: true })
  const { fault, message } = await failureOf(openDatabase({ dataDir: inTheWay }))
  expect([fault, message.includes(inTheWay)]).toEqual(['read-only', true])
})

it.each([
  [
    'full',
    async (select: (sql: string) => Promise<unknown>) => {
      await select('pragma max_page_count = 1')
    },
  ],
  [
    'read-only',
    async (select: (sql: string) => Promise<unknown>) => {
      await select('pragma query_only = 1')
    },
  ],
] as const)(
  'a store that is %s while the app runs takes nothing in, says why, and goes on where it stopped',
  async (fault, break_) => {
    const dataDir = temporaryFolder()
    const database = await openDatabase({ dataDir })
    await break_(sql => database.select(sql))
    const failure = await failureOf(database.change(FACT, ['x'.repeat(300_000)]))
    expect(failure.fault).toBe(fault)
    expect(failure.logged.store).toBe(join(dataDir, 'workwell.db'))
    // Nothing that was to be stored stands in what is said.
    expect(JSON.stringify(failure.logged) + failure.message).not.toContain('xxx')
    if (fault === 'read-only') expect(await whyNotKept(database)).toBe(fault)
    await database.select('pragma max_page_count = 1073741823')
    await database.select('pragma query_only = 0')
    expect(await whyNotKept(database)).toBeUndefined()
    await database.change(FACT, ['kept'])
    await database.close()
    expect(existsSync(join(dataDir, 'workwell.db'))).toBe(true)
  },
)

it.each([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['53100', 'full'],
  ['SQLITE_CORRUPT_INDEX', 'damaged'],
  ['XX001', 'damaged'],
  ['SQLITE_READONLY_DBMOVED', 'read-only'],
  ['EACCES', 'read-only'],
  ['EROFS', 'read-only'],
  ['25006', 'read-only'],
  ['SQLITE_IOERR_WRITE', 'silent'],
  ['57P01', 'silent'],
  ['ECONNREFUSED', 'silent'],
  ['08006', 'silent'],
  ['SQLITE_ERROR', undefined],
  ['SQLITE_CONSTRAINT_PRIMARYKEY', undefined],
  ['23505', undefined],
  ['42601', undefined],
])('%s is %s', (code, fault) => {
  expect(storeFaultOf(Object.assign(new Error('said'), { code }))).toBe(fault)
})

it('a mistake of ours in a statement stays what it is', async () => {
  const database = await openDatabase({ dataDir: temporaryFolder() })
  await expect(database.select('selekt 1')).rejects.not.toBeInstanceOf(StoreFailure)
  await database.close()
})
