import type { Bundle, Patient, Provenance } from 'fhir/r4.js'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createDelivery, type DeliveryDeps } from '../../src/delivery/delivery.ts'
import { kindOf } from '../../src/domain/failure-kind.ts'
import type { GatewayFailure } from '../../src/domain/gateway-failure.ts'
import type { AcceptedReferral } from '../../src/store/outbox.ts'
import { openStore, stoppedClock } from '../store/temporary-store.ts'
import { fakeHub, receiptOf } from './fake-hub.ts'

const bundle = {
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [
    {
      resource: { resourceType: 'Patient', name: [{ family: 'Okonkwo' }] },
      request: { method: 'POST', url: 'Patient' },
    },
  ],
} satisfies Bundle<Patient>

const referral = (referralId: string, serviceId = 'demo'): AcceptedReferral => ({
  referralId,
  serviceId,
  handle: 'handle',
  bundle,
  actor: { fhirUser: 'Practitioner/gp-1', issuer: 'https://ehr.example/fhir' },
  patientKey: 'patient-key',
})

const SOON = { withinMs: 3000 }

async function setUp(changes: Partial<DeliveryDeps> = {}) {
  const clock = stoppedClock()
  const store = await openStore({ now: clock.now })
  const fake = fakeHub()
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const pauses: number[] = []
  const deps: DeliveryDeps = {
    outbox: store.outbox,
    hubFor: serviceId => (serviceId === 'demo' ? fake.hub : undefined),
    random: () => 1,
    log,
    // The short pauses are not waited for in tests, the time limit of deliverNow is.
    wait: milliseconds => {
      pauses.push(milliseconds)
      return new Promise(resolve => setTimeout(resolve, milliseconds < 1000 ? 1 : milliseconds).unref())
    },
    ...changes,
  }
  const delivery = createDelivery(deps)
  onTestFinished(() => delivery.stop())
  return { ...store, ...fake, clock, log, deps, pauses, delivery }
}

test('a referral is waiting when accepted and delivered only with the receipt of the hub', async () => {
  const { delivery, calls } = await setUp()
  expect(await delivery.accept(referral('r1'))).toEqual({
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: '2026-09-01T09:00:00.000Z',
  })
  expect(await delivery.deliverNow('r1', SOON)).toEqual({ state: 'delivered', receipt: receiptOf('r1') })
  expect(await delivery.read('r1')).toEqual({ state: 'delivered', receipt: receiptOf('r1') })
  expect(calls).toEqual(['send r1'])
})

test('an unknown referral has no delivery, and delivering it is a mistake of the caller', async () => {
  const { delivery } = await setUp()
  expect(await delivery.read('r9')).toBeUndefined()
  await expect(delivery.deliverNow('r9', SOON)).rejects.toThrow('no accepted referral r9')
})

test('ten repeats of one send, at once and afterwards, make one send', async () => {
  const { delivery, calls, outbox } = await setUp()
  const sendOnce = async () => {
    await delivery.accept(referral('r1'))
    return delivery.deliverNow('r1', SOON)
  }
  const outcomes = await Promise.all(Array.from({ length: 9 }, sendOnce))
  outcomes.push(await sendOnce())
  expect(outcomes).toEqual(Array(10).fill({ state: 'delivered', receipt: receiptOf('r1') }))
  expect(calls).toEqual(['send r1'])
  expect((await outbox.read('r1'))?.attempts).toBe(1)
})

test.each(['TIMEOUT', 'UNREACHABLE', 'SERVER_ERROR', 'GARBAGE'] as const)(
  'after %s it waits at most 5 seconds, looks the referral up, and only then sends again',
  async code => {
    const { delivery, calls, answers, clock, bundles } = await setUp()
    answers.send.push({ code, status: 500, diagnostics: 'said the hub' })
    await delivery.accept(referral('r1'))
    expect(await delivery.deliverNow('r1', SOON)).toEqual({
      state: 'waiting',
      attempts: 1,
      nextAttemptAt: '2026-09-01T09:00:05.000Z',
      lastFailure: { code, status: 500, diagnostics: 'said the hub' },
    })
    clock.advance(5)
    expect(await delivery.deliverNow('r1', SOON)).toMatchObject({ state: 'delivered' })
    expect(calls).toEqual(['send r1', 'find r1', 'send r1'])
    expect(bundles).toEqual([bundle, bundle])
  },
)

