import type { Database } from './database.ts'
import { openLibsql } from './libsql-database.ts'
import { migrate } from './migrate.ts'
import { openPostgres } from './postgres-database.ts'

export interface DatabasePlace {
  /** The folder of the file that is used when there is no `url`. */
  readonly dataDir: string
  /** DATABASE_URL: PostgreSQL, for several instances. */
  readonly url?: string | undefined
  /** Instead of the database's own clock. */
  readonly now?: (() => Date) | undefined
}

/** Opens, or makes, the database and brings it to this version. */
export async function openDatabase({ dataDir, url, now }: DatabasePlace): Promise<Database> {
  const database = url === undefined ? openLibsql({ dataDir, now }) : await openPostgres({ url, now })
  try {
    await migrate(database)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}
