import { generateKeyPairSync } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ecJwk, rsaJwk } from '../../support/client-keys.ts'
import { type AssertionChange, askToken, assertionOf, type ProtectedHub, startProtectedHub } from './protected-hub.ts'

const rsa = rsaJwk('r1')
const ec = ecJwk('e1')
let hub: ProtectedHub
let published: unknown
beforeAll(async () => {
  hub = await startProtectedHub([rsa, ec])
  published = hub.published
})
afterEach(() => {
  hub.published = published
  hub.aheadBySeconds = 0
})
afterAll(() => hub.close())

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds
const ask = (change: AssertionChange = {}, key = ec) => askToken(hub.tokenUrl, assertionOf(key, hub.tokenUrl, change))

/** Anything that is wrong with the assertion ends the same way, with the reason for who integrates a client. */
const refusedAs = (why: string) => ({
  status: 401,
  body: { error: 'invalid_client', error_description: expect.stringContaining(why) },
})

describe('the token endpoint of the protected hub', () => {
  it('is named by discovery, which needs no token', async () => {
    const document = await (await fetch(`${hub.fhirUrl}/.well-known/smart-configuration`)).json()
    expect(document).toMatchObject({
      token_endpoint: hub.tokenUrl,
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
      grant_types_supported: ['client_credentials'],
    })
  })

  it.each([
    ['RS384', rsa],
    ['ES384', ec],
  ])('gives an opaque token of five minutes for an assertion in %s, kept by no cache', async (_algorithm, key) => {
    const { status, body, headers } = await ask({}, key)
    expect(status).toBe(200)
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'bearer',
      expires_in: 300,
      scope: 'system/*.rs',
    })
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it.each<[string, AssertionChange, string]>([
    ['names another client as iss', { claims: { iss: 'other' } }, 'issuer'],
    ['names another client as sub', { claims: { sub: 'other' } }, 'subject'],
    ['is for another address', { claims: { aud: 'https://elsewhere.example/token' } }, 'audience'],
    ['is for the FHIR base', { claims: { aud: 'http://127.0.0.1/fhir' } }, 'audience'],
    ['has no aud', { claims: { aud: undefined } }, 'audience'],
    ['has no exp', { claims: { exp: undefined } }, 'exp, jti or aud'],
    ['is over', { claims: { exp: inSeconds(-2) } }, 'expired'],
    ['is good for more than five minutes', { claims: { exp: inSeconds(360) } }, 'more than five minutes'],
    ['is not good yet', { claims: { nbf: inSeconds(60) } }, 'not active'],
    ['has no jti', { claims: { jti: undefined } }, 'exp, jti or aud'],
    ['has an empty jti', { claims: { jti: '' } }, 'exp, jti or aud'],
    ['has no kid', { header: { kid: undefined } }, 'a kid'],
    ['has a kid that nobody published', { header: { kid: 'other' } }, 'no key for this kid'],
    ['has the kid of another key', { header: { kid: 'r1' } }, 'no key for this kid'],
    ['is of another type', { header: { typ: 'at+jwt' } }, 'typ JWT'],
    ['asks for rules of its own', { header: { crit: ['exp'] } }, 'crit'],
    ['brings its own keys', { header: { jku: 'https://elsewhere.example/jwks.json' } }, 'jku'],
  ])('refuses an assertion that %s', async (_name, change, why) => {
    expect(await ask(change)).toMatchObject(refusedAs(why))
  })

  it('refuses one that is for two addresses', async () => {
    expect(await ask({ claims: { aud: [hub.tokenUrl, 'https://elsewhere.example/token'] } })).toMatchObject(
      refusedAs('aud'),
    )
  })

  it.each(['RS256', 'RS512', 'PS384'] as const)('refuses one in %s', async algorithm => {
    expect(await ask({ algorithm }, rsa)).toMatchObject(refusedAs('RS384 or ES384'))
  })

  it('refuses one without a signature, and one that is signed with the public key as a secret', async () => {
    const claims = { iss: 'app-under-test', sub: 'app-under-test', aud: hub.tokenUrl, exp: inSeconds(240), jti: 'x' }
    const header = { typ: 'JWT', kid: 'e1' }
    const none = jwt.sign(claims, '', { algorithm: 'none', header: { ...header, alg: 'none' } })
    const shared = jwt.sign(claims, JSON.stringify(published), {
      algorithm: 'HS384',
      header: { ...header, alg: 'HS384' },
    })
    for (const forged of [none, shared, 'no.jwt.at-all', ''])
      expect(await askToken(hub.tokenUrl, forged)).toMatchObject(refusedAs('RS384 or ES384'))
  })

  it('refuses one that another key signed under the published kid', async () => {
    expect(await ask({}, ecJwk('e1'))).toMatchObject(refusedAs('invalid signature'))
  })

  it('refuses the same assertion a second time, and takes one whose jku is the registered set', async () => {
    const assertion = assertionOf(ec, hub.tokenUrl, { header: { jku: hub.jwksUri } })
    expect(await askToken(hub.tokenUrl, assertion)).toMatchObject({ status: 200 })
    expect(await askToken(hub.tokenUrl, assertion)).toMatchObject(refusedAs('jti was used before'))
  })

  it('gives one token for one assertion that is sent twice at the same time', async () => {
    const assertion = assertionOf(ec, hub.tokenUrl)
    const answers = await Promise.all([askToken(hub.tokenUrl, assertion), askToken(hub.tokenUrl, assertion)])
    expect(answers.map(each => each.status).toSorted()).toEqual([200, 401])
  })

  it('takes a new key as soon as it is published, and the old one no longer', async () => {
    const next = ecJwk('e2')
    expect(await ask({}, next)).toMatchObject(refusedAs('no key for this kid'))
    const { kty, crv, x, y, kid } = next
    hub.published = { keys: [{ kty, crv, x, y, kid }] }
    expect(await ask({}, next)).toMatchObject({ status: 200 })
    expect(await ask()).toMatchObject(refusedAs('no key for this kid'))
  })

  it.each<[string, () => unknown]>([
    ['nothing', () => ({})],
    ['a key twice', () => ({ keys: [publicOf(ec), publicOf(ec)] })],
    ['its private key', () => ({ keys: [ec] })],
    ['a key for encryption', () => ({ keys: [{ ...publicOf(ec), use: 'enc' }] })],
    ['a key for another algorithm', () => ({ keys: [{ ...publicOf(ec), alg: 'ES256' }] })],
    ['a point that is not on the curve', () => ({ keys: [{ ...publicOf(ec), y: publicOf(ec).x }] })],
  ])('knows no key of a client that publishes %s', async (_name, document) => {
    hub.published = document()
    expect(await ask()).toMatchObject(refusedAs('no key for this kid'))
  })

  it('knows no RSA key of fewer than 2048 bits', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1536 })
    hub.published = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'short' }] }
    // jsonwebtoken would not even sign with it: any assertion under this kid shows the rule.
    const assertion = assertionOf(rsa, hub.tokenUrl, { header: { kid: 'short' } })
    expect(await askToken(hub.tokenUrl, assertion)).toMatchObject(refusedAs('no key for this kid'))
  })

  it.each([
    ['another grant', { grant_type: 'authorization_code' }, 400, 'unsupported_grant_type'],
    ['another assertion type', { client_assertion_type: 'urn:x' }, 401, 'invalid_client'],
    ['scopes of a person only', { scope: 'patient/*.rs user/*.rs launch openid' }, 400, 'invalid_scope'],
    ['letters out of order', { scope: 'system/Task.sr' }, 400, 'invalid_scope'],
    ['no scope', { scope: '' }, 400, 'invalid_scope'],
  ])('refuses a request with %s', async (_name, change, status, error) => {
    const assertion = assertionOf(ec, hub.tokenUrl)
    expect(await askToken(hub.tokenUrl, assertion, change)).toMatchObject({ status, body: { error } })
  })

  it('refuses a request that proves itself twice, repeats a parameter or is no form', async () => {
    const assertion = assertionOf(ec, hub.tokenUrl)
    const basic = { authorization: `Basic ${Buffer.from('app:secret').toString('base64')}` }
    expect(await askToken(hub.tokenUrl, assertion, {}, basic)).toMatchObject(refusedAs('without an Authorization'))

    const form = new URLSearchParams({ grant_type: 'client_credentials', client_assertion: assertion, scope: 'a' })
    form.append('grant_type', 'client_credentials')
    const twice = await fetch(hub.tokenUrl, { method: 'POST', body: form })
    expect([twice.status, await twice.json()]).toMatchObject([400, { error: 'invalid_request' }])
    const json = { 'content-type': 'application/json' }
    const noForm = await fetch(hub.tokenUrl, { method: 'POST', headers: json, body: '{}' })
    expect([noForm.status, await noForm.json()]).toMatchObject([400, { error: 'invalid_request' }])
  })

  it('grants what it can of what was asked', async () => {
    const { body } = await askToken(hub.tokenUrl, assertionOf(ec, hub.tokenUrl), {
      scope: 'system/Task.crs launch system/Task.crs patient/Task.rs system/Patient.read',
    })
    expect(body.scope).toBe('system/Task.crs system/Patient.read')
  })
})

const publicOf = ({ kty, crv, x, y, kid }: typeof ec) => ({ kty, crv, x, y, kid })
