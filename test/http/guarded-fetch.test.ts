import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { failureOfFetch } from '../../src/http/failure-of-fetch.ts'
import { type GuardedRequest, guardedFetch } from '../../src/http/guarded-fetch.ts'
import { isUnder } from '../../src/http/is-under.ts'

const base = 'https://ehr.example/fhir'
const ask = (change: Partial<GuardedRequest> = {}) =>
  guardedFetch({ base, url: `${base}/thing`, timeoutMs: 30_000, maxBytes: 1000, ...change })
const ehr = () => nock('https://ehr.example').get('/fhir/thing')

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

describe('guardedFetch', () => {
  it('gives the parsed JSON, the status and the headers', async () => {
    ehr().reply(200, { a: 1 }, { 'x-from': 'ehr' })
    const result = await ask()
    expect(result).toMatchObject({ ok: true, value: { status: 200, body: { a: 1 } } })
    expect(result.ok && result.value.headers.get('x-from')).toBe('ehr')
  })

  it('sends method, headers and body', async () => {
    nock('https://ehr.example', { reqheaders: { 'content-type': 'text/plain', accept: 'application/json' } })
      .post('/fhir/thing', 'hello')
      .reply(200, {})
    expect((await ask({ method: 'POST', body: 'hello', headers: { 'content-type': 'text/plain' } })).ok).toBe(true)
  })

  it('makes no request to an address outside the registered base', async () => {
    const elsewhere = nock('https://evil.example').get('/fhir/thing').reply(200, {})
    const result = await ask({ url: 'https://evil.example/fhir/thing' })
    expect(result).toEqual({ ok: false, failure: { code: 'GARBAGE', diagnostics: 'address not registered' } })
    expect(elsewhere.isDone()).toBe(false)
  })

  it.each([301, 302, 307, 308])('does not follow a %i to anywhere, not even on the same server', async status => {
    const paths: (string | undefined)[] = []
    const server = createServer((req, res) => {
      paths.push(req.url)
      res.writeHead(status, { location: '/a/b' }).end()
    }).listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a`
    expect(await ask({ base: url, url })).toEqual({
      ok: false,
      failure: { code: 'GARBAGE', diagnostics: 'answered with a redirect', kind: 'to-mend' },
    })
    expect(paths).toEqual(['/a'])
    server.close()
  })

  it('stops reading an answer that is too large', async () => {
    ehr().reply(200, JSON.stringify('x'.repeat(2000)))
    expect(await ask()).toMatchObject({ ok: false, failure: { code: 'GARBAGE', diagnostics: 'answer too large' } })
  })

  it('gives up when the answer does not come in time', async () => {
    ehr().delay(1000).reply(200, {})
    expect(await ask({ timeoutMs: 50 })).toEqual({ ok: false, failure: { code: 'TIMEOUT' } })
  })

  it('gives up when the body of the answer never ends', async () => {
    const server = createServer((_req, res) => void res.writeHead(200).write('{')).listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await ask({ base: url, url, timeoutMs: 100 })).toEqual({ ok: false, failure: { code: 'TIMEOUT' } })
    server.closeAllConnections()
    server.close()
  })

  it('says that a connection without TLS has to be mended: it does not pass by itself', async () => {
    const server = createServer((_req, res) => void res.end('{}')).listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await ask({ base: url, url })).toMatchObject({
      failure: { code: 'UNREACHABLE', kind: 'to-mend', diagnostics: expect.stringContaining('no secure connection') },
    })
    server.closeAllConnections()
    server.close()
  })

  it.each(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
    'so it is with a certificate that cannot be trusted: %s',
    code => {
      const cause = Object.assign(new Error('certificate'), { code })
      const failure = { code: 'UNREACHABLE', kind: 'to-mend', diagnostics: `no secure connection: ${code}` }
      expect(failureOfFetch(new TypeError('fetch failed', { cause }))).toEqual(failure)
    },
  )

  it('says UNREACHABLE when nobody listens', async () => {
    const url = `http://127.0.0.1:${await unusedPort()}`
    expect(await ask({ base: url, url })).toEqual({ ok: false, failure: { code: 'UNREACHABLE' } })
  })

  it.each([
    [401, 'UNAUTHORIZED'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [410, 'NOT_FOUND'],
    [409, 'CONFLICT'],
    [412, 'CONFLICT'],
    [400, 'REFUSED'],
    [422, 'REFUSED'],
    [500, 'SERVER_ERROR'],
    [503, 'SERVER_ERROR'],
  ])('reads status %i as %s', async (status, code) => {
    ehr().reply(status, 'no')
    expect(await ask()).toEqual({ ok: false, failure: { code, status } })
  })

  it('passes on how long a busy server asks us to wait, in seconds or as a date', async () => {
    ehr().reply(429, '', { 'retry-after': '7' })
    expect(await ask()).toMatchObject({ failure: { code: 'RATE_LIMITED', retryAfter: 7 } })
    ehr().reply(503, '', { 'retry-after': new Date(Date.now() + 60_000).toUTCString() })
    const result = await ask()
    const wait = result.ok ? 0 : (result.failure.retryAfter ?? 0)
    expect(wait).toBeGreaterThan(50)
    expect(wait).toBeLessThanOrEqual(60)
    ehr().reply(503, '', { 'retry-after': 'soon' })
    expect(await ask()).toEqual({ ok: false, failure: { code: 'SERVER_ERROR', status: 503 } })
  })

  it.each(['<html>login</html>', '', '{"a":'])('says GARBAGE when a success holds %j in place of JSON', async text => {
    ehr().reply(200, text)
    expect(await ask()).toMatchObject({ failure: { code: 'GARBAGE', diagnostics: 'answer is not JSON' } })
  })

  it('keeps an OAuth error code and no free text', async () => {
    ehr().reply(400, { error: 'invalid_grant', error_description: 'Ms Jones may not' })
    expect(await ask()).toEqual({
      ok: false,
      failure: { code: 'REFUSED', status: 400, diagnostics: 'invalid_grant' },
    })
  })
})

describe('isUnder', () => {
  it.each([`${base}`, `${base}/Patient/1`, `${base}?_getpages=1`, `${base}/a/../b`])('accepts %s', url => {
    expect(isUnder(base, url)).toBe(true)
  })

  it.each([
    'https://ehr.example/fhirx/Patient',
    'https://ehr.example/',
    'https://ehr.example/fhir/../admin',
    'https://ehr.example/fhir/%2e%2e/admin',
    'https://ehr.example/fhir/..%2fadmin',
    'https://ehr.example/fhir/..%5Cadmin',
    'http://ehr.example/fhir/Patient',
    'https://ehr.example:8443/fhir/Patient',
    'https://ehr.example.evil.example/fhir/Patient',
    'https://me:secret@ehr.example/fhir/Patient',
    '/fhir/Patient',
  ])('refuses %s', url => {
    expect(isUnder(base, url)).toBe(false)
  })
})
