import { runAudit } from './audit-commands.ts'
import { say, withStore } from './operator-store.ts'

// npm run audit -- head | verify | patient | clinician | export
await withStore(store => runAudit(store, process.argv.slice(2), say))
