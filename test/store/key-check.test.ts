import { expect, test } from 'vitest'
import { checkDataKey } from '../../src/store/key-check.ts'
import { openStore } from './temporary-store.ts'

test('a database goes on with the key that it began with', async () => {
  const first = await openStore()
  await checkDataKey(first.database, first.secretBox)
  const second = await openStore({ dataDir: first.dataDir, dataKey: first.dataKey })
  await expect(checkDataKey(second.database, second.secretBox)).resolves.toBeUndefined()
})

test('a database is refused with any other key', async () => {
  const first = await openStore()
  await checkDataKey(first.database, first.secretBox)
  const second = await openStore({ dataDir: first.dataDir })
  await expect(checkDataKey(second.database, second.secretBox)).rejects.toThrow(/begun with data key.*first key back/)
})
