import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import Libsql from 'libsql'
import { libsqlDatabase } from './libsql-database.ts'
import { pendingMigrations } from './migrations.ts'

export type SqlValue = string | number | null
export type Row = Readonly<Record<string, unknown>>

/** SQL with `$1` parameters, in the dialect that SQLite and PostgreSQL share. */
export interface Query {
  /** Reads only. */
  select(sql: string, values?: readonly SqlValue[]): Promise<Row[]>
  /** Writes; the rows are those of its `returning`. Durable when the promise resolves, or when its transaction does. */
  change(sql: string, values?: readonly SqlValue[]): Promise<Row[]>
}

/**
 * The store's one way to its database. A PostgreSQL implementation (DATABASE_URL, decision 8) plugs in here: the same
 * four methods over `pg`, the same MIGRATIONS; nothing else in src/store knows which of the two it talks to.
 */
export interface Database extends Query {
  /** All or nothing, one at a time. `work` uses the query it is given, never the database itself. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Milliseconds that opening waits for another process that is migrating or recovering the same file. */
const OPEN_TIMEOUT = 10_000

/** Opens, or makes, the database file and brings it to this version. */
export function openDatabase(options: { dataDir: string }): Database {
  const file = join(options.dataDir, 'workwell.db')
  // A folder of ours is closed to others; one that the operator made is left as it is.
  if (!existsSync(options.dataDir)) mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  // SQLite gives its -wal and -shm files the permissions of the database file.
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  const connection = new Libsql(file, { timeout: OPEN_TIMEOUT })
  try {
    connection.pragma('journal_mode = WAL')
    // An accepted referral survives a power cut: every commit reaches the disk before it is answered.
    connection.pragma('synchronous = FULL')
    migrate(connection)
    // From here on a lock is waited for without blocking the process: see libsql-database.ts.
    connection.pragma('busy_timeout = 0')
  } catch (error) {
    connection.close()
    throw error
  }
  return libsqlDatabase(connection)
}

function migrate(connection: Libsql.Database): void {
  connection.exec(
    'create table if not exists schema_migrations (number integer primary key, name text not null, applied_at text not null)',
  )
  // Two instances that start together: the second waits at `begin` and then finds nothing left to do.
  for (;;) {
    connection.exec('begin immediate')
    try {
      const applied = connection.prepare('select number from schema_migrations').all([])
      const [next] = pendingMigrations(applied.map(row => numberOf(row)))
      if (next) {
        for (const statement of next.statements) connection.exec(statement)
        connection
          .prepare('insert into schema_migrations (number, name, applied_at) values (?1, ?2, ?3)')
          .run([next.number, next.name, new Date().toISOString()])
      }
      connection.exec('commit')
      if (!next) return
    } catch (error) {
      connection.exec('rollback')
      throw error
    }
  }
}

const numberOf = (row: unknown): number =>
  typeof row === 'object' && row !== null && 'number' in row ? Number(row.number) : 0
