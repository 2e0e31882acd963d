import { z } from 'zod'
import type { Database } from './database.ts'
import type { SecretBox } from './secret-box.ts'

/** Where sealed values stand, and what each is bound to: see `SecretBox.seal`. */
const SEALED: readonly { table: string; id: readonly string[]; column: string; kind: (row: Ids) => string }[] = [
  { table: 'vault', id: ['kind', 'id'], column: 'sealed', kind: row => row.kind ?? '' },
  { table: 'outbox_message', id: ['message_id'], column: 'payload', kind: () => 'outbox payload' },
  { table: 'outbox_message', id: ['message_id'], column: 'failure_note', kind: () => 'delivery note' },
  { table: 'letter', id: ['letter_id'], column: 'sealed', kind: () => 'letter' },
  { table: 'held_contact', id: ['referral_id'], column: 'sealed', kind: () => 'held contact' },
  { table: 'open_count_facts', id: ['referral_id'], column: 'sealed', kind: () => 'count facts' },
  { table: 'store_facts', id: ['name'], column: 'value', kind: () => 'hash-root' },
]
type Ids = Readonly<Record<string, string>>

const PAGE = 200
const sealedRow = z.record(z.string(), z.string())

/**
 * Seals everything anew with the newest data key, so that the older ones can be taken out of DATA_KEY_FILE. Safe while the app
 * runs: a row that changes meanwhile is left to the next round.
 */
export async function rekey(database: Database, secretBox: SecretBox): Promise<{ resealed: number }> {
  let resealed = 0
  for (const place of SEALED) {
    const where = `${place.column} like 'v1.%' and ${place.column} not like $1`
    for (;;) {
      const rows = await database.select(
        `select ${[...place.id, place.column].join(', ')} from ${place.table} where ${where} limit ${PAGE}`,
        [`v1.${secretBox.keyId}.%`],
      )
      if (rows.length === 0) break
      for (const found of rows) {
        const row = sealedRow.parse(found)
        const old = row[place.column] ?? ''
        const id = place.table === 'store_facts' ? '1' : (row[place.id.at(-1) ?? ''] ?? '')
        const kind = place.kind(row)
        const anew = secretBox.seal(kind, id, secretBox.open(kind, id, old))
        const same = place.id.map((name, index) => `${name} = $${index + 3}`).join(' and ')
        await database.change(`update ${place.table} set ${place.column} = $1 where ${place.column} = $2 and ${same}`, [
          anew,
          old,
          ...place.id.map(name => row[name] ?? ''),
        ])
        resealed += 1
      }
    }
  }
  return { resealed }
}
