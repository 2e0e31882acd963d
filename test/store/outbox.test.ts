import type { Bundle, Patient } from 'fhir/r4.js'
import { expect, test } from 'vitest'
import type { Receipt } from '../../src/domain/receipt.ts'
import type { AcceptedReferral } from '../../src/store/outbox.ts'
import { openStore, stoppedClock } from './temporary-store.ts'

const receipt: Receipt = {
  receivedAt: '2026-09-01T09:00:01.000Z',
  serviceRequest: 'ServiceRequest/12',
  task: 'Task/13',
  patient: 'Patient/11',
}

function bundleFor(family: string): Bundle<Patient> {
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [{ resource: { resourceType: 'Patient', name: [{ family }] }, request: { method: 'POST', url: 'Patient' } }],
  }
}

const referral = (referralId: string, family = 'Okonkwo'): AcceptedReferral => ({
  referralId,
  serviceId: 'demo',
  handle: 'handle-1',
  bundle: bundleFor(family),
  actor: { fhirUser: 'Practitioner/gp-1', issuer: 'https://ehr.example/fhir' },
  patientKey: 'patient-key',
})

async function openOutbox() {
  const clock = stoppedClock()
  const store = await openStore({ now: clock.now })
  async function claimed(messageId?: string) {
    const claim = await store.outbox.claim(60, messageId === undefined ? {} : { messageId })
    if (!claim) throw new Error('nothing to claim')
    return claim
  }
  return { ...store, clock, claimed }
}

test('accepting is one row and one audit entry, and the Bundle lies encrypted', async () => {
  const { outbox, database } = await openOutbox()
  expect(await outbox.accept(referral('r1'))).toBe(true)
  expect(await outbox.read('r1')).toEqual({
    messageId: 'r1',
    referralId: 'r1',
    kind: 'referral',
    serviceId: 'demo',
    handle: 'handle-1',
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: '2026-09-01T09:00:00.000Z',
    acceptedAt: '2026-09-01T09:00:00.000Z',
  })
  expect(await outbox.payload('r1')).toEqual(bundleFor('Okonkwo'))
  expect(JSON.stringify(await database.select('select * from outbox_message'))).not.toContain('Okonkwo')
  expect(await database.select('select action, referral_id, fhir_user from audit')).toEqual([
    { action: 'accepted', referral_id: 'r1', fhir_user: 'Practitioner/gp-1' },
  ])
})

test('ten accepts of one referral, from two instances, are one row with the first Bundle and one audit entry', async () => {
  const one = await openOutbox()
  const two = await openStore({ dataDir: one.dataDir, dataKey: one.dataKey })
  await one.outbox.accept(referral('r1', 'First'))
  const again = await Promise.all(
    Array.from({ length: 9 }, (_, index) => (index % 2 ? one : two).outbox.accept(referral('r1', 'Later'))),
  )
  expect(again).toEqual(Array(9).fill(false))
  expect(await two.database.select('select referral_id from outbox_message')).toHaveLength(1)
  expect(await two.database.select('select seq from audit')).toHaveLength(1)
  expect(await two.outbox.payload('r1')).toEqual(bundleFor('First'))
})

test('when the audit entry cannot be written, nothing is accepted', async () => {
  const { outbox, database } = await openOutbox()
  await database.change('drop table audit_head')
  await expect(outbox.accept(referral('r1'))).rejects.toThrow('audit_head')
  expect(await outbox.read('r1')).toBeUndefined()
})

test('an accepted referral is there for a second handle on the same file at once', async () => {
  const first = await openOutbox()
  await first.outbox.accept(referral('r1'))
  const second = await openStore({ dataDir: first.dataDir, dataKey: first.dataKey })
  expect(await second.outbox.payload('r1')).toEqual(bundleFor('Okonkwo'))
})

test('one claim at a time: of twenty tries on two instances over five referrals, each referral goes to one', async () => {
  const one = await openOutbox()
  const two = await openStore({ dataDir: one.dataDir, dataKey: one.dataKey, now: one.clock.now })
  for (const id of ['r1', 'r2', 'r3', 'r4', 'r5']) await one.outbox.accept(referral(id))
  const claims = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? one : two).outbox.claim(60)))
  const ids = claims.flatMap(claim => (claim ? [claim.referralId] : []))
  expect(ids.sort()).toEqual(['r1', 'r2', 'r3', 'r4', 'r5'])
})

