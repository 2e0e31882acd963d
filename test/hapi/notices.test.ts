import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createNoticeRoutes } from '../../src/api/notices.ts'
import { createFollowing } from '../../src/delivery/following.ts'
import { createNotices } from '../../src/delivery/notices.ts'
import { readStatus } from '../../src/fhir/read-status.ts'
import { createFhirClient } from '../../src/gateways/fhir-client.ts'
import { createHub } from '../../src/gateways/hub.ts'
import { createCaseSystem } from '../../src/sandbox/case-system/case-system.ts'
import { STANDINGS, wayTo } from '../../src/sandbox/case-system/way-to.ts'
import { listen } from '../../src/sandbox/listen.ts'
import { createCourses } from '../../src/store/courses.ts'
import { aReferral } from '../faults/a-referral.ts'
import { hastyDelivery, newPlace, openPlace } from '../faults/a-store.ts'
import { resourcesAt } from '../support/clinician.ts'
import { type Hapi, startHapi } from './start-hapi.ts'

const SECRET = 'notice-secret-of-the-hub'
const SERVICE = 'demo-workwell'
const REFERRALS = 40
const POLL_MINUTES = 0.25
const SENT = { phase: 'requested', state: 'sent' } as const
const AHEAD = STANDINGS.filter(to => (wayTo(SENT, to)?.length ?? 0) > 0)

/** A network between hub and app in which a third of the notices is lost, a third comes twice, and all come late and out of order. */
async function startBadNetwork(to: () => string) {
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', part => parts.push(part))
    request.on('end', async () => {
      response.writeHead(200).end()
      const fate = Math.random()
      const times = fate < 1 / 3 ? 0 : fate < 2 / 3 ? 2 : 1
      for (let time = 0; time < times; time += 1) {
        await sleep(Math.random() * 3000)
        const headers = { authorization: request.headers.authorization ?? '', 'content-type': 'application/fhir+json' }
        const body = Buffer.concat(parts)
        await fetch(`${to()}${request.url}`, { method: request.method ?? 'POST', headers, body }).catch(() => undefined)
      }
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise(resolve => server.close(resolve)),
  }
}

describe('a HAPI that tells when a referral moves (R4 rest-hook)', () => {
  let hapi: Hapi
  beforeAll(async () => {
    const settings = { 'hapi.fhir.subscription.resthook_enabled': 'true' }
    hapi = await startHapi({ port: 0, say: line => console.log(line), settings })
  }, 300_000)
  afterAll(() => hapi?.stop())

  /** An app, as far as following goes: everything real, and nothing of it looked up by itself for so many minutes. */
  async function following(everyMinutes: number, network?: (to: () => string) => Promise<{ url: string }>) {
    const place = newPlace()
    const { outbox, database } = await openPlace(place)
    const fhir = createFhirClient({ baseUrl: hapi.base, timeoutMs: 60_000 })
    const hub = createHub(fhir)
    const courses = createCourses(database)
    const follow = createFollowing({
      courses,
      outbox,
      hubFor: () => hub,
      now: () => new Date(),
      log: { error: (...said: unknown[]) => console.error(said) },
      everyMinutes,
    })
    let home = ''
    const between = await network?.(() => home)
    const app = express()
    const server = await listen(app, 0, '127.0.0.1')
    home = `http://127.0.0.1:${server.port}`
    const notices = createNotices({
      sources: [{ serviceId: SERVICE, fhir, secret: SECRET }],
      publicUrl: between?.url ?? home,
      courses,
      following: follow,
      log: { info: () => undefined, warn: (...said: unknown[]) => console.error(said) },
    })
    app.use(createNoticeRoutes(notices))
    const desk = hastyDelivery(outbox, hub)
    onTestFinished(async () => {
      await follow.stop()
      await desk.stop()
      await server.close()
      await database.close()
      place.remove()
    })
    async function refer() {
      const referral = aReferral()
      await desk.accept(referral)
      const sent = await desk.deliverNow(referral.referralId, { withinMs: 60_000 })
      if (sent.state !== 'delivered') throw new Error(sent.state)
      return { id: referral.referralId, receipt: sent.receipt }
    }
    return {
      follow,
      courses,
      notices,
      hub,
      refer,
      cases: createCaseSystem(fhir),
      endpoint: `${between?.url ?? home}/notices/${SERVICE}`,
    }
  }

  it('is asked once, and a move is seen at once, long before the next look', async () => {
    const { follow, courses, notices, refer, cases, endpoint } = await following(600)
    await Promise.all([notices.subscribe(), notices.subscribe()])
    await notices.subscribe()
    const search = `Subscription?url=${encodeURIComponent(endpoint)}`
    await vi.waitFor(async () => expect(await resourcesAt(hapi.base, search)).toMatchObject([{ status: 'active' }]), {
      timeout: 30_000,
      interval: 500,
    })
    const { id, receipt } = await refer()
    await follow.look()
    expect((await courses.read(id))?.stage).toBe('sent')
    await cases.bring(receipt.task.replace('Task/', ''), { phase: 'accepted', state: 'contacted' })
    await vi.waitFor(async () => expect((await courses.read(id))?.stage).toBe('contacted'), {
      timeout: 20_000,
      interval: 200,
    })
  })

  it('whose notices are lost, doubled, late and out of order makes nothing wrong: within one period all is as the hub has it', {
    timeout: 300_000,
  }, async () => {
    const here = await following(POLL_MINUTES, async to => {
      const network = await startBadNetwork(to)
      onTestFinished(async () => void (await network.close()))
      return network
    })
    await here.notices.subscribe()
    here.follow.start()
    const referrals: Awaited<ReturnType<typeof here.refer>>[] = []
    for (let count = 0; count < REFERRALS; count += 1) referrals.push(await here.refer())
    for (const { receipt } of referrals) {
      const to = AHEAD[Math.floor(Math.random() * AHEAD.length)]
      if (to) await here.cases.bring(receipt.task.replace('Task/', ''), to)
    }
    const wrong = async () => {
      const found = []
      for (const { id, receipt } of referrals) {
        const task = await here.hub.looksUp.readTask({ referralId: id, receipt })
        const [atHub, seen] = [
          task.ok && task.value ? readStatus(task.value).stage : 'unread',
          (await here.courses.read(id))?.stage,
        ]
        if (atHub !== seen) found.push({ id, atHub, seen })
      }
      return found
    }
    await vi.waitFor(async () => expect(await wrong()).toEqual([]), {
      timeout: 2 * POLL_MINUTES * 60_000,
      interval: 2000,
    })
  })
})
