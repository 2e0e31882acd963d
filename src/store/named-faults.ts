import type { Database } from './database.ts'
import { namedFailure } from './store-fault.ts'

/** The same database, whose own failures say which file or server it is and what helps. */
export function withNamedFaults(database: Database, place: string): Database {
  const named = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      throw namedFailure(error, place)
    }
  }
  return {
    kind: database.kind,
    select: (sql, values) => named(database.select(sql, values)),
    change: (sql, values) => named(database.change(sql, values)),
    now: () => named(database.now()),
    transaction: work => named(database.transaction(work)),
    exclusive: (name, work) => named(database.exclusive(name, work)),
    wipe: () => named(database.wipe()),
    close: () => database.close(),
  }
}
