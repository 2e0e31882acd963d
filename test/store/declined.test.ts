import { expect, test } from 'vitest'
import { createDeclined } from '../../src/store/declined.ts'
import { openStore } from './temporary-store.ts'

test('a refusal is remembered to the last day of the spell, and not a day longer', async () => {
  const declined = createDeclined((await openStore()).database)
  await declined.remember('patient-key', '2026-09-14', '2026-09-01')
  expect(await declined.read('patient-key', '2026-09-14')).toEqual({ on: '2026-09-01', until: '2026-09-14' })
  expect(await declined.read('patient-key', '2026-09-15')).toBeUndefined()
})

test("one patient's refusal says nothing of another", async () => {
  const declined = createDeclined((await openStore()).database)
  await declined.remember('patient-key', '2026-09-14', '2026-09-01')
  expect(await declined.read('other-key', '2026-09-02')).toBeUndefined()
})

test('a later refusal takes the place of the earlier one', async () => {
  const declined = createDeclined((await openStore()).database)
  await declined.remember('patient-key', '2026-09-14', '2026-09-01')
  await declined.remember('patient-key', '2026-10-14', '2026-10-01')
  expect(await declined.read('patient-key', '2026-10-02')).toEqual({ on: '2026-10-01', until: '2026-10-14' })
})

test('a patient who agrees after all is no longer one who refused, and nobody else is forgotten', async () => {
  const declined = createDeclined((await openStore()).database)
  await declined.remember('patient-key', '2026-09-14', '2026-09-01')
  await declined.remember('other-key', '2026-09-14', '2026-09-01')
  await declined.forget('patient-key')
  expect(await declined.read('patient-key', '2026-09-02')).toBeUndefined()
  expect(await declined.read('other-key', '2026-09-02')).toBeDefined()
})

test('purge removes the refusals whose day is over', async () => {
  const { database } = await openStore()
  const declined = createDeclined(database)
  await declined.remember('old', '2026-08-31', '2026-08-01')
  await declined.remember('today', '2026-09-01', '2026-08-01')
  expect(await declined.purge('2026-09-01')).toBe(1)
  expect(await database.select('select patient_key from declined')).toEqual([{ patient_key: 'today' }])
})
