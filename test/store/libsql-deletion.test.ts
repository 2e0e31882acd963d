import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createVault } from '../../src/store/vault.ts'
import { openStore, stoppedClock } from './temporary-store.ts'

/** Every byte that lies on the disk: the file, its log, whatever else is in the folder. */
const bytesOn = (dataDir: string): string =>
  readdirSync(dataDir)
    .map(name => readFileSync(join(dataDir, name), 'latin1'))
    .join()

test('what is past its time is gone from the file and its log, byte for byte (decision 8)', async () => {
  const clock = stoppedClock()
  const { dataDir, database, secretBox, outbox } = await openStore({ now: clock.now })
  const vault = createVault(database, secretBox)
  await vault.put('draft', 'a', 'x'.repeat(20_000), { until: new Date(clock.now().getTime() + 60_000) })
  const bundle = { resourceType: 'Bundle', type: 'transaction', id: 'y'.repeat(20_000) } as const
  await outbox.accept({ referralId: 'r1', serviceId: 'demo', handle: 'a', bundle, actor: 'system', patientKey: 'key' })
  const claim = await outbox.claim(60)
  if (!claim) throw new Error('nothing to claim')
  await outbox.delivered(claim, {
    receivedAt: 'now',
    serviceRequest: 'ServiceRequest/1',
    task: 'Task/1',
    patient: 'Patient/1',
  })

  const [draft] = await database.select('select sealed from vault')
  const [message] = await database.select('select payload from outbox_message')
  // Pieces from the middle, for a long value lies in several pages.
  const pieces = [draft?.sealed, message?.payload].flatMap(sealed =>
    [2000, 9000, 17_000].map(at => String(sealed).slice(at, at + 60)),
  )
  for (const piece of pieces) expect(bytesOn(dataDir)).toContain(piece)

  clock.advance(8 * 86_400)
  expect([await vault.purge(), await outbox.purge()]).toEqual([1, 1])
  await database.wipe()
  for (const piece of pieces) expect(bytesOn(dataDir)).not.toContain(piece)
})
