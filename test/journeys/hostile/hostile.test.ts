import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { resourcesAt } from '../../support/clinician.ts'
import { GP, GP_ROLE, PRACTICE, patientRecord } from '../../support/ehr-record.ts'
import { rawRequest, sendRaw } from '../../support/raw-http.ts'
import { HOSTILE_CALLBACKS, hostileLaunches } from './hostile-launches.ts'
import { HOSTILE_REQUESTS, hostileBodies } from './hostile-requests.ts'
import { hostileDiscoveries, hostileTokens } from './hostile-tokens.ts'
import { asRaw, type HostileWorld, hasSecurityHeaders, isHarmless, openHostileWorld } from './hostile-world.ts'

let world: HostileWorld
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  world = await openHostileWorld()
})
afterAll(async () => {
  vi.useRealTimers()
  await world.close()
})
afterEach(() => world.unbend())

// The names are fixed before any server has its port.
const named = (cases: readonly (readonly [name: string, ...unknown[]])[]) =>
  cases.map(([name], index) => ({ name, index }))
const ANY = 'http://127.0.0.1:1'
const LAUNCHES = named(hostileLaunches(`${ANY}/fhir`, 'http://127.0.0.1:2'))
const TOKENS = named(hostileTokens(ANY))
const DISCOVERIES = named(hostileDiscoveries(ANY))
const BODIES = named(hostileBodies('/r/x/', ''))

/** Nothing of what is hostile may leave this behind. */
async function leavesNothing(sessions = 0): Promise<void> {
  expect(world.visitors).toEqual([])
  expect(await world.sessions()).toBe(sessions)
}

describe('nothing hostile gets a session, a foreign request, a trace or a 5xx', () => {
  it('and there is much of it', () => {
    const all = [LAUNCHES, HOSTILE_CALLBACKS, HOSTILE_REQUESTS, TOKENS, DISCOVERIES, BODIES]
    expect(all.reduce((sum, each) => sum + each.length, 0)).toBeGreaterThan(250)
  })

  it.each(LAUNCHES)('launch: $name', async ({ index }) => {
    const [, target = ''] = hostileLaunches(world.stub.issuer, world.elsewhere)[index] ?? []
    const before = world.stub.calls.length
    const answer = await sendRaw(world.app.url, rawRequest('GET', target))
    isHarmless(answer)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(world.stub.calls.length).toBe(before)
  })

  it.each(HOSTILE_CALLBACKS)('callback: %s', async (_name, query) => {
    const { cookie } = await world.pending()
    const answer = await sendRaw(
      world.app.url,
      rawRequest('GET', `/callback?${query}`, { headers: [`Cookie: ${cookie}`] }),
    )
    isHarmless(answer)
    expect(answer.status).toBe(400)
    expect(world.stub.callsTo('/token')).toEqual([])
  })

  it('callback: in another browser, without a cookie, and after that again in its own', async () => {
    const mine = await world.pending()
    const theirs = await world.pending()
    for (const [target, cookie, status] of [
      [mine.callback, theirs.cookie, 403],
      [mine.callback, mine.cookie, 400],
      [theirs.callback, '', 403],
    ] as const) {
      const answer = await asRaw(await world.visit(target.href, cookie))
      isHarmless(answer)
      expect(answer.status).toBe(status)
    }
    expect(world.stub.callsTo('/token')).toEqual([])
  })

  it('callback: a code of another launch', async () => {
    const mine = await world.pending()
    const theirs = await world.pending()
    mine.callback.searchParams.set('code', theirs.callback.searchParams.get('code') ?? '')
    const answer = await asRaw(await world.visit(mine.callback.href, mine.cookie))
    isHarmless(answer)
    expect(answer.status).toBe(424)
  })

  it.each(HOSTILE_REQUESTS)('request: %s', async (_name, bytes) => {
    const answer = await sendRaw(world.app.url, bytes)
    isHarmless(answer)
    hasSecurityHeaders(answer)
  })

  it.each(TOKENS)('$name', async ({ index }) => {
    const [, bends] = hostileTokens(world.elsewhere)[index] ?? []
    const { cookie, callback } = await world.pending()
    Object.assign(world.stub.bends, bends)
    const answer = await asRaw(await world.visit(callback.href, cookie))
    expect([400, 403, 424]).toContain(answer.status)
    isHarmless(answer)
  })

  it.each(DISCOVERIES)('discovery names $name', async ({ index }) => {
    vi.setSystemTime(Date.now() + 11 * 60_000)
    const [, configuration] = hostileDiscoveries(world.elsewhere)[index] ?? []
    Object.assign(world.stub.bends, { configuration })
    const answer = await asRaw(await world.visit(`/launch?iss=${encodeURIComponent(world.stub.issuer)}&launch=x`))
    expect(answer.status).toBe(424)
    isHarmless(answer)
  })

  it('and after all of it there is no session, and nobody was asked elsewhere', () => leavesNothing())
})

