import { rekey } from '../store/rekey.ts'
import { say, withStore } from './operator-store.ts'

// npm run rekey: seals everything with the last key of DATA_KEY_FILE, so that the others can be taken out.
await withStore(async ({ database, secretBox }) => {
  const { resealed } = await rekey(database, secretBox)
  say(`${resealed} values sealed anew. Everything is now sealed with data key ${secretBox.keyId}.`)
  if (secretBox.keyIds.length > 1)
    say('The keys above it in DATA_KEY_FILE can be taken out; backups from before still need them.')
  return 0
})