test.each(['RATE_LIMITED', 'UNAUTHORIZED'] as const)(
  'after %s nothing can have arrived: it is sent again without a search',
  async code => {
    const { delivery, calls, answers, clock } = await setUp()
    answers.send.push({ code })
    await delivery.accept(referral('r1'))
    await delivery.deliverNow('r1', SOON)
    clock.advance(5)
    expect(await delivery.deliverNow('r1', SOON)).toMatchObject({ state: 'delivered' })
    expect(calls).toEqual(['send r1', 'send r1'])
  },
)

test('a hub that stored the referral and did not answer in time gives the receipt when asked, and gets nothing twice', async () => {
  const { delivery, calls, answers, clock, stored } = await setUp()
  answers.send.push('stored-but-timeout')
  await delivery.accept(referral('r1'))
  expect(await delivery.deliverNow('r1', SOON)).toMatchObject({ state: 'waiting', lastFailure: { code: 'TIMEOUT' } })
  clock.advance(5)
  expect(await delivery.deliverNow('r1', SOON)).toEqual({ state: 'delivered', receipt: receiptOf('r1') })
  expect(calls).toEqual(['send r1', 'find r1'])
  expect(stored.get('r1')).toBe(1)
})

test('once it may have arrived, it is looked up before every send, whatever went wrong in between', async () => {
  const { delivery, calls, answers, clock } = await setUp()
  answers.send.push({ code: 'TIMEOUT' }, { code: 'RATE_LIMITED' })
  await delivery.accept(referral('r1'))
  for (const seconds of [0, 5, 10]) {
    clock.advance(seconds)
    await delivery.deliverNow('r1', SOON)
  }
  expect(calls).toEqual(['send r1', 'find r1', 'send r1', 'find r1', 'send r1'])
})

test('while the look-up fails, nothing is sent', async () => {
  const { delivery, calls, answers, clock } = await setUp()
  answers.send.push({ code: 'TIMEOUT' })
  answers.find.push({ code: 'UNREACHABLE' })
  await delivery.accept(referral('r1'))
  await delivery.deliverNow('r1', SOON)
  clock.advance(5)
  expect(await delivery.deliverNow('r1', SOON)).toMatchObject({
    state: 'waiting',
    lastFailure: { code: 'UNREACHABLE' },
  })
  expect(calls).toEqual(['send r1', 'find r1'])
})

test('a hub that lets us send but not search is sent to again: its conditional create keeps it to one', async () => {
  const { delivery, calls, answers, clock } = await setUp()
  answers.send.push({ code: 'TIMEOUT' })
  answers.find.push({ code: 'FORBIDDEN', status: 403 })
  await delivery.accept(referral('r1'))
  await delivery.deliverNow('r1', SOON)
  clock.advance(5)
  expect(await delivery.deliverNow('r1', SOON)).toMatchObject({ state: 'delivered' })
  expect(calls).toEqual(['send r1', 'find r1', 'send r1'])
})

test('a crossed conditional create is looked up and sent again within the same attempt', async () => {
  const { delivery, calls, answers, pauses } = await setUp()
  answers.send.push({ code: 'CONFLICT', status: 409 })
  await delivery.accept(referral('r1'))
  expect(await delivery.deliverNow('r1', SOON)).toMatchObject({ state: 'delivered' })
  expect(calls).toEqual(['send r1', 'find r1', 'send r1'])
  expect(pauses).toContain(300)
})

test('a conflict because the hub has it already is a delivery', async () => {
  const { delivery, calls, answers, store } = await setUp()
  answers.send.push({ code: 'CONFLICT', status: 409 })
  store('r1')
  await delivery.accept(referral('r1'))
  expect(await delivery.deliverNow('r1', SOON)).toEqual({ state: 'delivered', receipt: receiptOf('r1') })
  expect(calls).toEqual(['send r1', 'find r1'])
})

