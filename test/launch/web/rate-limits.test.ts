import express, { type Express } from 'express'
import { expect, it } from 'vitest'
import { createRateLimits } from '../../../launch/web/rate-limits.ts'
import { serveApp } from '../../support/serve-app.ts'

/** Nobody knows more than this here: who says so is known. */
const isKnown = (req: { headers: Record<string, unknown> }) => req.headers['x-known'] === 'yes'

function limited(proxies = 0): Express {
  const limit = createRateLimits({ launches: 3, failures: 20, writes: 2 }, { synthetic: true })
  const app = express().set('trust proxy', proxies)
  app.use('/launch', limit.starts(isKnown))
  app.use('/one', limit.failures(isKnown))
  app.use('/other', limit.failures(isKnown))
  app.use(
    '/thing/:id',
    limit.guesses(req => String(req.params.id), isKnown),
  )
  app.use(
    '/session/:id',
    limit.pace(req => String(req.params.id)),
  )
  app.use(
    '/broken',
    limit.failures(() => Promise.reject(new Error('no store'))),
  )
  app.use('/launch', (_req, res) => void res.send('launched'))
  app.use((req, res) => void res.status(Number(req.query.status ?? 200)).send('answered'))
  return app
}
const statuses = async (times: number, url: string, init?: RequestInit) => {
  const seen: number[] = []
  for (let each = 0; each < times; each += 1) seen.push((await fetch(url, init)).status)
  return seen
}
const KNOWN = { headers: { 'X-Known': 'yes' } }
const POST = { method: 'POST' }
const times = (count: number, status: number): number[] => Array.from({ length: count }, () => status)

it('what costs something is counted by address, and the page says how long to wait', () =>
  serveApp(limited(), async base => {
    expect(await statuses(3, `${base}/launch`)).toEqual([200, 200, 200])
    const answer = await fetch(`${base}/launch`, { headers: { accept: 'text/html' } })
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('60')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const page = await answer.text()
    for (const words of ['Too many requests at once', 'nothing was sent', 'Wait a minute', 'SYNTHETIC'])
      expect(page).toContain(words)
    const outcome = await fetch(`${base}/launch`, { headers: { accept: 'application/fhir+json' } })
    expect(await outcome.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'throttled' }] })
    expect(await statuses(1, `${base}/launch`, KNOWN)).toEqual([200])
  }))

it('failures are counted, and what went well, what an outage did and being told to wait are not', () =>
  serveApp(limited(), async base => {
    for (const status of [200, 303, 424, 429, 500, 502]) await statuses(21, `${base}/one?status=${status}`)
    expect(await statuses(21, `${base}/one?status=404`)).toEqual([...times(20, 404), 429])
    expect(await statuses(1, `${base}/one`)).toEqual([429])
  }))

it('who is known is not refused for what others did, nor counted for them', () =>
  serveApp(limited(), async base => {
    await statuses(30, `${base}/one?status=422`, KNOWN)
    expect(await statuses(21, `${base}/one?status=404`)).toEqual([...times(20, 404), 429])
    expect(await statuses(2, `${base}/one`, KNOWN)).toEqual([200, 200])
    expect(await statuses(1, `${base}/one`)).toEqual([429])
  }))

it('one door does not lock another', () =>
  serveApp(limited(), async base => {
    await statuses(21, `${base}/one?status=404`)
    expect(await statuses(1, `${base}/one`)).toEqual([429])
    expect(await statuses(1, `${base}/other?status=404`)).toEqual([404])
  }))

it('guesses at one thing are counted from wherever they come, and no other thing is locked', () =>
  serveApp(limited(1), async base => {
    const guess = (thing: string, address: string, more = {}) =>
      statuses(1, `${base}/thing/${thing}?status=404`, { headers: { 'X-Forwarded-For': address, ...more } })
    expect([await guess('a', '192.0.2.1'), await guess('a', '192.0.2.2'), await guess('a', '192.0.2.3')]).toEqual([
      [404],
      [404],
      [429],
    ])
    expect(await guess('b', '192.0.2.1')).toEqual([404])
    expect(await guess('a', '192.0.2.3', { 'X-Known': 'yes' })).toEqual([404])
  }))

it('a store that cannot say who is known makes nobody wait', () =>
  serveApp(limited(), async base => {
    expect(await statuses(22, `${base}/broken?status=404`)).toEqual(times(22, 404))
  }))

it('a session has a pace of its own: writes, and all requests together', () =>
  serveApp(limited(), async base => {
    expect(await statuses(3, `${base}/session/a`, POST)).toEqual([200, 200, 429])
    expect(await statuses(6, `${base}/session/a`)).toEqual([...times(5, 200), 429])
    expect(await statuses(1, `${base}/session/b`, POST)).toEqual([200])
  }))

it('addresses behind a trusted proxy are told apart, and a made-up address without one is not believed', async () => {
  const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } })
  await serveApp(limited(1), async base => {
    expect(await statuses(4, `${base}/launch`, from('192.0.2.1'))).toEqual([200, 200, 200, 429])
    expect(await statuses(1, `${base}/launch`, from('192.0.2.2'))).toEqual([200])
    // Whatever a proxy lets through.
    for (const garbage of ['::1%25eth0', '::ffff:1.2.3.4', 'garbage', '2001:db8::1', '1::2::3', ' '])
      expect(await statuses(1, `${base}/launch`, from(garbage))).toEqual([200])
  })
  await serveApp(limited(0), async base => {
    expect(await statuses(3, `${base}/launch`, from('192.0.2.1'))).toEqual([200, 200, 200])
    expect(await statuses(1, `${base}/launch`, from('192.0.2.2'))).toEqual([429])
  })
})
