import type { Bundle } from 'fhir/r4.js'
import { expect, test } from 'vitest'
import type { AcceptedReferral } from '../../src/store/outbox.ts'
import { openStore, stoppedClock } from './temporary-store.ts'

const bundle: Bundle = { resourceType: 'Bundle', type: 'transaction', entry: [] }
const actor = { fhirUser: 'Practitioner/gp-1', issuer: 'https://ehr.example/fhir' }
const receipt = {
  receivedAt: '2026-09-01T09:00:01.000Z',
  serviceRequest: 'ServiceRequest/12',
  task: 'Task/13',
  patient: 'Patient/11',
}
const referral: AcceptedReferral = {
  referralId: 'r1',
  serviceId: 'demo',
  handle: 'handle-1',
  bundle,
  actor,
  patientKey: 'patient-key',
}
const amendment: AcceptedReferral = { ...referral, message: { id: 'm2', kind: 'amendment' } }
const withdrawal: AcceptedReferral = { ...referral, message: { id: 'm3', kind: 'withdrawal' } }

async function openOutbox() {
  const clock = stoppedClock()
  const store = await openStore({ now: clock.now })
  return { ...store, clock }
}

test('what is said of a referral goes out in the order in which it was said, each when the one before is at the hub', async () => {
  const { outbox } = await openOutbox()
  for (const each of [referral, amendment, withdrawal]) expect(await outbox.accept(each)).toBe(true)
  const went = []
  for (let claim = await outbox.claim(60); claim; claim = await outbox.claim(60)) {
    went.push([claim.kind, claim.messageId])
    expect(await outbox.claim(60)).toBeUndefined()
    await outbox.delivered(claim, receipt)
  }
  expect(went).toEqual([
    ['referral', 'r1'],
    ['amendment', 'm2'],
    ['withdrawal', 'm3'],
  ])
})

test('while the referral waits or was given up, no later message overtakes it, not even one that is asked for by name', async () => {
  const { outbox, clock } = await openOutbox()
  await outbox.accept(referral)
  await outbox.accept(withdrawal)
  const first = await outbox.claim(60)
  if (!first) throw new Error('nothing to claim')
  await outbox.waitAgain(first, { code: 'TIMEOUT' }, { inSeconds: 30, lookFirst: true })
  expect(await outbox.claim(60, { messageId: 'm3' })).toBeUndefined()
  clock.advance(30)
  const second = await outbox.claim(60)
  if (!second) throw new Error('nothing to claim')
  await outbox.giveUp(second, { code: 'REFUSED' })
  expect(await outbox.claim(60)).toBeUndefined()
  expect(await outbox.claim(60, { messageId: 'm3', whenever: true })).toBeUndefined()
})

test('another referral is not held up by it', async () => {
  const { outbox } = await openOutbox()
  await outbox.accept(referral)
  await outbox.accept(amendment)
  await outbox.claim(60)
  await outbox.accept({ ...referral, referralId: 'r2' })
  expect(await outbox.claim(60)).toMatchObject({ messageId: 'r2' })
})

test('one message offered twice, from two instances, is one message; two at once take two places', async () => {
  const one = await openOutbox()
  const two = await openStore({ dataDir: one.dataDir, dataKey: one.dataKey, now: one.clock.now })
  await one.outbox.accept(referral)
  const offers = [amendment, withdrawal, amendment, withdrawal]
  const added = await Promise.all(offers.map((each, index) => (index % 2 ? one : two).outbox.accept(each)))
  expect(added.filter(Boolean)).toHaveLength(2)
  const kept = await one.outbox.list({ referralId: 'r1' })
  expect(kept.map(each => each.messageId).sort()).toEqual(['m2', 'm3', 'r1'])
  const places = await one.database.select('select position from outbox_message order by position')
  expect(places).toEqual([{ position: 1 }, { position: 2 }, { position: 3 }])
})

