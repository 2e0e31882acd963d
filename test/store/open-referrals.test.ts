import { expect, test } from 'vitest'
import type { AcceptedReferral } from '../../src/store/outbox.ts'
import { openStore, stoppedClock } from './temporary-store.ts'

const referral = (referralId: string, parts: Partial<AcceptedReferral> = {}): AcceptedReferral => ({
  referralId,
  serviceId: 'demo',
  handle: 'handle-1',
  bundle: { resourceType: 'Bundle', type: 'transaction' },
  actor: 'system',
  patientKey: 'patient-key',
  ...parts,
})
const withStore = () => openStore({ now: stoppedClock().now })

test('of two windows that send at once for one patient, one is accepted (hazard H13)', async () => {
  const { outbox } = await withStore()
  const both = await Promise.all(['r1', 'r2'].map(id => outbox.accept(referral(id, { beside: [] }))))
  expect(both.toSorted()).toEqual([false, true])
  expect(await outbox.openOf('patient-key')).toHaveLength(1)
})

test('a second one that was said yes to is accepted, and so is another patient’s', async () => {
  const { outbox } = await withStore()
  await outbox.accept(referral('r1', { beside: [] }))
  expect(await outbox.accept(referral('r2', { beside: ['r0'] }))).toBe(false)
  expect(await outbox.accept(referral('r2', { beside: ['r1'] }))).toBe(true)
  expect(await outbox.accept(referral('r3', { beside: [], patientKey: 'other-key' }))).toBe(true)
  expect((await outbox.openOf('patient-key')).map(each => each.referralId)).toEqual(['r1', 'r2'])
})

test('one that was withdrawn is not open', async () => {
  const { outbox } = await withStore()
  await outbox.accept(referral('r1', { beside: [] }))
  await outbox.accept(referral('r1', { message: { id: 'm2', kind: 'withdrawal' } }))
  expect(await outbox.openOf('patient-key')).toEqual([])
})
