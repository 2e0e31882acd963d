import { existsSync } from 'node:fs'
import process from 'node:process'
import { say, withStore } from './operator-store.ts'

// npm run backup -- <new file>: a whole copy of the database file while the app runs. PostgreSQL has pg_dump for this.
await withStore(async ({ database }) => {
  const file = process.argv[2]
  if (file === undefined || existsSync(file)) {
    say('Say where to, a file that is not there yet: npm run backup -- /backups/workwell-2026-09-01.db')
    return 2
  }
  if (database.kind === 'postgres') {
    say('DATABASE_URL is set: back PostgreSQL up with pg_dump. See docs/operating.md.')
    return 2
  }
  // Only the owner may read it, like the database itself.
  process.umask(0o077)
  await database.select('vacuum into $1', [file])
  say(`Backed up to ${file}. It is of no use without DATA_KEY_FILE: keep both, apart from each other.`)
  return 0
})