test('the referral that has been due longest is claimed first; one that is not due is not claimed at all', async () => {
  const { outbox, clock, claimed } = await openOutbox()
  await outbox.accept(referral('older'))
  clock.advance(1)
  await outbox.accept(referral('newer'))
  const older = await claimed()
  expect(older).toEqual({
    messageId: 'older',
    referralId: 'older',
    kind: 'referral',
    serviceId: 'demo',
    attempts: 1,
    lookFirst: false,
  })
  await outbox.waitAgain(older, { code: 'RATE_LIMITED' }, { inSeconds: 30, lookFirst: false })
  expect((await claimed()).referralId).toBe('newer')
  expect(await outbox.claim(60)).toBeUndefined()
  expect(await outbox.claim(60, { messageId: 'older' })).toBeUndefined()
  clock.advance(30)
  expect(await outbox.claim(60, { messageId: 'older' })).toMatchObject({ attempts: 2, lookFirst: false })
})

test('a claim whose holder died is taken over after the lease, and says to look before sending', async () => {
  const { outbox, clock, claimed } = await openOutbox()
  await outbox.accept(referral('r1'))
  await claimed()
  clock.advance(60)
  expect(await outbox.claim(60)).toBeUndefined()
  clock.advance(1)
  expect(await claimed()).toMatchObject({ referralId: 'r1', attempts: 2, lookFirst: true })
})

test('a lease can be prolonged by its holder, and not by one that has lost it', async () => {
  const { outbox, clock, claimed } = await openOutbox()
  await outbox.accept(referral('r1'))
  const first = await claimed()
  clock.advance(50)
  expect(await outbox.extend(first, 60)).toBe(true)
  clock.advance(50)
  expect(await outbox.claim(60)).toBeUndefined()
  clock.advance(11)
  await claimed()
  expect(await outbox.extend(first, 60)).toBe(false)
})

test('one who lost the claim cannot note a failure over the work of the one who has it', async () => {
  const { outbox, clock, claimed } = await openOutbox()
  await outbox.accept(referral('r1'))
  const lost = await claimed()
  clock.advance(61)
  const held = await claimed()
  await outbox.waitAgain(lost, { code: 'TIMEOUT' }, { inSeconds: 1, lookFirst: true })
  await outbox.giveUp(lost, { code: 'REFUSED' })
  expect(await outbox.read('r1')).toMatchObject({ state: 'delivering', attempts: held.attempts })
})

test('a receipt counts whoever brings it, once, with one audit entry, and no failure overwrites it', async () => {
  const { outbox, database, clock, claimed } = await openOutbox()
  await outbox.accept(referral('r1'))
  const slow = await claimed()
  clock.advance(61)
  const held = await claimed()
  await outbox.delivered(slow, receipt)
  await outbox.delivered(held, { ...receipt, serviceRequest: 'ServiceRequest/99' })
  await outbox.giveUp(held, { code: 'REFUSED' })
  await outbox.waitAgain(held, { code: 'TIMEOUT' }, { inSeconds: 60, lookFirst: true })
  expect(await outbox.read('r1')).toMatchObject({ state: 'delivered', receipt, settledAt: '2026-09-01T09:01:01.000Z' })
  expect(await database.select('select action, fhir_user from audit order by seq')).toEqual([
    { action: 'accepted', fhir_user: 'Practitioner/gp-1' },
    { action: 'delivered', fhir_user: 'system' },
  ])
})

test('what the hub said about a failure is readable to us and encrypted in the file', async () => {
  const { outbox, database, claimed } = await openOutbox()
  await outbox.accept(referral('r1'))
  const failure = { code: 'SERVER_ERROR', status: 503, diagnostics: 'cannot store Okonkwo' } as const
  await outbox.waitAgain(await claimed(), failure, { inSeconds: 60, lookFirst: true })
  expect((await outbox.read('r1'))?.lastFailure).toEqual(failure)
  expect(JSON.stringify(await database.select('select * from outbox_message'))).not.toContain('Okonkwo')
})

test('giving up is audited with the reason, and can be taken up again by a person', async () => {
  const { outbox, database, claimed } = await openOutbox()
  await outbox.accept(referral('r1'))
  await outbox.giveUp(await claimed(), { code: 'REFUSED', status: 422, diagnostics: 'no such code' })
  expect(await outbox.read('r1')).toMatchObject({ state: 'dead', lastFailure: { code: 'REFUSED', status: 422 } })
  const actor = { fhirUser: 'Practitioner/manager', issuer: 'https://ehr.example/fhir' }
  expect(await outbox.requeue('r1', actor)).toBe(true)
  expect(await claimed()).toMatchObject({ attempts: 2, lookFirst: true })
  expect(await database.select('select action, fhir_user, detail from audit where seq > 1 order by seq')).toEqual([
    { action: 'not-delivered', fhir_user: 'system', detail: 'REFUSED' },
    { action: 'retried', fhir_user: 'Practitioner/manager', detail: 'referral' },
  ])
})

