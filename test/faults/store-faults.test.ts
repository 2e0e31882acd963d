import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Libsql from 'libsql'
import { describe, expect, it, onTestFinished } from 'vitest'
import { aReferral } from './a-referral.ts'
import { hastyDelivery, hubAt } from './a-store.ts'
import { acceptAtLast, expectAllSent, openHere, startHere } from './here.ts'

const many = () => Array.from({ length: 10 }, aReferral)
const idsOf = (referrals: ReturnType<typeof many>) => referrals.map(each => each.referralId)

async function deskOn(here: Awaited<ReturnType<typeof startHere>>, now?: () => Date) {
  const store = await openHere(here, now)
  const desk = hastyDelivery(store.outbox, hubAt(here.hub.url))
  desk.start()
  onTestFinished(() => desk.stop())
  return { ...store, desk }
}

describe('a store', () => {
  it('that another program locks for a while loses and doubles nothing', async () => {
    const here = await startHere()
    const { desk, ...store } = await deskOn(here)
    const other = new Libsql(join(here.place.dataDir, 'workwell.db'))
    onTestFinished(() => void other.close())
    const referrals = many()
    const accepted = referrals.map(async referral => {
      await sleep(Math.random() * 500)
      await acceptAtLast(desk, referral)
    })
    for (let turn = 0; turn < 5; turn += 1) {
      other.exec('begin immediate')
      await sleep(300)
      other.exec('rollback')
      await sleep(50)
    }
    await Promise.all(accepted)
    await expectAllSent(here, store, idsOf(referrals))
  })

  it('on a disk that is full takes nothing in, says so, and delivers what it had', async () => {
    const here = await startHere()
    const { desk, ...store } = await deskOn(here)
    const before = many()
    await Promise.all(before.map(each => desk.accept(each)))
    const [{ page_count: pages } = {}] = await store.database.select('pragma page_count')
    await store.database.select(`pragma max_page_count = ${Number(pages)}`)
    const [refused, later] = [many(), many()]
    const answers = await Promise.allSettled(refused.map(each => desk.accept(each)))
    expect(answers.filter(each => each.status === 'rejected').length).toBeGreaterThan(0)
    await store.database.select('pragma max_page_count = 1073741823')
    const taken = refused.filter((_each, index) => answers[index]?.status === 'fulfilled')
    await Promise.all(later.map(each => desk.accept(each)))
    await expectAllSent(here, store, idsOf([...before, ...taken, ...later]))
  })

  it('whose clock jumps a day ahead and back loses and doubles nothing', async () => {
    const here = await startHere()
    let jump = 0
    const { desk, ...store } = await deskOn(here, () => new Date(Date.now() + jump))
    here.hub.fault = async exchange => {
      jump = [0, 86_400_000, -86_400_000][Math.floor(Math.random() * 3)] ?? 0
      if (Math.random() < 0.5) exchange.request.socket.destroy()
      else exchange.answer(await exchange.forward())
    }
    const referrals = many()
    await Promise.all(referrals.map(each => desk.accept(each)))
    await sleep(2000)
    here.hub.fault = undefined
    jump = 0
    await expectAllSent(here, store, idsOf(referrals))
  })

  it('that two processes share has each referral sent by one of them', async () => {
    const here = await startHere()
    const [one, other] = [await deskOn(here), await deskOn(here)]
    here.hub.fault = async exchange => {
      const answer = await exchange.forward()
      if (Math.random() < 0.4) exchange.request.socket.destroy()
      else exchange.answer(answer)
    }
    const referrals = many()
    // Both are asked to send the same: a person with two tabs, one on each.
    await Promise.all(
      referrals.flatMap(each =>
        [one, other].map(async ({ desk }) => {
          await acceptAtLast(desk, each)
          await desk.deliverNow(each.referralId, { withinMs: 500 })
        }),
      ),
    )
    here.hub.fault = undefined
    await expectAllSent(here, one, idsOf(referrals))
  })
})
