import { expect, test } from 'vitest'
import { createVault } from '../../src/store/vault.ts'
import { openStore, stoppedClock } from './temporary-store.ts'

async function openVault() {
  const clock = stoppedClock()
  const store = await openStore({ now: clock.now })
  const vault = createVault(store.database, store.secretBox)
  const inSeconds = (seconds: number): Date => new Date(clock.now().getTime() + seconds * 1000)
  return { ...store, clock, vault, inSeconds }
}

test('a value comes back as it was, and lies encrypted in the file', async () => {
  const { vault, database, inSeconds } = await openVault()
  await vault.put('draft', 'a', { name: 'Müller', answers: [1, null] }, { until: inSeconds(60) })
  expect(await vault.get('draft', 'a')).toEqual({ name: 'Müller', answers: [1, null] })
  expect(JSON.stringify(await database.select('select * from vault'))).not.toContain('Müller')
})

test('what was never put, or stands under another kind, is undefined', async () => {
  const { vault, inSeconds } = await openVault()
  await vault.put('draft', 'a', 1, { until: inSeconds(60) })
  expect(await vault.get('draft', 'b')).toBeUndefined()
  expect(await vault.get('session', 'a')).toBeUndefined()
})

test('putting again replaces value and limits', async () => {
  const { vault, clock, inSeconds } = await openVault()
  await vault.put('draft', 'a', 'old', { until: inSeconds(10), idleSeconds: 5 })
  await vault.put('draft', 'a', 'new', { until: inSeconds(60) })
  clock.advance(30)
  expect(await vault.get('draft', 'a')).toBe('new')
})

test('reading counts as activity: the idle limit slides, the absolute one does not', async () => {
  const { vault, clock, inSeconds } = await openVault()
  await vault.put('session', 'a', 'kept', { until: inSeconds(2000), idleSeconds: 900 })
  clock.advance(899)
  expect(await vault.get('session', 'a')).toBe('kept')
  clock.advance(899)
  expect(await vault.get('session', 'a')).toBe('kept')
  clock.advance(202)
  expect(await vault.get('session', 'a')).toBeUndefined()
})

test('activity is written once a minute: what is kept ends up to a minute too early, and never too late', async () => {
  const { vault, database, clock, inSeconds } = await openVault()
  const idleUntil = async () => (await database.select('select idle_until from vault'))[0]?.idle_until
  await vault.put('session', 'a', 'kept', { until: inSeconds(9999), idleSeconds: 900 })
  const first = await idleUntil()
  clock.advance(60)
  expect(await vault.get('session', 'a')).toBe('kept')
  expect(await idleUntil()).toBe(first)
  clock.advance(1)
  const later = inSeconds(900).toISOString()
  expect(await vault.get('session', 'a')).toBe('kept')
  expect(await idleUntil()).toBe(later)
  clock.advance(50)
  expect(await vault.get('session', 'a')).toBe('kept')
  clock.advance(849)
  expect(await vault.has('session', 'a')).toBe(true)
  clock.advance(1)
  expect(await vault.get('session', 'a')).toBeUndefined()
})

test('of a limit of seconds no more than a fifteenth is lost', async () => {
  const { vault, clock, inSeconds } = await openVault()
  await vault.put('session', 'a', 'kept', { until: inSeconds(9999), idleSeconds: 60 })
  for (let times = 0; times < 10; times += 1) {
    clock.advance(55)
    expect(await vault.get('session', 'a')).toBe('kept')
  }
})

test('idle for as long as the limit is too long', async () => {
  const { vault, clock, inSeconds } = await openVault()
  await vault.put('session', 'a', 'kept', { until: inSeconds(9999), idleSeconds: 900 })
  clock.advance(900)
  expect(await vault.get('session', 'a')).toBeUndefined()
  expect(await vault.take('session', 'a')).toBeUndefined()
})

