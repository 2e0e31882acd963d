import express, { type RequestHandler } from 'express'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSignIn, type ProviderEntry, type SignIn } from '../../../launch/hub/sign-in.ts'
import { createKeyRing } from '../../../src/sandbox/ehr/key-ring.ts'
import { type Listening, listen } from '../../../src/sandbox/listen.ts'

const REDIRECT = 'https://refer.example/hub/callback'
const keys = createKeyRing()
const others = createKeyRing()

type Place = '/.well-known/openid-configuration' | '/token' | '/jwks'
interface Wrong {
  /** In place of what the provider answers there. */
  readonly instead?: Partial<Record<Place, RequestHandler>>
  readonly configuration?: object
  /** Claims of the id_token that are other than they should be; undefined leaves one out. */
  readonly claims?: Record<string, unknown>
  readonly sign?: (claims: Record<string, unknown>) => string
  readonly tokens?: object
}

let server: Listening
let issuer: string
let wrong: Wrong = {}
let nonce = ''
beforeAll(async () => {
  const app = express()
  app.use((req, res, next) => {
    const instead = wrong.instead?.[req.path as Place]
    return instead ? instead(req, res, next) : next()
  })
  app.get('/.well-known/openid-configuration', (_req, res) => {
    res.json({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      ...wrong.configuration,
    })
  })
  app.get('/jwks', (_req, res) => void res.json(keys.jwks()))
  app.post('/token', (_req, res) => {
    const seconds = Math.floor(Date.now() / 1000)
    const all = {
      iss: issuer,
      aud: 'worklist',
      sub: 'coach-1',
      name: 'Asha Coach',
      nonce,
      iat: seconds,
      exp: seconds + 300,
      role: ['coach'],
      ...wrong.claims,
    }
    const claims = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
    const id_token = (wrong.sign ?? keys.sign)(claims)
    res.json({ access_token: 'token', token_type: 'Bearer', expires_in: 300, id_token, ...wrong.tokens })
  })
  server = await listen(app, 0, '127.0.0.1')
  issuer = `http://127.0.0.1:${server.port}`
})
afterAll(() => server.close())
beforeEach(() => {
  wrong = {}
})

const newSignIn = (parts: Partial<ProviderEntry> = {}, secondsToWait?: number): SignIn =>
  createSignIn(
    { issuer, clientId: 'worklist', claim: 'role', coach: 'coach', lead: 'lead', manager: 'manager', ...parts },
    REDIRECT,
    secondsToWait,
  )

/** Begins while all is well, then comes back with what the provider would send, or something else. */
async function comesBack(signIn = newSignIn(), change: (back: URL) => void = () => undefined) {
  const begun = await signIn.begin('demo', 'browser-1')
  if (!begun.ok) return begun
  nonce = begun.value.pending.nonce
  const back = new URL(REDIRECT)
  back.searchParams.set('code', 'code-1')
  back.searchParams.set('state', begun.value.pending.state)
  change(back)
  return signIn.complete(back, begun.value.pending)
}
const answers =
  (status: number, body: string | object = {}): RequestHandler =>
  (_req, res) =>
    void res.status(status).send(body)