test('a conflict that does not go away waits, after three sends', async () => {
  const { delivery, calls, answers } = await setUp()
  answers.send.push({ code: 'CONFLICT' }, { code: 'CONFLICT' }, { code: 'CONFLICT' })
  await delivery.accept(referral('r1'))
  expect(await delivery.deliverNow('r1', SOON)).toMatchObject({ state: 'waiting', lastFailure: { code: 'CONFLICT' } })
  expect(calls.filter(call => call === 'send r1')).toHaveLength(3)
})

test('what the service declined is a dead letter with the reason, and is not sent again by itself', async () => {
  const { delivery, calls, answers, clock, log } = await setUp()
  const failure = { code: 'REFUSED', status: 422, diagnostics: 'Patient.birthDate: is not a date' } as const
  answers.send.push(failure)
  await delivery.accept(referral('r1'))
  expect(await delivery.deliverNow('r1', SOON)).toEqual({ state: 'dead', failure })
  clock.advance(86_400)
  expect(await delivery.deliverNow('r1', SOON)).toEqual({ state: 'dead', failure })
  expect(calls).toEqual(['send r1'])
  // The practice reads it; nobody is woken for the service's own answer.
  expect(log.error).not.toHaveBeenCalled()
})

test.each<GatewayFailure>([
  { code: 'UNAUTHORIZED', status: 401 },
  { code: 'FORBIDDEN', status: 403 },
  { code: 'NOT_FOUND', status: 404 },
  { code: 'REFUSED', status: 400, kind: 'to-mend' },
  { code: 'REFUSED', status: 405 },
  { code: 'REFUSED', status: 415 },
  { code: 'SERVER_ERROR', status: 501 },
  { code: 'UNREACHABLE', kind: 'to-mend', diagnostics: 'no secure connection: CERT_HAS_EXPIRED' },
])(
  'a connection that has to be mended ($code $status) holds the referral, alarms, and lets it go once it is mended',
  async failure => {
    const { delivery, answers, clock, log, stored, outbox } = await setUp()
    answers.send.push(failure, failure)
    await delivery.accept(referral('r1'))
    expect(await delivery.deliverNow('r1', SOON)).toMatchObject({
      state: 'waiting',
      nextAttemptAt: '2026-09-01T09:00:05.000Z',
    })
    const kept = (await outbox.read('r1'))?.lastFailure
    expect(kept && kindOf(kept)).toBe('to-mend')
    expect(log.error).toHaveBeenCalledWith(
      expect.objectContaining({ kind: 'to-mend', serviceId: 'demo' }),
      'referral held: the connection to the hub has to be mended',
    )
    clock.advance(300)
    expect(await delivery.deliverNow('r1', SOON)).toMatchObject({ state: 'waiting' })
    clock.advance(300)
    expect(await delivery.deliverNow('r1', SOON)).toMatchObject({ state: 'delivered' })
    expect(stored.get('r1')).toBe(1)
  },
)

const DECLINED = { code: 'REFUSED', status: 422, diagnostics: 'no' } as const

test('a hub that declines one referral after the other is held, the first ones too, in every instance; one delivery ends that', async () => {
  const one = await setUp()
  const again = await openStore({ ...one, now: one.clock.now })
  const other = createDelivery({ ...one.deps, outbox: again.outbox })
  one.answers.send.push(...Array(4).fill(DECLINED))
  for (const [index, desk] of [one.delivery, other, one.delivery, other].entries()) {
    await desk.accept(referral(`r${index}`))
    await desk.deliverNow(`r${index}`, SOON)
  }
  const states = async () => Promise.all([0, 1, 2, 3].map(async index => (await one.outbox.read(`r${index}`))?.state))
  expect(await states()).toEqual(['waiting', 'waiting', 'waiting', 'waiting'])
  const kept = (await one.outbox.read('r0'))?.lastFailure
  expect(kept).toEqual({ code: 'FORBIDDEN', status: 422, diagnostics: 'no' })
  expect(one.log.error).toHaveBeenCalledTimes(2)

  // Mended: the first that goes through lets the others go.
  one.clock.advance(300)
  await one.delivery.deliverNow('r0', SOON)
  one.answers.send.push(DECLINED)
  await one.delivery.deliverNow('r1', SOON)
  expect(await states()).toEqual(['delivered', 'dead', 'waiting', 'waiting'])
})

