import { createPublicKey } from 'node:crypto'
import jwt from 'jsonwebtoken'
import nock from 'nock'
import { beforeEach, describe, expect, it } from 'vitest'
import type { GatewayFailure } from '../../src/domain/gateway-failure.ts'
import { clientKeyFrom } from '../../src/gateways/client-key.ts'
import {
  createHubToken,
  DESK_SCOPES,
  EARLIER_DESK_SCOPES,
  HUB_SCOPES,
  type HubTokenDeps,
} from '../../src/gateways/hub-token.ts'
import { ecJwk, rsaJwk } from '../support/client-keys.ts'

const ORIGIN = 'https://hub.example'
const TOKEN_URL = `${ORIGIN}/auth/token`
const rsa = clientKeyFrom(rsaJwk('r1'), 'KEY')
const ec = clientKeyFrom(ecJwk('e1'), 'KEY')

let time = Date.parse('2026-09-01T09:00:00Z')
let failures: GatewayFailure[] = []
beforeEach(() => {
  failures = []
})

const token = (change: Partial<HubTokenDeps> = {}) =>
  createHubToken({
    baseUrl: `${ORIGIN}/fhir`,
    clientId: 'app',
    key: ec,
    scope: HUB_SCOPES,
    now: () => new Date(time),
    timeoutMs: 20_000,
    onFailure: failure => failures.push(failure),
    ...change,
  })

const discovery = (configuration: object = {}) =>
  nock(ORIGIN)
    .get('/fhir/.well-known/smart-configuration')
    .reply(200, { token_endpoint: TOKEN_URL, ...configuration })

/** Answers one request for a token and keeps what was sent. */
function tokenEndpoint(answer: object = {}, status = 200) {
  const sent: URLSearchParams[] = []
  nock(ORIGIN, { reqheaders: { 'content-type': 'application/x-www-form-urlencoded' } })
    .post('/auth/token', body => {
      sent.push(new URLSearchParams(body))
      return true
    })
    .reply(status, { access_token: 'token-1', token_type: 'bearer', expires_in: 300, ...answer })
  return sent
}

describe('the access token of a hub', () => {
  it('is asked for with the rights of the version before, where the hub has registered us for no more', async () => {
    discovery().get('/fhir/.well-known/smart-configuration').reply(200, { token_endpoint: TOKEN_URL })
    const refused = tokenEndpoint({ error: 'invalid_scope' }, 400)
    const granted = tokenEndpoint()
    const desk = { scope: DESK_SCOPES, earlierScope: EARLIER_DESK_SCOPES }
    expect(await token(desk)()).toEqual({ ok: true, value: 'token-1' })
    expect([refused[0]?.get('scope'), granted[0]?.get('scope')]).toEqual([DESK_SCOPES, EARLIER_DESK_SCOPES])
    expect(DESK_SCOPES.split(' ').filter(each => !EARLIER_DESK_SCOPES.split(' ').includes(each))).toEqual([
      'system/ServiceRequest.u',
    ])
  })

  it.each([
    ['RS384', rsa],
    ['ES384', ec],
  ])('is asked for with an assertion in %s as SMART Backend Services wants it', async (algorithm, key) => {
    discovery()
    const sent = tokenEndpoint()
    expect(await token({ key })()).toEqual({ ok: true, value: 'token-1' })

    const [form] = sent
    expect(Object.fromEntries(form ?? [])).toEqual({
      grant_type: 'client_credentials',
      scope: HUB_SCOPES,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: expect.any(String),
    })
    const assertion = form?.get('client_assertion') ?? ''
    const verified = jwt.verify(assertion, createPublicKey({ key: key.publicJwk, format: 'jwk' }), {
      complete: true,
      clockTimestamp: time / 1000,
    })
    expect(verified.header).toEqual({ alg: algorithm, kid: key.kid, typ: 'JWT' })
    const { exp = 0, jti, ...claims } = Object(verified.payload)
    expect(claims).toEqual({ iss: 'app', sub: 'app', aud: TOKEN_URL, iat: time / 1000 })
    expect(jti).toMatch(/^[0-9a-f-]{36}$/)
    expect(exp - time / 1000).toBeGreaterThan(0)
    expect(exp - time / 1000).toBeLessThanOrEqual(300)
  })

  it('never uses one jti twice', async () => {
    const fresh = token()
    discovery()
    const first = tokenEndpoint()
    await fresh()
    discovery()
    const second = tokenEndpoint({ access_token: 'token-2' })
    await fresh('token-1')
    const jtis = [...first, ...second].map(form => Object(jwt.decode(form.get('client_assertion') ?? '')).jti)
    expect(new Set(jtis).size).toBe(2)
  })

  it('is kept, and fetched again shortly before its end', async () => {
    const cached = token()
    discovery()
    tokenEndpoint()
    await cached()
    time += 269_000
    expect(await cached()).toEqual({ ok: true, value: 'token-1' })
    discovery()
    tokenEndpoint({ access_token: 'token-2' })
    time += 2_000
    expect(await cached()).toEqual({ ok: true, value: 'token-2' })
    expect(nock.isDone()).toBe(true)
  })

  it('of a short life is used for half of it', async () => {
    const cached = token()
    discovery()
    tokenEndpoint({ expires_in: 10 })
    await cached()
    time += 4_000
    expect(await cached()).toEqual({ ok: true, value: 'token-1' })
    discovery()
    tokenEndpoint({ access_token: 'token-2' })
    time += 2_000
    expect(await cached()).toEqual({ ok: true, value: 'token-2' })
  })

  it('is fetched once for all who ask at the same time', async () => {
    const shared = token()
    discovery()
    const sent = tokenEndpoint()
    const given = await Promise.all([shared(), shared(), shared()])
    expect(given).toEqual(Array(3).fill({ ok: true, value: 'token-1' }))
    expect(sent).toHaveLength(1)
  })

  it('that was refused is replaced once, for all who were refused with it', async () => {
    const shared = token()
    discovery()
    tokenEndpoint()
    await shared()
    discovery()
    const sent = tokenEndpoint({ access_token: 'token-2' })
    const again = { ok: true, value: 'token-2' }
    expect(await Promise.all([shared('token-1'), shared('token-1')])).toEqual([again, again])
    // One who comes late with the old token gets the new one, not another.
    expect(await shared('token-1')).toEqual(again)
    expect(sent).toHaveLength(1)
  })

  it('may come from another server when both are protected by https', async () => {
    discovery({ token_endpoint: 'https://login.example/token' })
    nock('https://login.example')
      .post('/token')
      .reply(200, { access_token: 'token-1', token_type: 'Bearer', expires_in: 300 })
    expect(await token()()).toEqual({ ok: true, value: 'token-1' })
  })

  it('is found whether or not the base ends in a slash', async () => {
    discovery()
    tokenEndpoint()
    expect(await token({ baseUrl: `${ORIGIN}/fhir/` })()).toMatchObject({ ok: true })
  })
})

