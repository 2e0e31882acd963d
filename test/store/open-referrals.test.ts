import { describe, expect, it, test } from 'vitest'
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
const withClock = async () => {
  const clock = stoppedClock()
  return { clock, ...(await openStore({ now: clock.now })) }
}

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

describe('all of a patient that this app has accepted', () => {
  it('come newest first, with practice, service and how far they are; another patient’s do not', async () => {
    const { outbox, clock } = await withClock()
    await outbox.accept(referral('r1', { beside: [], practiceKey: 'ours' }))
    clock.advance(60)
    await outbox.accept(referral('r2', { beside: ['r1'] }))
    await outbox.accept(referral('r3', { beside: [], patientKey: 'other-key' }))
    expect(await outbox.acceptedFor('patient-key')).toMatchObject([
      { referralId: 'r2', serviceId: 'demo', state: 'waiting', practiceKey: undefined, withdrawnAt: undefined },
      { referralId: 'r1', practiceKey: 'ours' },
    ])
  })

  it('say when they were withdrawn', async () => {
    const { outbox, clock } = await withClock()
    await outbox.accept(referral('r1', { beside: [] }))
    clock.advance(60)
    await outbox.accept(referral('r1', { message: { id: 'm2', kind: 'withdrawal' } }))
    const [found] = await outbox.acceptedFor('patient-key')
    expect(found?.withdrawnAt).toBe(clock.now().toISOString())
    expect(found?.acceptedAt).not.toBe(found?.withdrawnAt)
  })
})
