import { say, withStore } from './operator-store.ts'
import { runOutbox } from './outbox-commands.ts'

// npm run outbox -- list | show | retry | withdraw
await withStore(store => runOutbox(store, process.argv.slice(2), say))