describe('a hub that gives no token', () => {
  it.each([
    ['an unprotected server elsewhere', { token_endpoint: 'http://login.example/token' }, 'GARBAGE'],
    ['itself, unprotected', { token_endpoint: 'http://hub.example/auth/token' }, 'GARBAGE'],
    ['an address with a password', { token_endpoint: 'https://a:b@hub.example/auth/token' }, 'GARBAGE'],
    ['no address', { token_endpoint: 'token' }, 'GARBAGE'],
    ['no method that we have', { token_endpoint_auth_methods_supported: ['client_secret_basic'] }, 'UNAUTHORIZED'],
    ['no algorithm that we have', { token_endpoint_auth_signing_alg_values_supported: ['RS384'] }, 'UNAUTHORIZED'],
  ])('because it names %s is sent no assertion', async (_name, configuration, code) => {
    discovery(configuration)
    const sent = tokenEndpoint()
    expect(await token()()).toMatchObject({ ok: false, failure: { code } })
    expect(sent).toEqual([])
  })

  it('and is on plain http cannot send the assertion to another server', async () => {
    const elsewhere = nock('https://login.example').post('/token').reply(200, {})
    nock('http://hub.example')
      .get('/fhir/.well-known/smart-configuration')
      .reply(200, { token_endpoint: 'https://login.example/token' })
    expect(await token({ baseUrl: 'http://hub.example/fhir' })()).toMatchObject({ failure: { code: 'GARBAGE' } })
    expect(elsewhere.isDone()).toBe(false)
  })

  it.each([
    [400, 'UNAUTHORIZED'],
    [401, 'UNAUTHORIZED'],
    [403, 'UNAUTHORIZED'],
    [404, 'UNAUTHORIZED'],
    [409, 'UNAUTHORIZED'],
    [429, 'RATE_LIMITED'],
    [500, 'SERVER_ERROR'],
    [503, 'SERVER_ERROR'],
  ])('but status %i at the token endpoint is %s: never final for a referral', async (status, code) => {
    discovery()
    tokenEndpoint({ error: 'invalid_client', error_description: 'patient Ashworth' }, status)
    const failure = { code, status, diagnostics: 'token endpoint: invalid_client' }
    expect(await token()()).toEqual({ ok: false, failure })
    expect(failures).toEqual([failure])
  })

  it.each([
    [404, 'UNAUTHORIZED'],
    [403, 'UNAUTHORIZED'],
    [500, 'SERVER_ERROR'],
  ])('but status %i at discovery is %s', async (status, code) => {
    nock(ORIGIN).get('/fhir/.well-known/smart-configuration').reply(status, 'no')
    expect(await token()()).toMatchObject({ failure: { code, status, diagnostics: 'smart-configuration' } })
  })

  it.each([
    ['a token that breaks the header', { access_token: 'a\r\nb' }],
    ['an empty token', { access_token: '' }],
    ['another kind of token', { token_type: 'mac' }],
    ['no lifetime', { expires_in: undefined }],
    ['a lifetime in words', { expires_in: '300' }],
    ['no lifetime left', { expires_in: 0 }],
  ])('but %s gives GARBAGE', async (_name, answer) => {
    discovery()
    tokenEndpoint(answer)
    expect(await token()()).toMatchObject({ ok: false, failure: { code: 'GARBAGE' } })
  })

  it('because it is garbage, cannot be reached or hangs is told apart', async () => {
    const page = () => nock(ORIGIN).get('/fhir/.well-known/smart-configuration')
    page().reply(200, '<h1>Log in</h1>')
    expect(await token()()).toMatchObject({ failure: { code: 'GARBAGE' } })
    page().delay(2_000).reply(200, {})
    expect(await token({ timeoutMs: 50 })()).toMatchObject({ failure: { code: 'TIMEOUT' } })
    const closed = token({ baseUrl: 'http://127.0.0.1:1/fhir' })
    expect(await closed()).toMatchObject({ failure: { code: 'UNREACHABLE' } })
  })

  it('is asked again at the next call: a failure is not remembered', async () => {
    const retried = token()
    discovery()
    tokenEndpoint({ error: 'invalid_client' }, 401)
    expect(await retried()).toMatchObject({ ok: false })
    discovery()
    tokenEndpoint()
    expect(await retried()).toEqual({ ok: true, value: 'token-1' })
  })
})
