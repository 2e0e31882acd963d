import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { newDatabase, type PostgresCluster, startPostgres } from '../support/postgres-cluster.ts'
import { aReferral } from './a-referral.ts'
import { hastyDelivery, hubAt } from './a-store.ts'
import { startLine } from './cut-line.ts'
import { acceptAtLast, expectAllSent, openHere, startHere } from './here.ts'
import { expectAllDelivered, killed, nothingPromised } from './lives.ts'

const postgres = inject('postgres')
const KILLS = 30

describe.runIf(postgres.ok || process.env.CI === 'true')('on PostgreSQL', () => {
  let cluster: PostgresCluster
  beforeAll(async () => {
    if (!postgres.ok) throw new Error(postgres.failure)
    cluster = await startPostgres(postgres.value.programs)
  })
  afterAll(() => cluster?.stop())

  /** A database of its own; through another port, where a line lies between. */
  async function database(port?: number): Promise<string> {
    const url = new URL(await newDatabase(cluster, 'faults'))
    if (port !== undefined) url.port = String(port)
    return url.href
  }

  const instances = async (here: Awaited<ReturnType<typeof startHere>>, count: number) =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const store = await openHere(here)
        const desk = hastyDelivery(store.outbox, hubAt(here.hub.url))
        desk.start()
        onTestFinished(() => desk.stop())
        return { ...store, desk }
      }),
    )

  it('two instances send each referral once, however their hub drops its answers', async () => {
    const here = await startHere(await database())
    const both = await instances(here, 2)
    here.hub.fault = async exchange => {
      const answer = await exchange.forward()
      if (Math.random() < 0.4) exchange.request.socket.destroy()
      else exchange.answer(answer)
    }
    const referrals = Array.from({ length: 20 }, aReferral)
    await Promise.all(
      referrals.flatMap(each =>
        both.map(async ({ desk }) => {
          await desk.accept(each)
          await desk.deliverNow(each.referralId, { withinMs: 500 })
        }),
      ),
    )
    here.hub.fault = undefined
    const [first] = both
    if (first)
      await expectAllSent(
        here,
        first,
        referrals.map(each => each.referralId),
      )
  })

  it('a database that is restarted while clinicians send loses and doubles nothing', async () => {
    const here = await startHere(await database())
    const both = await instances(here, 2)
    const referrals = Array.from({ length: 20 }, aReferral)
    const sent = referrals.map(async (referral, index) => {
      await sleep(index * 60)
      const desk = both[index % 2]?.desk
      if (desk) await acceptAtLast(desk, referral)
    })
    await sleep(300)
    cluster.restart()
    await Promise.all(sent)
    const [first] = both
    if (first)
      await expectAllSent(
        here,
        first,
        referrals.map(each => each.referralId),
      )
  })

  it('a line to the database that is cut again and again loses and doubles nothing', async () => {
    const line = await startLine(Number(new URL(cluster.url).port))
    onTestFinished(() => line.close())
    const here = await startHere(await database(line.port))
    const both = await instances(here, 2)
    const referrals = Array.from({ length: 20 }, aReferral)
    const sent = referrals.map(async (referral, index) => {
      await sleep(index * 60)
      const desk = both[index % 2]?.desk
      if (desk) await acceptAtLast(desk, referral)
    })
    for (let turn = 0; turn < 5; turn += 1) {
      await sleep(200)
      line.cut()
      await sleep(150)
      line.mend()
    }
    await Promise.all(sent)
    const [first] = both
    if (first)
      await expectAllSent(
        here,
        first,
        referrals.map(each => each.referralId),
      )
  })

  it(`${KILLS} instances that are killed lose nothing and double nothing`, async () => {
    const here = await startHere(await database())
    const promised = nothingPromised()
    await killed(KILLS, { ...here, promised })
    await expectAllDelivered({ ...here, promised })
    expect(promised.accepted.size).toBeGreaterThan(KILLS)
  })
})
