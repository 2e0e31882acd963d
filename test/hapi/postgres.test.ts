import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, inject, it } from 'vitest'
import { aReferral } from '../faults/a-referral.ts'
import { hastyDelivery, hubAt, newPlace, openPlace } from '../faults/a-store.ts'
import { acceptAtLast, expectAllSent } from '../faults/here.ts'
import { newDatabase, type PostgresCluster, startPostgres } from '../support/postgres-cluster.ts'
import { expectKillsHarmless, KILLS } from './harmless-kills.ts'
import { type Hapi, startHapi } from './start-hapi.ts'

const postgres = inject('postgres')
const REFERRALS = 40

describe.runIf(postgres.ok || process.env.CI === 'true')('HAPI on PostgreSQL, and the app on the same server', () => {
  let cluster: PostgresCluster
  let hapi: Hapi
  beforeAll(async () => {
    if (!postgres.ok) throw new Error(postgres.failure)
    cluster = await startPostgres(postgres.value.programs)
    const { host, pathname, username } = new URL(await newDatabase(cluster, 'hapi'))
    hapi = await startHapi({
      port: 0,
      say: line => console.log(line),
      settings: {
        'spring.datasource.url': `jdbc:postgresql://${host}${pathname}`,
        'spring.datasource.username': username,
      },
    })
  }, 300_000)
  afterAll(async () => {
    await hapi?.stop()
    cluster?.stop()
  })

  it(
    `${KILLS} processes that are killed at every step lose nothing and double nothing`,
    {
      timeout: 600_000,
    },
    async () => expectKillsHarmless(hapi.base, newPlace(await newDatabase(cluster, 'kills'))),
  )

  it('the database under both restarted in the middle loses nothing and doubles nothing', {
    timeout: 300_000,
  }, async () => {
    const place = newPlace(await newDatabase(cluster, 'restarts'))
    const store = await openPlace(place)
    const desk = hastyDelivery(store.outbox, hubAt(hapi.base, 10_000), { leaseSeconds: 15 })
    desk.start()
    try {
      const referrals = Array.from({ length: REFERRALS }, aReferral)
      const sent = referrals.map(async (referral, index) => {
        await sleep(index * 60)
        await acceptAtLast(desk, referral)
      })
      for (let restarts = 0; restarts < 2; restarts += 1) {
        await sleep(800)
        cluster.restart()
      }
      await Promise.all(sent)
      await expectAllSent(
        { target: hapi.base },
        store,
        referrals.map(each => each.referralId),
      )
    } finally {
      await desk.stop()
      await store.database.close()
      place.remove()
    }
  })
})
