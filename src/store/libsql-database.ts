import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Libsql from 'libsql'
import type { Database, Query, Row, SqlValue } from './database.ts'

/** Milliseconds that opening waits for another process that is recovering the same file. */
const OPEN_TIMEOUT = 10_000

/** How long a statement waits, in all, for another process that holds the file's write lock. */
const BUSY_LIMIT = 5_000

export const databaseFile = (dataDir: string): string => join(dataDir, 'workwell.db')

/** The database file of DATA_DIR, made when it is not there. */
export function openLibsql({ dataDir, now }: { dataDir: string; now?: (() => Date) | undefined }): Database {
  const file = databaseFile(dataDir)
  // A folder of ours is closed to others; one that the operator made is left as it is.
  if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  // SQLite gives its -wal and -shm files the permissions of the database file.
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  const connection = new Libsql(file, { timeout: OPEN_TIMEOUT })
  try {
    connection.pragma('journal_mode = WAL')
    // An accepted referral survives a power cut: every commit reaches the disk before it is answered.
    connection.pragma('synchronous = FULL')
    // What is deleted is overwritten, not only forgotten (decision 8).
    connection.pragma('secure_delete = ON')
    // From here on a lock is waited for without blocking the process: see whenFree.
    connection.pragma('busy_timeout = 0')
  } catch (error) {
    connection.close()
    throw error
  }
  return libsqlDatabase(connection, now ?? (() => new Date()))
}

/**
 * One libsql connection as a Database. Everything goes through one queue: on a single connection, a statement that ran
 * between the steps of somebody else's transaction would become part of it.
 */
function libsqlDatabase(connection: Libsql.Database, clock: () => Date): Database {
  const statements = new Map<string, Libsql.Statement>()
  let tail: Promise<unknown> = Promise.resolve()
  const now = async (): Promise<Date> => clock()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = tail.then(work)
    tail = turn.catch(() => undefined)
    return turn
  }

  function execute(sql: string, values: readonly SqlValue[] = []): Row[] {
    const statement = statements.get(sql) ?? connection.prepare(forSqlite(sql))
    // Out of the cache while it runs: libsql leaves a statement that failed half way unreset.
    statements.delete(sql)
    const rows = statement.reader ? statement.all([...values]).map(rowOf) : []
    if (!statement.reader) statement.run([...values])
    statements.set(sql, statement)
    return rows
  }

  const inside: Query = {
    select: async (sql, values) => execute(sql, values),
    change: async (sql, values) => execute(sql, values),
    now,
  }

  // `begin immediate` is the one place that meets another process's lock. A write outside a transaction would meet it
  // too, and libsql 0.5 then keeps the failed statement open, so that later "successful" writes are never committed.
  function transaction<T>(work: (query: Query) => Promise<T>): Promise<T> {
    return inTurn(async () => {
      await whenFree(() => connection.exec('begin immediate'))
      try {
        const result = await work(inside)
        connection.exec('commit')
        return result
      } catch (error) {
        if (connection.inTransaction) connection.exec('rollback')
        throw error
      }
    })
  }

  return {
    kind: 'libsql',
    select: (sql, values) => inTurn(() => whenFree(() => execute(sql, values))),
    change: (sql, values) => transaction(query => query.change(sql, values)),
    now,
    transaction,
    // One writer at a time is all that SQLite knows.
    exclusive: (_name, work) => transaction(work),
    // Deleting has overwritten the pages (secure_delete); the log may still hold them as they were.
    wipe: () => inTurn(async () => void connection.pragma('wal_checkpoint(TRUNCATE)')),
    close: () =>
      inTurn(async () => {
        statements.clear()
        connection.close()
      }),
  }
}

async function whenFree<T>(step: () => T): Promise<T> {
  for (let waited = 0, delay = 2; ; waited += delay, delay = Math.min(delay * 2, 50)) {
    try {
      return step()
    } catch (error) {
      if (!isBusy(error) || waited >= BUSY_LIMIT) throw error
      await pause(delay)
    }
  }
}

/** SQLite counts parameters with `?1` and has no row locks: its one writer at a time is what they are for. */
const forSqlite = (sql: string): string => sql.replace(/\$(\d+)/g, '?$1').replace(/ for update( skip locked)?/g, '')

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')

const rowOf = (row: unknown): Row => (typeof row === 'object' && row !== null ? { ...row } : {})