test('two that are declined, or three with one delivered in between, are the answer of the service', async () => {
  const { delivery, answers } = await setUp()
  answers.send.push(DECLINED, DECLINED, 'ok', DECLINED)
  for (const id of ['r1', 'r2', 'r3', 'r4']) {
    await delivery.accept(referral(id))
    await delivery.deliverNow(id, SOON)
  }
  const states = await Promise.all(['r1', 'r2', 'r3', 'r4'].map(async id => (await delivery.read(id))?.state))
  expect(states).toEqual(['dead', 'dead', 'delivered', 'dead'])
})

test('one referral that a person sends again and again, each time declined, is declined', async () => {
  const { delivery, answers } = await setUp()
  answers.send.push(DECLINED, DECLINED, DECLINED, DECLINED)
  await delivery.accept(referral('r1'))
  await delivery.deliverNow('r1', SOON)
  for (let count = 0; count < 3; count += 1) expect(await delivery.retry('r1')).toMatchObject({ state: 'dead' })
})

test('an hour apart, three that are declined are three answers of the service', async () => {
  const { delivery, answers, clock } = await setUp()
  answers.send.push(DECLINED, DECLINED, DECLINED)
  for (const id of ['r1', 'r2', 'r3']) {
    await delivery.accept(referral(id))
    expect(await delivery.deliverNow(id, SOON)).toMatchObject({ state: 'dead' })
    clock.advance(3601)
  }
})

test('what waits for a hub goes as soon as one got through, not each at its own time', async () => {
  const { delivery, answers, outbox } = await setUp()
  answers.send.push(...Array(3).fill({ code: 'FORBIDDEN', status: 403 }))
  for (const id of ['r1', 'r2', 'r3']) {
    await delivery.accept(referral(id))
    await delivery.deliverNow(id, SOON)
  }
  expect(await outbox.claim(60)).toBeUndefined()
  expect(await delivery.retry('r1')).toMatchObject({ state: 'delivered' })
  expect(await delivery.deliverNow('r2', SOON)).toMatchObject({ state: 'delivered' })
  expect(await delivery.deliverNow('r3', SOON)).toMatchObject({ state: 'delivered' })
})

test('a person can have a dead letter tried again, after a look whether it arrived', async () => {
  const { delivery, calls, answers } = await setUp()
  answers.send.push({ code: 'REFUSED', status: 422 })
  await delivery.accept(referral('r1'))
  await delivery.deliverNow('r1', SOON)
  expect(await delivery.retry('r1')).toMatchObject({ state: 'delivered' })
  expect(calls).toEqual(['send r1', 'find r1', 'send r1'])
})

test('a retry of what is delivered sends nothing', async () => {
  const { delivery, calls } = await setUp()
  await delivery.accept(referral('r1'))
  await delivery.deliverNow('r1', SOON)
  expect(await delivery.retry('r1')).toMatchObject({ state: 'delivered' })
  expect(calls).toEqual(['send r1'])
})

test('a service without a hub is held and says so: never another hub', async () => {
  const { delivery, calls } = await setUp()
  await delivery.accept(referral('r1', 'elsewhere'))
  expect(await delivery.deliverNow('r1', SOON)).toMatchObject({ state: 'waiting', lastFailure: { code: 'NO_HUB' } })
  expect(calls).toEqual([])
})

test('Retry-After is honoured: before it is over, no repeat of the click reaches the hub', async () => {
  const { delivery, calls, answers, clock } = await setUp()
  answers.send.push({ code: 'RATE_LIMITED', status: 429, retryAfter: 120 })
  await delivery.accept(referral('r1'))
  expect(await delivery.deliverNow('r1', SOON)).toMatchObject({ nextAttemptAt: '2026-09-01T09:02:00.000Z' })
  clock.advance(119)
  expect(await delivery.deliverNow('r1', SOON)).toMatchObject({ state: 'waiting', attempts: 1 })
  expect(calls).toHaveLength(1)
  clock.advance(1)
  expect(await delivery.deliverNow('r1', SOON)).toMatchObject({ state: 'delivered' })
})

