import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createSecretBox } from '../../src/store/secret-box.ts'
import { createStatedReferrers } from '../../src/store/stated-referrers.ts'
import { createVault } from '../../src/store/vault.ts'
import { openStore, stoppedClock } from './temporary-store.ts'

const NOW = new Date('2026-09-01T09:00:00.000Z')
const practice = { name: 'Elm Surgery', odsCode: 'Y99901', phone: '01632 960555' }

async function store() {
  const clock = stoppedClock(NOW.toISOString())
  const { database } = await openStore({ now: clock.now })
  const vault = createVault(database, createSecretBox([randomBytes(32)]))
  return { clock, database, vault, stated: createStatedReferrers(vault, 24) }
}

it('is kept for one clinician and nobody else, and what is said later takes its place', async () => {
  const { stated } = await store()
  await stated.remember('me', { name: 'Jo Field', practice }, NOW)
  expect(await stated.of('me')).toEqual({ name: 'Jo Field', practice })
  expect(await stated.of('you')).toBeUndefined()
  await stated.remember('me', { practice: { ...practice, phone: '01632 960556' } }, NOW)
  expect(await stated.of('me')).toEqual({ name: 'Jo Field', practice: { ...practice, phone: '01632 960556' } })
})

it('is sealed: the store names nobody in clear', async () => {
  const { stated, database } = await store()
  await stated.remember('me', { name: 'Jo Field', practice }, NOW)
  expect(JSON.stringify(await database.select('select * from vault', []))).not.toMatch(/Jo Field|Elm|960555/)
})

it('is forgotten in its time, and asked anew where it cannot be understood', async () => {
  const { stated, vault, clock } = await store()
  await vault.put('stated-referrer', 'odd', { name: 7 }, { until: new Date('2026-09-02T09:00:00.000Z') })
  expect(await stated.of('odd')).toBeUndefined()
  await stated.remember('me', { name: 'Jo Field' }, NOW)
  clock.advance(24 * 3600 + 1)
  expect(await stated.of('me')).toBeUndefined()
})
