import { z } from 'zod'
import type { Database } from './database.ts'
import type { SecretBox } from './secret-box.ts'

const fact = z.object({ value: z.string() })

/** At start-up: a database is only ever used with the data key that it began with, else nothing in it can be read. */
export async function checkDataKey(database: Database, secretBox: SecretBox): Promise<void> {
  await database.change("insert into store_facts (name, value) values ('data-key', $1) on conflict (name) do nothing", [
    secretBox.keyId,
  ])
  const [row] = await database.select("select value from store_facts where name = 'data-key'")
  const { value } = fact.parse(row)
  if (value !== secretBox.keyId) {
    throw new Error(
      `This database was begun with data key ${value}, and DATA_KEY_FILE holds ${secretBox.keyId}. Put the first key back; in a sandbox, delete the data folder.`,
    )
  }
}
