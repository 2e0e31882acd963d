import { Pool, type PoolClient, types } from 'pg'
import { z } from 'zod'
import type { Database, Query, SqlValue } from './database.ts'

const CONNECTIONS = 10
const CONNECT_TIMEOUT = 5_000
/** Milliseconds after which a transaction whose process hangs gives its locks back. */
const IDLE_IN_TRANSACTION = 30_000

const INT8 = 20
const clockRow = z.object({ ms: z.number() })
const durability = z.object({ fsync: z.string(), commit: z.string() })

/**
 * PostgreSQL as a Database: a pool, so that one slow statement holds up no other.
 *
 * @throws Error in one plain sentence, without the password, when the server cannot be used
 */
export async function openPostgres(options: { url: string; now?: (() => Date) | undefined }): Promise<Database> {
  const pool = new Pool({
    connectionString: options.url,
    application_name: 'workwell-referral',
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION,
    // A count is a bigint, which pg would hand over as text.
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : types.getTypeParser(oid, format)) },
  })
  // A server that restarts ends the connections that rest in the pool. The next query opens another.
  pool.on('error', () => undefined)
  try {
    await checkDurability(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  return postgresDatabase(pool, options.now)
}

/** An accepted referral survives a power cut (decision 7), whatever somebody has tuned for speed. */
async function checkDurability(pool: Pool): Promise<void> {
  const { rows } = await pool
    .query("select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit")
    .catch((error: unknown) => {
      throw new Error(`DATABASE_URL: the PostgreSQL server cannot be used: ${reasonOf(error)}`)
    })
  const found = durability.parse(rows[0])
  if (found.fsync === 'off' || found.commit === 'off') {
    throw new Error(
      'DATABASE_URL: this PostgreSQL may lose what it has confirmed. Set fsync and synchronous_commit to on there.',
    )
  }
}

function postgresDatabase(pool: Pool, clock: (() => Date) | undefined): Database {
  const queryOn = (connection: Pick<PoolClient, 'query'>): Query => {
    const run = async (sql: string, values: readonly SqlValue[] = []) => (await connection.query(sql, [...values])).rows
    return {
      select: run,
      change: run,
      async now() {
        if (clock) return clock()
        const [row] = await run('select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as ms')
        return new Date(clockRow.parse(row).ms)
      },
    }
  }

  async function transaction<T>(work: (query: Query) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    let broken: Error | undefined
    // Without a listener, a connection that is cut between two statements would end the process.
    const onError = (error: Error): void => {
      broken = error
    }
    client.on('error', onError)
    try {
      await client.query('begin isolation level read committed')
      const result = await work(queryOn(client))
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch((cut: Error) => {
        broken = cut
      })
      throw error
    } finally {
      client.off('error', onError)
      client.release(broken)
    }
  }

  return {
    kind: 'postgres',
    ...queryOn(pool),
    transaction,
    exclusive: (name, work) =>
      transaction(async query => {
        await query.select('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name])
        return work(query)
      }),
    // Dead rows go. Their space is overwritten by later ones; until then it holds sealed values, whose key is not there.
    wipe: async () => void (await pool.query('vacuum vault, outbox_message, declined')),
    close: () => pool.end(),
  }
}

/** What the server said, or why there was none. pg puts no password into either. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message || ('code' in error ? String(error.code) : error.name) : String(error)
