import type { Database } from './database.ts'
import { databaseFile, openLibsql } from './libsql-database.ts'
import { migrate } from './migrate.ts'
import { withNamedFaults } from './named-faults.ts'
import { openPostgres } from './postgres-database.ts'
import { namedFailure } from './store-fault.ts'

export interface DatabasePlace {
  /** The folder of the file that is used when there is no `url`. */
  readonly dataDir: string
  /** DATABASE_URL: PostgreSQL, for several instances. */
  readonly url?: string | undefined
  /** Instead of the database's own clock. */
  readonly now?: (() => Date) | undefined
}

/**
 * Opens, or makes, the database and brings it to this version.
 *
 * @throws StoreFailure, whose message names file and remedy, when it is full, damaged, not to be written or silent
 */
export async function openDatabase({ dataDir, url, now }: DatabasePlace): Promise<Database> {
  const place = url === undefined ? databaseFile(dataDir) : 'The PostgreSQL database of DATABASE_URL'
  const database = withNamedFaults(await open({ dataDir, url, now }, place), place)
  try {
    await migrate(database)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

async function open({ dataDir, url, now }: DatabasePlace, place: string): Promise<Database> {
  try {
    return url === undefined ? openLibsql({ dataDir, now }) : await openPostgres({ url, now })
  } catch (error) {
    throw namedFailure(error, place)
  }
}
