import { StoreFailure, type StoreFault } from '../domain/store-failure.ts'
import type { Database } from './database.ts'

/** Whether an accepted referral could be kept just now: only a durable write can tell (a full disk reads well). If not, why. */
export async function whyNotKept(database: Database): Promise<StoreFault | 'unknown' | undefined> {
  try {
    await database.change(
      `insert into store_facts (name, value) values ('last-readiness', $1)
       on conflict (name) do update set value = excluded.value`,
      [(await database.now()).toISOString()],
    )
    return undefined
  } catch (error) {
    return error instanceof StoreFailure ? error.fault : 'unknown'
  }
}
