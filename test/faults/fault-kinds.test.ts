import { expect, it, onTestFinished, vi } from 'vitest'
import type { Hub } from '../../src/gateways/hub.ts'
import { aReferral } from './a-referral.ts'
import { hastyDelivery, hubAt } from './a-store.ts'
import { FAULT_KINDS, type FaultKind, TIMEOUT_MS } from './fault-kinds.ts'
import { expectAllSent, openHere, startHere } from './here.ts'
import type { HubBetween } from './hub-between.ts'
import { expectExactlyOnce } from './referrals-at.ts'

const REFERRALS = 4
/** So few are declined as what they are; of more in a row, the hub is held to be at fault. */
const FEW = 2
/** A fault that passes strikes so often before it is over. */
const STRIKES = 6

function strike(hub: HubBetween, kind: FaultKind): void {
  let left = kind.isRefusal ? Number.POSITIVE_INFINITY : STRIKES
  hub.fault = async exchange => {
    const strikes = left > 0 && (exchange.isSend || kind.strikesQuestions === true)
    if (!strikes) return exchange.answer(await exchange.forward())
    left -= 1
    await kind.fault(exchange)
  }
}

const setting = async () => {
  const here = await startHere()
  return { ...here, ...(await openHere(here)) }
}
type Setting = Awaited<ReturnType<typeof setting>>

async function sendAll(
  { outbox, target }: Setting,
  hub: Hub,
  meanwhile: () => Promise<unknown> = async () => undefined,
  many = REFERRALS,
) {
  const desk = hastyDelivery(outbox, hub)
  desk.start()
  onTestFinished(() => desk.stop())
  const referrals = Array.from({ length: many }, aReferral)
  const ids = referrals.map(each => each.referralId)
  await Promise.all(
    referrals.map(async referral => {
      await desk.accept(referral)
      const { state } = await desk.deliverNow(referral.referralId, { withinMs: 1000 })
      // "Sent" is said with the hub's receipt in hand, or not at all.
      if (state === 'delivered')
        await expectExactlyOnce(target, { accepted: [referral.referralId], known: new Set(ids) })
    }),
  )
  await meanwhile()
  await vi.waitFor(async () => expect(await outbox.list({ states: ['waiting', 'delivering'] })).toEqual([]), {
    timeout: 60_000,
    interval: 100,
  })
  return { desk, ids }
}

it.each(FAULT_KINDS.filter(kind => !kind.isRefusal))(
  'a hub that $name has every referral once in the end',
  async kind => {
    const here = await setting()
    strike(here.hub, kind)
    const { ids } = await sendAll(here, hubAt(here.hub.url, TIMEOUT_MS))
    await expectAllSent(here, here, ids)
  },
)

it.each(FAULT_KINDS.filter(kind => kind.isRefusal))(
  'a hub that $name leaves every referral in sight, and has it once after somebody has looked',
  async kind => {
    const here = await setting()
    strike(here.hub, kind)
    const { ids, desk } = await sendAll(here, hubAt(here.hub.url, TIMEOUT_MS), undefined, FEW)
    const dead = await here.outbox.list({ states: ['dead'] })
    expect(dead.map(each => each.referralId).toSorted()).toEqual([...ids].toSorted())
    expect(dead.filter(each => !each.lastFailure?.diagnostics)).toEqual([])
    here.hub.fault = undefined
    await Promise.all(ids.map(id => desk.retry(id)))
    await expectAllSent(here, here, ids)
  },
)

it('a hub that declines one after the other has every referral once when it is mended, by itself', async () => {
  const here = await setting()
  here.hub.fault = async exchange =>
    exchange.isSend
      ? exchange.answer({ status: 422, body: '{"resourceType":"OperationOutcome","issue":[]}' })
      : exchange.answer(await exchange.forward())
  const { ids } = await sendAll(here, hubAt(here.hub.url, TIMEOUT_MS), async () => {
    await vi.waitFor(async () => expect(await here.outbox.list({ states: ['dead'] })).toEqual([]), 10_000)
    here.hub.fault = undefined
  })
  await expectAllSent(here, here, ids)
})

it('a hub that is down has every referral once when it is up again', async () => {
  const here = await setting()
  await here.hub.stopListening()
  const { ids } = await sendAll(here, hubAt(here.hub.url, TIMEOUT_MS), () => here.hub.listenAgain())
  await expectAllSent(here, here, ids)
})

it.each([
  ['whose name nobody knows', () => 'http://hub.invalid/fhir'],
  ['that does not speak TLS', ({ hub }: Setting) => hub.url.replace('http:', 'https:')],
])('a hub %s has every referral once when that is mended', async (_name, badUrl) => {
  const here = await setting()
  const [bad, good] = [hubAt(badUrl(here), TIMEOUT_MS), hubAt(here.hub.url, TIMEOUT_MS)]
  let isMended = false
  const hub = new Proxy(good, { get: (_good, name) => Reflect.get(isMended ? good : bad, name) })
  const { ids } = await sendAll(here, hub, async () => {
    isMended = true
  })
  await expectAllSent(here, here, ids)
})