describe('a coach’s sign-in at an OpenID provider', () => {
  it('asks with PKCE, state and nonce, and knows the person by the named claim', async () => {
    const begun = await newSignIn().begin('demo', 'browser-1')
    if (!begun.ok) throw new Error(begun.failure)
    const asked = Object.fromEntries(new URL(begun.value.url).searchParams)
    expect(asked).toMatchObject({
      response_type: 'code',
      client_id: 'worklist',
      redirect_uri: REDIRECT,
      scope: 'openid profile',
      code_challenge_method: 'S256',
      state: begun.value.pending.state,
      nonce: begun.value.pending.nonce,
    })
    expect(await comesBack()).toEqual({
      ok: true,
      value: { subject: 'coach-1', name: 'Asha Coach', roles: ['coach'], isManager: false },
    })
  })

  it.each<[string, unknown, unknown]>([
    ['one value', 'lead', ['lead']],
    ['several values', ['lead', 'coach', 'other'], ['coach', 'lead']],
  ])('takes a claim with %s', async (_name, role, roles) => {
    wrong = { claims: { role } }
    expect(await comesBack()).toMatchObject({ ok: true, value: { roles } })
  })

  it('takes a manager for a coach who may also open contact details without a talk', async () => {
    wrong = { claims: { role: ['manager'] } }
    expect(await comesBack()).toMatchObject({ ok: true, value: { roles: ['coach'], isManager: true } })
    wrong = { claims: { role: ['coach'] } }
    expect(await comesBack()).toMatchObject({ ok: true, value: { roles: ['coach'], isManager: false } })
  })

  it.each<[string, unknown]>([
    ['is missing', undefined],
    ['says another role', ['receptionist']],
    ['is no text', { coach: true }],
    ['is a number', 1],
  ])('lets nobody in whose claim %s', async (_name, role) => {
    wrong = { claims: { role } }
    expect(await comesBack()).toEqual({ ok: false, failure: 'NOT_ALLOWED' })
  })

  it.each<[string, Wrong]>([
    ['the nonce of another sign-in', { claims: { nonce: 'another-nonce-of-somebody' } }],
    ['no nonce', { claims: { nonce: undefined } }],
    ['another audience', { claims: { aud: 'another-app' } }],
    ['another issuer', { claims: { iss: 'https://elsewhere.example' } }],
    ['no subject', { claims: { sub: undefined } }],
    ['a time that is over', { claims: { exp: 1_600_000_000, iat: 1_599_999_000 } }],
    ['a key that is not the provider’s', { sign: claims => others.sign(claims) }],
    ['a changed signature', { sign: claims => `${keys.sign(claims).slice(0, -6)}AAAAAA` }],
    [
      'no signature',
      {
        sign: claims =>
          `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`,
      },
    ],
    ['three words in place of a token', { sign: () => 'a.b.c' }],
    ['no id_token', { tokens: { id_token: undefined } }],
    ['a token of another type', { tokens: { token_type: 'mac' } }],
  ])('refuses an id_token with %s', async (_name, given) => {
    wrong = given
    expect(await comesBack()).toEqual({ ok: false, failure: 'REFUSED' })
  })

  it.each<[string, (back: URL) => void]>([
    ['with another state', back => back.searchParams.set('state', 'another-state-of-somebody')],
    ['without a state', back => back.searchParams.delete('state')],
    ['without a code', back => back.searchParams.delete('code')],
    ['with two codes', back => back.searchParams.append('code', 'code-2')],
    [
      'with a refusal',
      back => {
        back.searchParams.delete('code')
        back.searchParams.set('error', 'access_denied')
      },
    ],
    ['from another issuer', back => back.searchParams.set('iss', 'https://elsewhere.example')],
  ])('refuses who comes back %s', async (_name, change) => {
    expect(await comesBack(newSignIn(), change)).toEqual({ ok: false, failure: 'REFUSED' })
  })

  it.each<[Place, string, RequestHandler]>([
    ['/.well-known/openid-configuration', 'refused', answers(403)],
    ['/.well-known/openid-configuration', 'not found', answers(404)],
    ['/.well-known/openid-configuration', 'broken', answers(500, '<html>')],
    ['/.well-known/openid-configuration', 'a page', answers(200, '<html>')],
    ['/.well-known/openid-configuration', 'no configuration', answers(200, { hello: 1 })],
    ['/token', 'refused', answers(400, { error: 'invalid_grant' })],
    ['/token', 'not found', answers(404)],
    ['/token', 'broken', answers(500, '<html>')],
    ['/token', 'a page', answers(200, '<html>')],
    ['/token', 'no token', answers(200, { hello: 1 })],
    ['/jwks', 'not found', answers(404)],
    ['/jwks', 'broken', answers(500, '<html>')],
    ['/jwks', 'no keys', answers(200, { keys: [] })],
  ])('signs nobody in when %s is %s, and does so once it is mended', async (place, _what, handler) => {
    const signIn = newSignIn()
    wrong = { instead: { [place]: handler } }
    expect(await comesBack(signIn)).toMatchObject({
      ok: false,
      failure: expect.stringMatching(/^(PROVIDER_DOWN|REFUSED)$/),
    })
    wrong = {}
    expect(await comesBack(signIn)).toMatchObject({ ok: true })
  })

  it.each<Place>(['/.well-known/openid-configuration', '/token', '/jwks'])(
    'waits as long as it is told for %s and no longer',
    async place => {
      const signIn = newSignIn({}, 1)
      let asked = 0
      wrong = { instead: { [place]: () => (asked += 1) } }
      expect(await comesBack(signIn)).toEqual({ ok: false, failure: 'PROVIDER_DOWN' })
      expect(asked).toBe(1)
    },
  )

  it('says that a provider that is not there does not answer', async () => {
    expect(await newSignIn({ issuer: 'http://127.0.0.1:1' }).begin('demo', 'b')).toEqual({
      ok: false,
      failure: 'PROVIDER_DOWN',
    })
  })
})
