import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { createDiscovery } from '../../../launch/smart/discovery.ts'

const issuer = 'https://ehr.example/fhir'
const document = {
  issuer,
  jwks_uri: 'https://login.example/jwks',
  authorization_endpoint: 'https://login.example/authorize?tenant=1',
  token_endpoint: 'https://login.example/token',
  grant_types_supported: ['authorization_code'],
  capabilities: ['launch-ehr', 'sso-openid-connect'],
  code_challenge_methods_supported: ['S256'],
}
/** The registry's word that this EHR signs people in elsewhere. */
const LOGIN = ['https://login.example', 'https://new.example']
const ehr = () => nock('https://ehr.example').get('/fhir/.well-known/smart-configuration')
const now = () => new Date('2026-03-02T09:00:00Z')

describe('discovery', () => {
  it.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri'])(
    'refuses a %s on an origin that the registry does not name',
    async endpoint => {
      const home = { authorization_endpoint: 'authorize', token_endpoint: 'token', jwks_uri: 'jwks' }
      for (const foreign of ['https://elsewhere.example/x', 'https://ehr.example:8443/x', '//elsewhere.example/x']) {
        ehr().reply(200, { ...document, ...home, [endpoint]: foreign })
        expect(await createDiscovery({ now })(issuer)).toMatchObject({ failure: { code: 'EHR_NOT_SMART' } })
      }
    },
  )

  it('finds the endpoints, on another host where the registry names it', async () => {
    ehr().reply(200, document)
    expect(await createDiscovery({ now })(issuer, LOGIN)).toEqual({
      ok: true,
      value: {
        issuer,
        jwksUri: 'https://login.example/jwks',
        authorizationEndpoint: 'https://login.example/authorize?tenant=1',
        tokenEndpoint: 'https://login.example/token',
        revocationEndpoint: undefined,
        capabilities: document.capabilities,
        scopesSupported: [],
      },
    })
  })

  it('takes a revocation endpoint that is safe, and leaves aside one that is not', async () => {
    for (const [offered, taken] of [
      ['https://login.example/revoke', 'https://login.example/revoke'],
      ['auth/revoke', 'https://ehr.example/fhir/auth/revoke'],
      ['http://login.example/revoke', undefined],
      ['https://127.0.0.1/revoke', undefined],
      [42, undefined],
    ]) {
      ehr().reply(200, { ...document, revocation_endpoint: offered })
      const found = await createDiscovery({ now })(issuer, LOGIN)
      expect(found.ok && found.value.revocationEndpoint).toBe(taken)
    }
  })

  it('reads relative endpoints against the FHIR base', async () => {
    ehr().reply(200, { ...document, token_endpoint: 'auth/token', jwks_uri: '/keys' })
    expect(await createDiscovery({ now })(issuer, LOGIN)).toMatchObject({
      value: { tokenEndpoint: 'https://ehr.example/fhir/auth/token', jwksUri: 'https://ehr.example/keys' },
    })
  })

  it('asks once for many launches, and again after ten minutes', async () => {
    let at = now()
    const discover = createDiscovery({ now: () => at })
    ehr().reply(200, document)
    await Promise.all([discover(issuer, LOGIN), discover(issuer)])
    expect((await discover(issuer, LOGIN)).ok).toBe(true)
    at = new Date(at.getTime() + 10 * 60_000)
    ehr().reply(200, { ...document, token_endpoint: 'https://new.example/token' })
    expect(await discover(issuer, LOGIN)).toMatchObject({ value: { tokenEndpoint: 'https://new.example/token' } })
  })

  it.each([
    ['says nothing', undefined, 599, 600],
    ['says two minutes', 'max-age=120', 119, 120],
    ['says a day: ten minutes at the most', 'public, max-age=86400', 599, 600],
    ['says that nothing may be kept: a minute at the least', 'no-store', 59, 60],
  ])('is fresh for as long as the EHR says: it %s', async (_name, cacheControl, before, after) => {
    let at = now().getTime()
    const discover = createDiscovery({ now: () => new Date(at) })
    ehr().reply(200, document, cacheControl === undefined ? {} : { 'cache-control': cacheControl })
    await discover(issuer, LOGIN)
    at += before * 1000
    expect((await discover(issuer, LOGIN)).ok).toBe(true)
    at += (after - before) * 1000
    // The next answer is a refusal, so that it shows when the EHR was asked again.
    ehr().reply(404)
    expect((await discover(issuer, LOGIN)).ok).toBe(false)
  })

  it('asks once also when the EHR is down and many launches come at the same time, and again for the next', async () => {
    const discover = createDiscovery({ now })
    ehr().delay(20).reply(503)
    const all = await Promise.all(Array.from({ length: 10 }, () => discover(issuer, LOGIN)))
    expect(all.every(each => !each.ok && each.failure.code === 'EHR_UNREACHABLE')).toBe(true)
    ehr().reply(200, document)
    expect((await discover(issuer, LOGIN)).ok).toBe(true)
  })

  it('remembers no failure', async () => {
    const discover = createDiscovery({ now })
    ehr().reply(503)
    expect(await discover(issuer, LOGIN)).toMatchObject({ failure: { code: 'EHR_UNREACHABLE' } })
    ehr().reply(200, '<html>maintenance</html>')
    expect(await discover(issuer, LOGIN)).toMatchObject({ failure: { code: 'EHR_NOT_SMART' } })
    ehr().reply(200, document)
    expect((await discover(issuer, LOGIN)).ok).toBe(true)
  })

  it('gives up on a silent EHR', async () => {
    ehr().delay(1000).reply(200, document)
    expect(await createDiscovery({ now, timeoutMs: 50 })(issuer, LOGIN)).toEqual({
      ok: false,
      failure: { code: 'EHR_UNREACHABLE', detail: 'discovery: TIMEOUT' },
    })
  })

  it.each([
    ['404', 404, ''],
    ['a page of HTML', 200, '<html></html>'],
    ['more than 100 kB', 200, { ...document, more: 'x'.repeat(200_000) }],
    ['no authorization endpoint (an open server)', 200, { ...document, authorization_endpoint: undefined }],
    ['no token endpoint', 200, { ...document, token_endpoint: undefined }],
    ['no keys', 200, { ...document, jwks_uri: undefined }],
    ['no issuer', 200, { ...document, issuer: undefined }],
    ['no PKCE', 200, { ...document, code_challenge_methods_supported: undefined }],
    ['no S256', 200, { ...document, code_challenge_methods_supported: [] }],
    ['plain PKCE beside S256', 200, { ...document, code_challenge_methods_supported: ['S256', 'plain'] }],
    ['no kind of launch', 200, { ...document, capabilities: ['sso-openid-connect'] }],
    ['no sign-on', 200, { ...document, capabilities: ['launch-ehr'] }],
    ['no authorization code', 200, { ...document, grant_types_supported: ['client_credentials'] }],
    ['a token endpoint without TLS', 200, { ...document, token_endpoint: 'http://login.example/token' }],
    ['a token endpoint on our own machine', 200, { ...document, token_endpoint: 'http://127.0.0.1:9/token' }],
    ['a token endpoint on our own machine by name', 200, { ...document, token_endpoint: 'https://localhost/token' }],
    ['keys without TLS', 200, { ...document, jwks_uri: 'http://login.example/jwks' }],
    ['a script to authorize with', 200, { ...document, authorization_endpoint: 'javascript:alert(1)' }],
    ['a password in an endpoint', 200, { ...document, token_endpoint: 'https://me:secret@login.example/token' }],
  ])('calls an EHR with %s not a SMART one', async (_name, status, body) => {
    ehr().reply(status, body)
    expect(await createDiscovery({ now })(issuer, LOGIN)).toMatchObject({
      ok: false,
      failure: { code: 'EHR_NOT_SMART' },
    })
  })
})
