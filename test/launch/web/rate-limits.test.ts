import express, { type Express } from 'express'
import { expect, it } from 'vitest'
import { createRateLimits } from '../../../launch/web/rate-limits.tsx'
import { startApp } from '../../support/running-app.ts'
import { serveApp } from '../../support/serve-app.ts'

function limited(proxies = 0): Express {
  const limit = createRateLimits({ launches: 3, failures: 2, writes: 2 }, { synthetic: true })
  const app = express().set('trust proxy', proxies)
  app.use(['/launch', '/callback', '/r'], limit.failures)
  app.use('/launch', limit.launches)
  app.use('/r/:handle', limit.writes)
  app.get('/callback', (_req, res) => void res.status(400).end())
  app.use((_req, res) => void res.send('answered'))
  return app
}
const statuses = async (times: number, url: string, init?: RequestInit) => {
  const seen: number[] = []
  for (let each = 0; each < times; each += 1) seen.push((await fetch(url, init)).status)
  return seen
}
const POST = { method: 'POST' }

it('launches from one address are counted, and the page says how long to wait', () =>
  serveApp(limited(), async base => {
    expect(await statuses(3, `${base}/launch`)).toEqual([200, 200, 200])
    const answer = await fetch(`${base}/launch`)
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('60')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const page = await answer.text()
    for (const words of ['Too many requests at once', 'nothing was sent', 'Wait a minute', 'SYNTHETIC'])
      expect(page).toContain(words)
    expect(await statuses(1, `${base}/r/a/`)).toEqual([200])
  }))

it('forms that are tried out are counted apart, so that no launch waits for them', async () => {
  const app = await startApp({ LIMIT_LAUNCHES: '2' })
  try {
    expect(await statuses(3, `${app.url}/forms/preview`)).toEqual([200, 200, 429])
    const populate = `${app.url}/fhir/Questionnaire/$populate`
    const throttled = await fetch(populate, {
      ...POST,
      headers: { 'content-type': 'application/fhir+json' },
      body: '{}',
    })
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '60'])
    expect(await throttled.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'throttled' }] })
    expect(await statuses(1, `${app.url}/launch`)).toEqual([400])
  } finally {
    await app.close()
  }
})

it('failures are counted, and what went well is not', () =>
  serveApp(limited(), async base => {
    expect(await statuses(5, `${base}/r/a/`)).toEqual([200, 200, 200, 200, 200])
    expect(await statuses(4, `${base}/callback`)).toEqual([400, 400, 429, 429])
  }))

it('the writes of one launch are counted, not its reads, nor those of another', () =>
  serveApp(limited(), async base => {
    expect(await statuses(3, `${base}/r/a/check`, POST)).toEqual([200, 200, 429])
    expect(await statuses(1, `${base}/r/a/`, POST)).toEqual([429])
    expect(await statuses(1, `${base}/r/a/check`)).toEqual([200])
    expect(await statuses(2, `${base}/r/b/check`, POST)).toEqual([200, 200])
  }))

it('addresses behind a trusted proxy are told apart, and a made-up address without one is not believed', async () => {
  const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } })
  await serveApp(limited(1), async base => {
    expect(await statuses(4, `${base}/launch`, from('192.0.2.1'))).toEqual([200, 200, 200, 429])
    expect(await statuses(1, `${base}/launch`, from('192.0.2.2'))).toEqual([200])
  })
  await serveApp(limited(0), async base => {
    expect(await statuses(3, `${base}/launch`, from('192.0.2.1'))).toEqual([200, 200, 200])
    expect(await statuses(1, `${base}/launch`, from('192.0.2.2'))).toEqual([429])
  })
})
