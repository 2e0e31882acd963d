import type { Database } from './database.ts'

/** Whether an accepted referral could be kept just now: only a durable write can tell (a full disk reads well). */
export async function canKeep(database: Database): Promise<boolean> {
  try {
    await database.change(
      `insert into store_facts (name, value) values ('last-readiness', $1)
       on conflict (name) do update set value = excluded.value`,
      [(await database.now()).toISOString()],
    )
    return true
  } catch {
    return false
  }
}