test('a delivered referral, one under way and an unknown one cannot be taken up again', async () => {
  const { outbox, claimed } = await openOutbox()
  await outbox.accept(referral('r1'))
  const claim = await claimed()
  expect(await outbox.requeue('r1', 'system')).toBe(false)
  await outbox.delivered(claim, receipt)
  expect(await outbox.requeue('r1', 'system')).toBe(false)
  expect(await outbox.requeue('r2', 'system')).toBe(false)
})

test('the Bundle is deleted 7 days after the receipt; that it was delivered stays known', async () => {
  const { outbox, clock, claimed } = await openOutbox()
  await outbox.accept(referral('r1'))
  await outbox.delivered(await claimed(), receipt)
  clock.advance(7 * 86_400)
  expect(await outbox.purge()).toBe(0)
  clock.advance(1)
  expect(await outbox.purge()).toBe(1)
  await expect(outbox.payload('r1')).rejects.toThrow('no stored Bundle')
  expect(await outbox.read('r1')).toMatchObject({ state: 'delivered', receipt })
})

test('a dead letter loses Bundle and diagnostics after 30 days, keeps its reason, and cannot be sent any more', async () => {
  const { outbox, database, clock, claimed } = await openOutbox()
  await outbox.accept(referral('r1'))
  await outbox.giveUp(await claimed(), { code: 'REFUSED', status: 400, diagnostics: 'text' })
  clock.advance(30 * 86_400)
  expect(await outbox.purge()).toBe(0)
  clock.advance(1)
  expect(await outbox.purge()).toBe(1)
  expect(await outbox.read('r1')).toMatchObject({ state: 'dead', lastFailure: { code: 'REFUSED', status: 400 } })
  expect(await database.select('select payload, failure_note from outbox_message')).toEqual([
    { payload: null, failure_note: null },
  ])
  expect(await outbox.requeue('r1', 'system')).toBe(false)
})

test('a referral that still waits is never purged', async () => {
  const { outbox, clock } = await openOutbox()
  await outbox.accept(referral('r1'))
  clock.advance(365 * 86_400)
  expect(await outbox.purge()).toBe(0)
  expect(await outbox.payload('r1')).toEqual(bundleFor('Okonkwo'))
})

test("a Bundle moved to another referral's row is refused", async () => {
  const { outbox, database } = await openOutbox()
  await outbox.accept(referral('r1', 'One'))
  await outbox.accept(referral('r2', 'Two'))
  await database.change(
    "update outbox_message set payload = (select payload from outbox_message where referral_id = 'r2')",
  )
  await expect(outbox.payload('r1')).rejects.toThrow('changed, or moved')
})

test('a practice finds its own referrals of the last days, newest first, and nobody else’s', async () => {
  const clock = stoppedClock()
  const { outbox } = await openStore({ now: clock.now })
  await outbox.accept({ ...referral('old'), practiceKey: 'one' })
  clock.advance(20 * 86_400)
  await outbox.accept({ ...referral('mine'), practiceKey: 'one' })
  clock.advance(60)
  await outbox.accept({ ...referral('newer'), practiceKey: 'one' })
  await outbox.accept({ ...referral('theirs'), practiceKey: 'other' })
  await outbox.accept(referral('nobody-says'))
  const found = await outbox.ofPractice('one', 10, 60)
  expect([found.rows.map(each => each.referralId), found.total, found.delivered]).toEqual([['newer', 'mine'], 2, 0])
})

test('of a practice’s referrals all come that are not delivered, and the newest of those that are', async () => {
  const clock = stoppedClock()
  const { outbox } = await openStore({ now: clock.now })
  for (let index = 0; index < 7; index += 1) {
    clock.advance(60)
    await outbox.accept({ ...referral(`r${index}`), practiceKey: 'one' })
    if (index % 2 === 1) continue
    const claim = await outbox.claim(60, { messageId: `r${index}` })
    if (claim) await outbox.delivered(claim, { receivedAt: '', serviceRequest: '', task: '', patient: '' })
  }
  const found = await outbox.ofPractice('one', 10, 2)
  expect([found.rows.map(each => each.referralId), found.total, found.delivered]).toEqual([
    ['r6', 'r5', 'r4', 'r3', 'r1'],
    7,
    4,
  ])
})