test('a value is replaced in its place for the time that the old one had, encrypted too', async () => {
  const { vault, database, clock, inSeconds } = await openVault()
  await vault.put('session', 'a', 'old', { until: inSeconds(100), idleSeconds: 50 })
  clock.advance(49)
  expect(await vault.replace('session', 'a', 'renewed value')).toBe(true)
  expect(JSON.stringify(await database.select('select * from vault'))).not.toContain('renewed value')
  expect(await vault.get('session', 'a')).toBe('renewed value')
  clock.advance(49)
  expect(await vault.get('session', 'a')).toBe('renewed value')
  clock.advance(2)
  expect(await vault.get('session', 'a')).toBeUndefined()
})

test('what is gone or over is not replaced', async () => {
  const { vault, clock, inSeconds } = await openVault()
  expect(await vault.replace('session', 'a', 'new')).toBe(false)
  await vault.put('session', 'b', 'old', { until: inSeconds(10) })
  await vault.put('session', 'c', 'old', { until: inSeconds(100), idleSeconds: 10 })
  clock.advance(10)
  expect(await vault.replace('session', 'b', 'new')).toBe(false)
  expect(await vault.replace('session', 'c', 'new')).toBe(false)
  expect(await vault.get('session', 'a')).toBeUndefined()
})

test('looking whether something is there is no activity', async () => {
  const { vault, clock, inSeconds } = await openVault()
  await vault.put('session', 'a', 'kept', { until: inSeconds(100), idleSeconds: 10 })
  clock.advance(9)
  expect(await vault.has('session', 'a')).toBe(true)
  clock.advance(1)
  expect(await vault.has('session', 'a')).toBe(false)
  expect(await vault.has('session', 'b')).toBe(false)
})

test('of ten that race to take one value, one gets it', async () => {
  const { vault, inSeconds } = await openVault()
  await vault.put('pending', 'state', 'value', { until: inSeconds(600) })
  const taken = await Promise.all(Array.from({ length: 10 }, () => vault.take('pending', 'state')))
  expect(taken.filter(value => value !== undefined)).toEqual(['value'])
})

test('of two instances that race to take one value, one gets it', async () => {
  const one = await openVault()
  const two = await openStore({ dataDir: one.dataDir, dataKey: one.dataKey })
  const other = createVault(two.database, two.secretBox)
  await one.vault.put('pending', 'state', 'value', { until: one.inSeconds(600) })
  const taken = await Promise.all([one.vault.take('pending', 'state'), other.take('pending', 'state')])
  expect(taken.filter(value => value !== undefined)).toEqual(['value'])
})

test('what is deleted is gone', async () => {
  const { vault, inSeconds } = await openVault()
  await vault.put('session', 'a', 1, { until: inSeconds(60) })
  await vault.delete('session', 'a')
  expect(await vault.get('session', 'a')).toBeUndefined()
})

test('purge removes from the file what is over, and only that', async () => {
  const { vault, clock, database, inSeconds } = await openVault()
  await vault.put('draft', 'over', 1, { until: inSeconds(10) })
  await vault.put('session', 'idle', 1, { until: inSeconds(9999), idleSeconds: 10 })
  await vault.put('session', 'alive', 1, { until: inSeconds(9999), idleSeconds: 100 })
  clock.advance(10)
  expect(await vault.purge()).toBe(2)
  expect(await database.select('select id from vault')).toEqual([{ id: 'alive' }])
})

test('a row that was moved to another id is refused, so that nobody is shown another patient', async () => {
  const { vault, database, inSeconds } = await openVault()
  await vault.put('session', 'mine', 'patient 1', { until: inSeconds(60) })
  await vault.put('session', 'theirs', 'patient 2', { until: inSeconds(60) })
  await database.change(
    "update vault set sealed = (select sealed from vault where id = 'theirs') where id = 'mine' and kind = 'session'",
  )
  await expect(vault.get('session', 'mine')).rejects.toThrow('A stored session cannot be read')
})
