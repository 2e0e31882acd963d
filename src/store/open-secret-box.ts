import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Database } from './database.ts'
import { createSecretBox, dataKeyId, type SecretBox } from './secret-box.ts'

const fact = z.object({ value: z.string() })
const HASH_ROOT = 'hash-root'

/**
 * The secret box of this database (ADR 0012). What hashes are made with is kept in it, sealed, so that a patient is found in
 * the audit after the data key has changed.
 *
 * @throws Error in one plain sentence when the key that this database is sealed with is not there
 */
export async function openSecretBox(database: Database, dataKeys: readonly Uint8Array[]): Promise<SecretBox> {
  const [first, ...more] = dataKeys
  if (first === undefined) throw new Error('There is no data key.')
  const box = createSecretBox([first, ...more])
  const sealed = (await readFact(database, HASH_ROOT)) ?? (await writeHashRoot(database, box, dataKeys))
  const sealedWith = sealed.split('.')[1] ?? ''
  if (!box.keyIds.includes(sealedWith)) throw wrongKey(sealedWith, box)
  return createSecretBox([first, ...more], Buffer.from(box.open(HASH_ROOT, '1', sealed), 'base64'))
}

async function writeHashRoot(database: Database, box: SecretBox, dataKeys: readonly Uint8Array[]): Promise<string> {
  // Before there could be several keys, hashes were made with the one data key: they go on with it.
  const onlyKey = await readFact(database, 'data-key')
  const root = onlyKey === undefined ? randomBytes(32) : dataKeys.find(key => dataKeyId(key) === onlyKey)
  if (root === undefined) throw wrongKey(onlyKey ?? '', box)
  const sealed = box.seal(HASH_ROOT, '1', Buffer.from(root).toString('base64'))
  // Of two instances that start together, the first one's counts.
  await database.change('insert into store_facts (name, value) values ($1, $2) on conflict (name) do nothing', [
    HASH_ROOT,
    sealed,
  ])
  return (await readFact(database, HASH_ROOT)) ?? sealed
}

async function readFact(database: Database, name: string): Promise<string | undefined> {
  const [row] = await database.select('select value from store_facts where name = $1', [name])
  return row && fact.parse(row).value
}

const wrongKey = (needed: string, box: SecretBox): Error =>
  new Error(
    `This database is sealed with data key ${needed}, and DATA_KEY_FILE holds ${box.keyIds.join(' and ')}. Put that key back; in a sandbox, delete the data folder.`,
  )