test('a slow hub is not waited for: the answer is "waiting", and the receipt is taken when it comes', async () => {
  const { delivery, answers, calls, pauses } = await setUp()
  let answer = () => {}
  answers.send.push(
    new Promise<void>(resolve => {
      answer = resolve
    }),
  )
  await delivery.accept(referral('r1'))
  expect(await delivery.deliverNow('r1', { withinMs: 20 })).toMatchObject({ state: 'waiting', attempts: 1 })
  const second = delivery.deliverNow('r1', SOON)
  await new Promise(resolve => setTimeout(resolve, 20))
  answer()
  expect(await second).toMatchObject({ state: 'delivered' })
  expect(calls).toEqual(['send r1'])
  // The second click waits for the attempt itself, without asking the store again and again.
  expect(pauses).not.toContain(100)
})

test('while another instance delivers, this one waits for its result and sends nothing', async () => {
  const one = await setUp()
  const two = createDelivery({ ...one.deps, outbox: (await openStore({ ...one, now: one.clock.now })).outbox })
  let answer = () => {}
  one.answers.send.push(
    new Promise<void>(resolve => {
      answer = resolve
    }),
  )
  await one.delivery.accept(referral('r1'))
  const first = one.delivery.deliverNow('r1', SOON)
  await vi.waitFor(() => expect(one.calls).toHaveLength(1))
  const second = two.deliverNow('r1', SOON)
  answer()
  expect(await Promise.all([first, second])).toEqual(Array(2).fill({ state: 'delivered', receipt: receiptOf('r1') }))
  expect(one.calls).toEqual(['send r1'])
})

test('an instance that died after the send and before its note of the receipt: the next one finds it and sends nothing', async () => {
  const { delivery, outbox, clock, calls, store, stored } = await setUp()
  await delivery.accept(referral('r1'))
  await outbox.claim(60)
  store('r1')
  clock.advance(61)
  expect(await delivery.deliverNow('r1', SOON)).toEqual({ state: 'delivered', receipt: receiptOf('r1') })
  expect(calls).toEqual(['find r1'])
  expect(stored.get('r1')).toBe(1)
})

test('an instance that died before the send: the next one looks and then sends', async () => {
  const { delivery, outbox, clock, calls } = await setUp()
  await delivery.accept(referral('r1'))
  await outbox.claim(60)
  expect(await delivery.deliverNow('r1', { withinMs: 20 })).toMatchObject({ state: 'waiting' })
  clock.advance(61)
  expect(await delivery.deliverNow('r1', SOON)).toMatchObject({ state: 'delivered' })
  expect(calls).toEqual(['find r1', 'send r1'])
})

test('a deliverer that lost its claim while it slept does not send', async () => {
  const { delivery, answers, clock, outbox, calls } = await setUp()
  answers.send.push({ code: 'TIMEOUT' })
  await delivery.accept(referral('r1'))
  await delivery.deliverNow('r1', SOON)
  clock.advance(5)
  let answer = () => {}
  answers.find.push(
    new Promise<void>(resolve => {
      answer = resolve
    }),
  )
  const sleeper = delivery.deliverNow('r1', { withinMs: 1500 })
  await vi.waitFor(() => expect(calls).toContain('find r1'))
  clock.advance(61)
  await outbox.claim(60)
  answer()
  expect(await sleeper).toMatchObject({ state: 'waiting' })
  expect(calls).toEqual(['send r1', 'find r1'])
})

test('the background loop delivers what is due, and a payload that cannot be read holds up no other', async () => {
  const { delivery, database, stored, outbox, log } = await setUp()
  await delivery.accept(referral('poison'))
  for (let count = 1; count <= 20; count += 1) await delivery.accept(referral(`r${count}`))
  await database.change("update outbox_message set payload = 'v1.x.y' where referral_id = 'poison'")
  delivery.start()
  await vi.waitFor(() => expect(stored.size).toBe(20), 5000)
  await vi.waitFor(async () => expect((await outbox.read('poison'))?.state).toBe('waiting'), 5000)
  expect(await delivery.read('poison')).toMatchObject({ state: 'waiting', lastFailure: { code: 'INTERNAL' } })
  expect([...stored.values()]).toEqual(Array(20).fill(1))
  expect(log.error).toHaveBeenCalled()
})