test('one referral that two instances accept at the same moment is accepted once, and fails for nobody', async () => {
  const one = await openOutbox()
  const two = await openStore({ dataDir: one.dataDir, dataKey: one.dataKey, now: one.clock.now })
  const ids = Array.from({ length: 60 }, (_each, index) => `r${index}`)
  const offers = ids.map(referralId =>
    Promise.all([one, two].map(({ outbox }) => outbox.accept({ ...referral, referralId }))),
  )
  for (const added of await Promise.all(offers)) expect(added.filter(Boolean)).toHaveLength(1)
})

test('each message has its own entry in the audit, under the referral', async () => {
  const { outbox, database } = await openOutbox()
  for (const each of [referral, amendment, withdrawal]) await outbox.accept(each)
  expect(await database.select('select action, referral_id from audit order by seq')).toEqual([
    { action: 'accepted', referral_id: 'r1' },
    { action: 'amended', referral_id: 'r1' },
    { action: 'withdrew', referral_id: 'r1' },
  ])
})

test('a clock that goes back by a day holds nothing up: what is due later than any wait is due', async () => {
  const { outbox, clock } = await openOutbox()
  await outbox.accept(referral)
  const claim = await outbox.claim(60)
  if (!claim) throw new Error('nothing to claim')
  clock.advance(-86_400)
  expect(await outbox.claim(60)).toMatchObject({ messageId: 'r1', lookFirst: true, attempts: 2 })
})

test('a clock that goes forward by a day takes a lease over, looking first, and the first holder can no longer hold on', async () => {
  const { outbox, clock } = await openOutbox()
  await outbox.accept(referral)
  const claim = await outbox.claim(60)
  if (!claim) throw new Error('nothing to claim')
  clock.advance(86_400)
  expect(await outbox.claim(60)).toMatchObject({ lookFirst: true })
  expect(await outbox.extend(claim, 60)).toBe(false)
})

test('services that rest are passed over, and only they', async () => {
  const { outbox } = await openOutbox()
  await outbox.accept(referral)
  await outbox.accept({ ...referral, referralId: 'r2', serviceId: 'other' })
  expect(await outbox.claim(60, { exceptServices: ['demo'] })).toMatchObject({ messageId: 'r2' })
  expect(await outbox.claim(60, { exceptServices: ['demo', 'third'] })).toBeUndefined()
  expect(await outbox.claim(60)).toMatchObject({ messageId: 'r1' })
})

test('what was taken back holds no Bundle any more, and lets what follows go on', async () => {
  const { outbox, database } = await openOutbox()
  await outbox.accept(referral)
  const claim = await outbox.claim(60, { messageId: 'r1', whenever: true })
  if (!claim) throw new Error('nothing to claim')
  expect(await outbox.cancel(claim, actor)).toBe(true)
  expect(await outbox.cancel(claim, actor)).toBe(false)
  await expect(outbox.payload('r1')).rejects.toThrow('no stored Bundle')
  expect(await outbox.read('r1')).toMatchObject({ state: 'cancelled' })
  expect(await database.select('select action, fhir_user from audit where seq > 1')).toEqual([
    { action: 'cancelled', fhir_user: 'Practitioner/gp-1' },
  ])
  expect(await outbox.requeue('r1', actor)).toBe(false)
})

test('who wants one certain message waits for whoever has it locked, and is not told that there is nothing to send', async () => {
  const one = await openOutbox()
  const two = await openStore({ dataDir: one.dataDir, dataKey: one.dataKey, now: one.clock.now })
  await one.outbox.accept(referral)
  let isLocked = () => {}
  let release = () => {}
  const locked = new Promise<void>(resolve => {
    isLocked = resolve
  })
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  const holding = one.database.transaction(async query => {
    await query.select('select message_id from outbox_message where message_id = $1 for update', ['r1'])
    isLocked()
    await released
  })
  await locked
  const claim = two.outbox.claim(60, { messageId: 'r1' })
  // Time to go wrong in: a claim that passes the lock by has its answer long before.
  await Promise.race([claim, new Promise(resolve => setTimeout(resolve, 300))])
  release()
  await holding
  expect((await claim)?.messageId).toBe('r1')
})