describe('headers that say where we are', () => {
  it.each([
    ['Host', 'evil.example'],
    ['X-Forwarded-Host', 'evil.example'],
    ['X-Forwarded-Proto', 'gopher'],
    ['X-Original-URI', '/launch?iss=http://evil.example'],
    ['X-Original-URL', '/launch?iss=http://evil.example'],
    ['X-Rewrite-URL', '/healthz'],
    ['Forwarded', 'host=evil.example;proto=http'],
    ['X-HTTP-Method-Override', 'DELETE'],
    ['X-Forwarded-Prefix', '//evil.example'],
  ])('%s is not believed', async (name, value) => {
    const target = `/launch?iss=${encodeURIComponent(world.stub.issuer)}&launch=x`
    const answer = await sendRaw(world.app.url, rawRequest('GET', target, { headers: [`${name}: ${value}`] }))
    const to = new URL(/^location: (.*)$/im.exec(answer.head)?.[1] ?? ANY)
    expect(to.origin).toBe(world.stub.origin)
    expect(to.searchParams.get('redirect_uri')).toBe(`${world.app.url}/callback`)
    expect(to.href).not.toContain('evil')
  })
})

describe('a consultation that is open', () => {
  let cookie: string
  let target: string
  beforeAll(async () => {
    world.stub.bends.resources = {
      'Patient/p1': patientRecord({ id: 'p1', link: undefined }),
      'Practitioner/gp-1': GP,
      'PractitionerRole/role-1': GP_ROLE,
      'Organization/practice-1': PRACTICE,
    }
    const launched = await world.pending()
    cookie = launched.cookie
    target = (await world.visit(launched.callback.href, cookie)).headers.get('location') ?? ''
    expect((await world.visit(target, cookie)).status).toBe(200)
  })

  it.each(BODIES)('takes no harm from a body with $name', async ({ index }) => {
    for (const page of ['', 'check']) {
      const [name = '', bytes = ''] = hostileBodies(`${target}${page}`, cookie)[index] ?? []
      const answer = await sendRaw(world.app.url, bytes)
      isHarmless(answer)
      expect(answer.status).toBeGreaterThanOrEqual(400)
      if (['200 kB', '600 fields', 'a gzip bomb'].includes(name)) {
        expect(answer.status).toBe(413)
        expect(answer.body).toContain('This could not be understood')
      }
    }
  })

  it('is still open, and nothing was sent', async () => {
    const page = await asRaw(await world.visit(target, cookie))
    expect(page.status).toBe(200)
    expect(page.body).toContain('Work and health')
    expect(await resourcesAt(world.app.hubUrl, 'ServiceRequest')).toEqual([])
    await leavesNothing(1)
  })
})

describe('a record that points elsewhere', () => {
  it('gets nobody asked there: references, next pages, attachments, photos, links', async () => {
    const there = `${world.elsewhere}/fhir`
    const bundle = (resource: object) => ({
      resourceType: 'Bundle',
      type: 'searchset',
      link: [{ relation: 'next', url: `${there}?page=2` }],
      entry: [{ resource }],
    })
    const subject = { reference: 'Patient/p1' }
    world.stub.bends.resources = {
      'Patient/p1': {
        ...patientRecord({ id: 'p1' }),
        photo: [{ url: `${there}/photo` }],
        link: [{ type: 'seealso', other: { reference: `${there}/Patient/p1` } }],
        generalPractitioner: [{ reference: `${there}/Organization/1` }],
        managingOrganization: { reference: `${there}/Organization/2` },
      },
      'Practitioner/gp-1': { ...GP, photo: [{ url: `${there}/photo` }] },
      PractitionerRole: bundle({ ...GP_ROLE, organization: { reference: `${there}/Organization/3` } }),
      Condition: bundle({
        resourceType: 'Condition',
        id: 'c1',
        subject,
        recorder: { reference: `${there}/Practitioner/1` },
      }),
      DocumentReference: bundle({
        resourceType: 'DocumentReference',
        id: 'd1',
        status: 'current',
        subject,
        content: [{ attachment: { url: `${there}/Binary/1`, contentType: 'application/pdf' } }],
      }),
    }
    const { cookie, callback } = await world.pending()
    const opened = await world.visit(callback.href, cookie)
    const page = await asRaw(await world.visit(opened.headers.get('location') ?? '', cookie))
    expect(page.status).toBe(200)
    expect(page.body).not.toContain(world.elsewhere)
    expect(world.visitors).toEqual([])
  })
})