test('a hub that throws, which is a bug of ours, leaves the referral waiting', async () => {
  const { delivery, answers } = await setUp()
  const bug = Promise.reject(new TypeError('bug'))
  bug.catch(() => undefined)
  answers.send.push(bug)
  await delivery.accept(referral('r1'))
  expect(await delivery.deliverNow('r1', SOON)).toMatchObject({ state: 'waiting', lastFailure: { code: 'INTERNAL' } })
})

test('two instances with their loops running deliver a hundred referrals once each', async () => {
  const one = await setUp()
  const two = createDelivery({ ...one.deps, outbox: (await openStore({ ...one, now: one.clock.now })).outbox })
  onTestFinished(() => two.stop())
  for (let count = 0; count < 100; count += 1) await one.delivery.accept(referral(`r${count}`))
  one.delivery.start()
  two.start()
  await vi.waitFor(() => expect(one.stored.size).toBe(100), 15_000)
  await Promise.all([one.delivery.stop(), two.stop()])
  expect([...one.stored.values()]).toEqual(Array(100).fill(1))
  expect(await one.outbox.claim(60)).toBeUndefined()
})

test('stopping waits for the delivery under way and begins no other', async () => {
  const { delivery, answers, calls } = await setUp()
  let answer = () => {}
  answers.send.push(
    new Promise<void>(resolve => {
      answer = resolve
    }),
  )
  await delivery.accept(referral('r1'))
  delivery.start()
  await vi.waitFor(() => expect(calls).toEqual(['send r1']))
  const stopped = delivery.stop()
  await delivery.accept(referral('r2'))
  answer()
  await stopped
  expect(await delivery.read('r1')).toMatchObject({ state: 'delivered' })
  expect(await delivery.read('r2')).toMatchObject({ state: 'waiting', attempts: 0 })
})

test('stopping while the loop is taking up work begins at most the one that it has in hand', async () => {
  const { delivery, calls } = await setUp()
  for (let count = 0; count < 5; count += 1) await delivery.accept(referral(`r${count}`))
  delivery.start()
  await delivery.stop()
  expect(calls.length).toBeLessThanOrEqual(1)
})

test('starting clears what is past its time, here and in the other stores, even if one of them fails', async () => {
  const broken = vi.fn().mockRejectedValue(new Error('locked'))
  const other = vi.fn().mockResolvedValue(2)
  const { delivery, outbox, clock, log } = await setUp({ alsoPurge: [broken, other] })
  await delivery.accept(referral('r1'))
  await delivery.deliverNow('r1', SOON)
  clock.advance(8 * 86_400)
  delivery.start()
  await vi.waitFor(() => expect(other).toHaveBeenCalled())
  await expect(outbox.payload('r1')).rejects.toThrow('no stored Bundle')
  expect(log.error).toHaveBeenCalledWith(expect.anything(), 'data past its time could not be removed')
})

test('while the clock is known to be wrong nothing is deleted: by it, nothing is past its time', async () => {
  const other = vi.fn().mockResolvedValue(2)
  const hourly = vi.fn().mockResolvedValue(undefined)
  const { delivery, outbox, clock, log } = await setUp({ alsoPurge: [other], mayPurge: () => false, hourly })
  await delivery.accept(referral('r1'))
  await delivery.deliverNow('r1', SOON)
  clock.advance(8 * 86_400)
  delivery.start()
  await vi.waitFor(() => expect(hourly).toHaveBeenCalled())
  expect(log.error).toHaveBeenCalledWith({}, expect.stringContaining('clock'))
  expect(other).not.toHaveBeenCalled()
  expect(await outbox.payload('r1')).toMatchObject({ resourceType: 'Bundle' })
})

test('while a hub rests, a new referral is saved at once without knocking, and a person who asks still may', async () => {
  const { delivery, answers, calls } = await setUp()
  for (let count = 1; count <= 5; count += 1) {
    answers.send.push({ code: 'UNREACHABLE' })
    await delivery.accept(referral(`r${count}`))
    await delivery.deliverNow(`r${count}`, SOON)
  }
  await delivery.accept(referral('r6'))
  expect(await delivery.deliverNow('r6', SOON)).toMatchObject({ state: 'waiting', attempts: 0 })
  expect(calls).not.toContain('send r6')
  expect(await delivery.retry('r6')).toMatchObject({ state: 'delivered' })
})

