import { z } from 'zod'
import type { Database, Query } from './database.ts'
import { pendingMigrations } from './migrations.ts'

const appliedRow = z.object({ number: z.number() })

/** Brings a database to this version, one migration a transaction. Of instances that start together, one does the work. */
export async function migrate(database: Database): Promise<void> {
  while (await database.exclusive('migrations', applyNext)) {
    // Until there is nothing left to do.
  }
}

async function applyNext(query: Query): Promise<boolean> {
  await query.change(
    'create table if not exists schema_migrations (number integer primary key, name text not null, applied_at text not null)',
  )
  const applied = await query.select('select number from schema_migrations')
  const [next] = pendingMigrations(applied.map(row => appliedRow.parse(row).number))
  if (!next) return false
  for (const statement of next.statements) await query.change(statement)
  const appliedAt = (await query.now()).toISOString()
  await query.change('insert into schema_migrations (number, name, applied_at) values ($1, $2, $3)', [
    next.number,
    next.name,
    appliedAt,
  ])
  return true
}