test('a hub that hangs takes up four places at the most: the referrals of another hub get through', async () => {
  const slow = fakeHub()
  const fast = fakeHub()
  const { delivery } = await setUp({ hubFor: service => (service === 'slow' ? slow.hub : fast.hub) })
  let answer = () => {}
  const hanging = new Promise<void>(resolve => {
    answer = resolve
  })
  slow.answers.send.push(...Array(20).fill(hanging))
  for (let count = 0; count < 20; count += 1) await delivery.accept(referral(`s${count}`, 'slow'))
  await delivery.accept(referral('f1', 'fast'))
  delivery.start()
  await vi.waitFor(() => expect(fast.stored.has('f1')).toBe(true), 10_000)
  expect(slow.calls.length).toBeLessThanOrEqual(4)
  answer()
  await vi.waitFor(() => expect(slow.stored.size).toBe(20), 10_000)
})

const provenance = {
  ...bundle,
  entry: [
    {
      resource: { resourceType: 'Provenance', id: 'withdrawal-m2' } as Provenance,
      request: { method: 'PUT', url: 'Provenance/withdrawal-m2' },
    },
  ],
} satisfies Bundle<Provenance>

test('a later message that timed out is looked up by its own Provenance: the referral itself is there in any case', async () => {
  const { delivery, answers, calls, clock } = await setUp()
  await delivery.accept(referral('r1'))
  await delivery.deliverNow('r1', SOON)
  answers.send.push({ code: 'TIMEOUT' })
  await delivery.accept({ ...referral('r1'), message: { id: 'm2', kind: 'withdrawal' }, bundle: provenance })
  expect(await delivery.deliverNow('m2', SOON)).toMatchObject({ state: 'waiting' })
  clock.advance(5)
  expect(await delivery.deliverNow('m2', SOON)).toMatchObject({ state: 'delivered' })
  expect(calls).toEqual(['send r1', 'send r1', 'find withdrawal-m2', 'send r1'])
})

const gp = { fhirUser: 'Practitioner/gp-1', issuer: 'https://ehr.example/fhir' }

test('a referral that was never sent is taken back, without the hub hearing of it', async () => {
  const { delivery, calls } = await setUp()
  await delivery.accept(referral('r1'))
  expect(await delivery.cancel('r1', gp)).toEqual({ state: 'cancelled', at: '2026-09-01T09:00:00.000Z' })
  expect(await delivery.deliverNow('r1', SOON)).toMatchObject({ state: 'cancelled' })
  expect(await delivery.retry('r1')).toMatchObject({ state: 'cancelled' })
  expect(calls).toEqual([])
})

test('one that may have arrived is looked up first: it is taken back only if the hub does not have it', async () => {
  const { delivery, answers, calls } = await setUp()
  answers.send.push('stored-but-timeout', { code: 'TIMEOUT' }, { code: 'TIMEOUT' })
  answers.find.push('ok', 'ok', { code: 'UNREACHABLE' })
  for (const id of ['arrived', 'lost', 'unsure']) {
    await delivery.accept(referral(id))
    await delivery.deliverNow(id, SOON)
  }
  expect(await delivery.cancel('arrived', gp)).toMatchObject({ state: 'delivered' })
  expect(await delivery.cancel('lost', gp)).toMatchObject({ state: 'cancelled' })
  expect(await delivery.cancel('unsure', gp)).toMatchObject({ state: 'waiting', lastFailure: { code: 'UNREACHABLE' } })
  expect(calls.filter(call => call.startsWith('find'))).toEqual(['find arrived', 'find lost', 'find unsure'])
})

test('no line of the log repeats what the hub said or what the Bundle holds', async () => {
  const { delivery, answers, clock, log } = await setUp()
  answers.send.push({ code: 'SERVER_ERROR', diagnostics: 'Okonkwo' }, { code: 'REFUSED', diagnostics: 'Okonkwo' })
  await delivery.accept(referral('r1'))
  await delivery.deliverNow('r1', SOON)
  clock.advance(5)
  await delivery.deliverNow('r1', SOON)
  const lines = JSON.stringify([log.info.mock.calls, log.warn.mock.calls, log.error.mock.calls])
  expect(lines).toContain('REFUSED')
  expect(lines).not.toContain('Okonkwo')
})
