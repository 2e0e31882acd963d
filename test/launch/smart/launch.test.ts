import { generateKeyPairSync } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'
import jwt from 'jsonwebtoken'
import { afterEach, describe, expect, it } from 'vitest'
import { type ClientCredential, createCredentials } from '../../../launch/smart/client-credential.ts'
import { ehrRegistrySchema } from '../../../launch/smart/ehr-registry.ts'
import type { LaunchFailure, LaunchFailureCode } from '../../../launch/smart/launch-failure.ts'
import type { LaunchSession } from '../../../launch/smart/launch-session.ts'
import { createLaunchStore } from '../../../launch/smart/launch-store.ts'
import { createLaunchRouter } from '../../../launch/smart/router.ts'
import { type EhrStubBends, startEhrStub } from '../../support/ehr-stub.ts'
import { createMemoryVault } from '../../support/memory-vault.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

interface Setting {
  readonly bends?: EhrStubBends
  readonly ehr?: Record<string, unknown>
  readonly credential?: ClientCredential
  readonly timeoutMs?: number
}

/** The real router in a real server, a real EHR on loopback, and a browser that keeps our cookie. */
async function setUp({ bends = {}, ehr = {}, credential = { kind: 'public' }, timeoutMs }: Setting = {}) {
  const stub = await startEhrStub(bends)
  const clock = { now: new Date() }
  const { vault, kept } = createMemoryVault(() => clock.now)
  const store = createLaunchStore(vault)
  const failures: LaunchFailure[] = []
  const sessions: LaunchSession[] = []
  const entry = { name: 'Test EHR', issuer: stub.issuer, clientId: 'workwell', auth: 'public', ...ehr }
  const registry = ehrRegistrySchema.parse([entry])
  const app = express()
  const server = app.listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  app.use(
    createLaunchRouter({
      registry,
      store,
      publicUrl,
      credentialOf: () => credential,
      now: () => clock.now,
      onFailure: (failure, _req, res) => {
        failures.push(failure)
        res.status(400).send('could not be opened')
      },
      onLaunched: session => sessions.push(session),
      timeoutMs,
    }),
  )
  stops.push(stub.stop, () => new Promise<void>(resolve => void server.close(() => resolve()).closeAllConnections()))

  const visit = (url: string, cookie = '') =>
    fetch(new URL(url, publicUrl), { redirect: 'manual', headers: cookie === '' ? {} : { cookie } })
  const launch = (iss = stub.issuer) => visit(`/launch?iss=${encodeURIComponent(iss)}&launch=xyz`)
  /** Goes as far as the EHR's answer: the address of our callback, and the cookie that the browser now has. */
  async function toCallback() {
    const begun = await launch()
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? ''
    const authorizeUrl = begun.headers.get('location') ?? ''
    const back = await fetch(authorizeUrl, { redirect: 'manual' })
    return { begun, cookie, authorizeUrl, callback: back.headers.get('location') ?? '' }
  }
  async function whole() {
    const { cookie, callback } = await toCallback()
    return visit(callback, cookie)
  }
  return { stub, clock, kept, store, failures, sessions, publicUrl, visit, launch, toCallback, whole }
}

const lastOf = <T>(list: readonly T[]): T | undefined => list[list.length - 1]

async function expectFailure(setting: Setting, code: LaunchFailureCode) {
  const set = await setUp(setting)
  const answer = await set.whole()
  expect(answer.status).toBe(400)
  expect(lastOf(set.failures)?.code).toBe(code)
  expect(set.sessions).toEqual([])
  expect([...set.kept.keys()].filter(key => key.startsWith('launch-session'))).toEqual([])
  return set
}

describe('a launch that goes well', () => {
  it('sends the EHR an authorize request with PKCE, state, nonce and aud', async () => {
    const { stub, publicUrl, toCallback } = await setUp()
    const url = new URL((await toCallback()).authorizeUrl)
    expect(`${url.origin}${url.pathname}`).toBe(`${stub.origin}/authorize`)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'workwell',
      redirect_uri: `${publicUrl}/callback`,
      launch: 'xyz',
      scope: expect.stringContaining('launch openid fhirUser'),
      state: expect.stringMatching(/^[\w-]{43}$/),
      aud: stub.issuer,
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
  })

  it('never uses a state, a nonce or a challenge twice', async () => {
    const { toCallback } = await setUp()
    const seen = new Set<string | null>()
    for (let each = 0; each < 5; each += 1) {
      const { searchParams } = new URL((await toCallback()).authorizeUrl)
      for (const name of ['state', 'nonce', 'code_challenge']) seen.add(searchParams.get(name))
    }
    expect(seen.size).toBe(15)
  })

  it('ends in a session of its own: one patient, one clinician, one browser', async () => {
    const { stub, clock, store, sessions, whole } = await setUp()
    const answer = await whole()
    const [session] = sessions
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`/r/${session?.handle}/`)
    expect(session).toEqual({
      handle: expect.stringMatching(/^[\w-]{43}$/),
      browserId: expect.stringMatching(/^[\w-]{43}$/),
      issuer: stub.issuer,
      ehrName: 'Test EHR',
      patientId: 'p1',
      encounterId: 'e1',
      fhirUser: 'Practitioner/gp-1',
      subject: 'user-1',
      grantedScopes: expect.arrayContaining(['patient/Patient.r']),
      accessToken: 'token-1',
      tokenExpiresAt: new Date(clock.now.getTime() + 3_600_000).toISOString(),
      tokenEndpoint: `${stub.origin}/token`,
      createdAt: clock.now.toISOString(),
    })
    expect(await store.readSession(session?.handle ?? '')).toEqual(session)
  })

  it('keeps its answers out of caches and its addresses out of Referer', async () => {
    const { toCallback, visit } = await setUp()
    const { begun, cookie, callback } = await toCallback()
    for (const answer of [begun, await visit(callback, cookie), await visit('/launch'), await visit('/callback')]) {
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    }
  })

  it('marks the browser with a cookie that reaches us in a frame and that no script can read', async () => {
    const { begun } = await (await setUp()).toCallback()
    expect(begun.headers.get('set-cookie')).toMatch(
      /^__Host-ww_browser=[\w-]{43}; Path=\/; HttpOnly; Secure; Partitioned; SameSite=None$/,
    )
  })

  it('keeps two launches of one browser apart, whichever comes back first', async () => {
    const { stub, sessions, visit, toCallback, publicUrl } = await setUp()
    const first = await toCallback()
    const begun = await visit(`${publicUrl}/launch?iss=${encodeURIComponent(stub.issuer)}&launch=other`, first.cookie)
    const back = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' })
    stub.bends.tokenFields = { patient: 'p2' }
    await visit(back.headers.get('location') ?? '', first.cookie)
    stub.bends.tokenFields = { patient: 'p1' }
    await visit(first.callback, first.cookie)
    expect(sessions.map(session => session.patientId)).toEqual(['p2', 'p1'])
    expect(new Set(sessions.map(session => session.handle)).size).toBe(2)
    expect(new Set(sessions.map(session => session.browserId)).size).toBe(1)
  })

  it('carries a code with & and + to the token endpoint unharmed', async () => {
    const { stub, whole } = await setUp({ bends: { code: 'a&client_id=evil+b=c%20d' } })
    expect((await whole()).status).toBe(303)
    expect(stub.callsTo('/token')[0]?.body).toMatchObject({ code: 'a&client_id=evil+b=c%20d', client_id: 'workwell' })
  })

  it('takes a token without expires_in for five minutes, a token with full stops too', async () => {
    const { clock, sessions, whole } = await setUp({
      bends: { tokenFields: { expires_in: undefined, access_token: 'opaque.but.dotted', token_type: 'bearer' } },
    })
    await whole()
    expect(sessions[0]?.accessToken).toBe('opaque.but.dotted')
    expect(sessions[0]?.tokenExpiresAt).toBe(new Date(clock.now.getTime() + 300_000).toISOString())
  })

  it('leaves unknown parameters of the callback aside', async () => {
    const { stub, sessions, visit, toCallback } = await setUp()
    const { cookie, callback } = await toCallback()
    await visit(`${callback}&session_state=1&patientId=p9&iss=${encodeURIComponent(stub.issuer)}`, cookie)
    expect(sessions[0]?.patientId).toBe('p1')
  })
})

describe('who we are to the EHR', () => {
  it('is a client_id in the body for a public client', async () => {
    const { stub, whole } = await setUp()
    await whole()
    const [call] = stub.callsTo('/token')
    expect(call?.authorization).toBeUndefined()
    expect(Object.keys(call?.body ?? {}).sort()).toEqual([
      'client_id',
      'code',
      'code_verifier',
      'grant_type',
      'redirect_uri',
    ])
  })

  it('is HTTP Basic and no client_id for a client with a secret, and the secret is in no store', async () => {
    const { stub, kept, sessions, toCallback, visit } = await setUp({
      ehr: { auth: 'client_secret', clientSecretFrom: 'EHR_SECRET' },
      credential: { kind: 'client_secret', secret: 'very-secret-indeed' },
    })
    const { cookie, callback } = await toCallback()
    const before = JSON.stringify([...kept])
    await visit(callback, cookie)
    const [call] = stub.callsTo('/token')
    expect(call?.authorization).toBe(`Basic ${Buffer.from('workwell:very-secret-indeed').toString('base64')}`)
    expect(call?.body).not.toHaveProperty('client_id')
    expect(sessions).toHaveLength(1)
    expect(before + JSON.stringify([...kept])).not.toContain('very-secret-indeed')
  })

  it.each(['RS384', 'ES384'] as const)('is a signed assertion (%s) for a client with a key', async alg => {
    const pair =
      alg === 'RS384'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: 'P-384' })
    const jwk = JSON.stringify({ ...pair.privateKey.export({ format: 'jwk' }), kid: 'our-key', alg })
    const ehr = { auth: 'private_key_jwt', keyFile: 'key.json' }
    const credentialOf = createCredentials({ readSecret: () => undefined, readKeyFile: () => jwk })
    const registered = { name: 'x', issuer: 'https://ehr.example/fhir', clientId: 'workwell', ...ehr }
    const [parsed] = ehrRegistrySchema.parse([registered])
    if (parsed === undefined) throw new Error('no entry')
    const { stub, kept, sessions, whole } = await setUp({ ehr, credential: credentialOf(parsed) })
    await whole()
    const body = stub.callsTo('/token')[0]?.body ?? {}
    expect(body.client_assertion_type).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
    const claims = jwt.verify(body.client_assertion ?? '', pair.publicKey, { algorithms: [alg], complete: true })
    expect(claims.header).toMatchObject({ alg, kid: 'our-key', typ: 'JWT' })
    expect(claims.payload).toMatchObject({ iss: 'workwell', sub: 'workwell', aud: `${stub.origin}/token` })
    expect(claims.payload).toHaveProperty('jti')
    expect(sessions).toHaveLength(1)
    expect(JSON.stringify([...kept])).not.toContain(JSON.parse(jwk).d)
  })

  it('stops the start when the secret of a registered EHR is missing', () => {
    const entry = {
      name: 'A',
      issuer: 'https://a.example',
      clientId: 'c',
      auth: 'client_secret',
      clientSecretFrom: 'S',
    }
    const credentialOf = createCredentials({ readSecret: () => undefined, readKeyFile: () => '' })
    const { vault } = createMemoryVault()
    const start = () =>
      createLaunchRouter({
        registry: ehrRegistrySchema.parse([entry]),
        store: createLaunchStore(vault),
        publicUrl: 'https://app.example',
        credentialOf,
        now: () => new Date(),
        onFailure: () => undefined,
      })
    expect(start).toThrow('client secret of A: set S')
  })
})

describe('the launch address', () => {
  it.each([
    ['no iss', () => 'launch=x'],
    ['an empty launch', (iss: string) => `iss=${iss}&launch=`],
    ['two iss', (iss: string) => `iss=${iss}&iss=${iss}&launch=x`],
    ['an iss array', (iss: string) => `iss[]=${iss}&launch=x`],
    ['fhirServiceUrl', (iss: string) => `iss=${iss}&launch=x&fhirServiceUrl=${iss}`],
    ['patientId', (iss: string) => `iss=${iss}&launch=x&patientId=p9`],
    ['clientId', (iss: string) => `iss=${iss}&launch=x&clientId=evil`],
    ['10 kB of launch', (iss: string) => `iss=${iss}&launch=${'x'.repeat(10_000)}`],
    ['a line break', (iss: string) => `iss=${iss}&launch=x%0d%0aSet-Cookie:%20a=b`],
  ])('is refused with %s', async (_name, queryFor) => {
    const { stub, failures, kept, visit } = await setUp()
    const answer = await visit(`/launch?${queryFor(encodeURIComponent(stub.issuer))}`)
    expect(answer.headers.get('location')).toBeNull()
    expect(failures.map(failure => failure.code)).toEqual(['BAD_LAUNCH_REQUEST'])
    expect(stub.calls).toEqual([])
    expect(kept.size).toBe(0)
  })

  it('is refused for every issuer that is not exactly the registered one, without a request to it', async () => {
    const { stub, failures, launch } = await setUp()
    const lookalikes = [
      `${stub.issuer}/`,
      `${stub.issuer}/x`,
      stub.issuer.replace('127.0.0.1', 'localhost'),
      stub.issuer.replace('http:', 'HTTP:'),
      stub.issuer.replace('//', '//me@'),
      'http://169.254.169.254/latest/meta-data/?x=',
      ` ${stub.issuer}`,
    ]
    for (const iss of lookalikes) await launch(iss)
    expect(failures.map(failure => failure.code)).toEqual(lookalikes.map(() => 'UNKNOWN_ISSUER'))
    expect(stub.calls).toEqual([])
  })

  it('says that the EHR cannot be reached on a 503, and works again as soon as the EHR does', async () => {
    const { stub, failures, launch, whole } = await setUp({ bends: { discoveryStatus: 503 } })
    await launch()
    expect(failures[0]).toEqual({ code: 'EHR_UNREACHABLE', detail: 'discovery: SERVER_ERROR 503' })
    stub.bends.discoveryStatus = undefined
    expect((await whole()).status).toBe(303)
  })

  it('says that the EHR is not a SMART one when its document is not', async () => {
    const { failures, launch } = await setUp({ bends: { configuration: { token_endpoint: undefined } } })
    await launch()
    expect(failures).toEqual([{ code: 'EHR_NOT_SMART', detail: 'discovery: token_endpoint' }])
  })
})

describe('the callback', () => {
  it.each([
    '',
    'code=a',
    'state=a',
    'code=&state=a',
    'code=a&code=b&state=c',
    'code=a&error=b&state=c',
    'state=a%00&code=b',
  ])('is refused as %j', async query => {
    const { stub, failures, visit } = await setUp()
    await visit(`/callback?${query}`)
    expect(failures.map(failure => failure.code)).toEqual(['BAD_CALLBACK'])
    expect(stub.calls).toEqual([])
  })

  it('knows a state only once: the second callback gets nothing and reaches nobody', async () => {
    const { stub, failures, sessions, visit, toCallback } = await setUp()
    const { cookie, callback } = await toCallback()
    await visit(callback, cookie)
    await visit(callback, cookie)
    expect(failures.map(failure => failure.code)).toEqual(['UNKNOWN_STATE'])
    expect(sessions).toHaveLength(1)
    expect(stub.callsTo('/token')).toHaveLength(1)
  })

  it('lets one of two racing callbacks through', async () => {
    const { stub, failures, sessions, visit, toCallback } = await setUp()
    const { cookie, callback } = await toCallback()
    await Promise.all([visit(callback, cookie), visit(callback, cookie), visit(callback, cookie)])
    expect(failures.map(failure => failure.code)).toEqual(['UNKNOWN_STATE', 'UNKNOWN_STATE'])
    expect(sessions).toHaveLength(1)
    expect(stub.callsTo('/token')).toHaveLength(1)
  })

  it('does not know a state that nobody gave out, nor one that is older than ten minutes', async () => {
    const { clock, failures, visit, toCallback } = await setUp()
    const { cookie, callback } = await toCallback()
    await visit('/callback?code=a&state=made-up', cookie)
    clock.now = new Date(clock.now.getTime() + 10 * 60_000)
    await visit(callback, cookie)
    expect(failures.map(failure => failure.code)).toEqual(['UNKNOWN_STATE', 'UNKNOWN_STATE'])
  })

  it('is refused in another browser, and the state is spent by the attempt', async () => {
    const { stub, failures, visit, toCallback } = await setUp()
    const mine = await toCallback()
    const theirs = await toCallback()
    await visit(mine.callback, theirs.cookie)
    await visit(mine.callback, mine.cookie)
    await visit(theirs.callback)
    expect(failures.map(failure => failure.code)).toEqual(['OTHER_BROWSER', 'UNKNOWN_STATE', 'OTHER_BROWSER'])
    expect(stub.callsTo('/token')).toEqual([])
  })

  it('tells a refusal of the EHR only after the state was checked, and repeats none of its text', async () => {
    const { failures, visit, toCallback } = await setUp()
    const { cookie, callback } = await toCallback()
    const state = new URL(callback).searchParams.get('state')
    const text = encodeURIComponent('<script>alert(1)</script>')
    await visit(`/callback?error=access_denied&error_description=${text}&state=made-up`, cookie)
    const answer = await visit(`/callback?error=access_denied&error_description=${text}&state=${state}`, cookie)
    expect(failures.map(failure => failure.code)).toEqual(['UNKNOWN_STATE', 'ACCESS_REFUSED'])
    expect(JSON.stringify(failures) + (await answer.text())).not.toContain('script')
  })

  it.each([
    ['invalid_scope', 'ACCESS_REFUSED', 'authorization server: invalid_scope'],
    ['<b>bold</b>', 'ACCESS_REFUSED', 'authorization server: other error'],
    ['temporarily_unavailable', 'EHR_UNREACHABLE', 'authorization server: temporarily_unavailable'],
  ])('reads the error %s as %s', async (error, code, detail) => {
    const { failures, visit, toCallback } = await setUp()
    const { cookie, callback } = await toCallback()
    const state = new URL(callback).searchParams.get('state')
    await visit(`/callback?error=${encodeURIComponent(error)}&state=${state}`, cookie)
    expect(failures).toEqual([{ code, detail }])
  })

  it('is refused when it says that it comes from another authorization server', async () => {
    const { stub, failures, visit, toCallback } = await setUp()
    const { cookie, callback } = await toCallback()
    await visit(`${callback}&iss=https%3A%2F%2Fevil.example`, cookie)
    expect(failures.map(failure => failure.code)).toEqual(['BAD_CALLBACK'])
    expect(stub.callsTo('/token')).toEqual([])
  })
})

describe('the token endpoint', () => {
  it('that refuses the code ends the launch', async () => {
    const { failures } = await expectFailure(
      {
        bends: { token: (_req, res) => void res.status(400).json({ error: 'invalid_grant', error_description: 'x' }) },
      },
      'TOKEN_REFUSED',
    )
    expect(lastOf(failures)?.detail).toBe('token endpoint: REFUSED 400 invalid_grant')
  })

  it('that refuses us as a client ends the launch', async () => {
    await expectFailure({ bends: { token: (_req, res) => void res.status(401).end() } }, 'TOKEN_REFUSED')
  })

  it('that fails, or stays silent after the code is spent, means: try again', async () => {
    await expectFailure({ bends: { token: (_req, res) => void res.status(500).end() } }, 'EHR_UNREACHABLE')
    await expectFailure({ bends: { token: () => undefined }, timeoutMs: 300 }, 'EHR_UNREACHABLE')
  })

  it('that redirects does not get code and secret sent elsewhere', async () => {
    const { stub } = await expectFailure(
      { bends: { token: (_req, res) => res.redirect(307, '/elsewhere') } },
      'BAD_TOKEN_RESPONSE',
    )
    expect(stub.callsTo('/elsewhere')).toEqual([])
  })

  it('that answers with a page of HTML is not understood', async () => {
    await expectFailure({ bends: { token: (_req, res) => void res.send('<html></html>') } }, 'BAD_TOKEN_RESPONSE')
  })

  it.each([
    ['no access_token', { access_token: undefined }],
    ['an access_token that would break a header', { access_token: 'a\nb' }],
    ['no token_type', { token_type: undefined }],
    ['a token_type that is not Bearer', { token_type: 'mac' }],
    ['expires_in 0', { expires_in: 0 }],
    ['no scope', { scope: undefined }],
    ['a patient that is no FHIR id', { patient: '../p1' }],
    ['an encounter that is no FHIR id', { encounter: 'e1?x' }],
  ])('must not answer with %s', async (_name, tokenFields) => {
    await expectFailure({ bends: { tokenFields } }, 'BAD_TOKEN_RESPONSE')
  })

  it('must name a patient', async () => {
    await expectFailure({ bends: { tokenFields: { patient: undefined } } }, 'NO_PATIENT')
  })

  it.each([
    'openid fhirUser launch',
    'patient/Patient.s patient/Condition.rs',
    'system/Patient.r',
    'patient/Patient.write',
  ])('must grant reading the patient, not only %s', async scope => {
    await expectFailure({ bends: { tokenFields: { scope } } }, 'SCOPES_MISSING')
  })

  it('must send an id_token', async () => {
    await expectFailure({ bends: { tokenFields: { id_token: undefined } } }, 'BAD_ID_TOKEN')
  })
})

describe('the id_token', () => {
  it.each([
    ['a nonce of another launch', { nonce: 'other' }],
    ['no nonce', { nonce: undefined }],
    ['another client', { aud: 'someone-else' }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['a clinician of another server', { fhirUser: 'https://evil.example/fhir/Practitioner/gp-1' }],
  ])('with %s opens no session', async (_name, claims: Record<string, unknown>) => {
    await expectFailure({ bends: { claims } }, 'BAD_ID_TOKEN')
  })

  it('without a signature (alg none) opens no session', async () => {
    const idToken = (claims: object) => jwt.sign(claims, '', { algorithm: 'none' })
    await expectFailure({ bends: { idToken } }, 'BAD_ID_TOKEN')
  })

  it.each(['Patient/p1', 'RelatedPerson/r1', undefined])('of %s is not that of a clinician', async fhirUser => {
    await expectFailure({ bends: { claims: { fhirUser } } }, 'NOT_A_CLINICIAN')
  })

  it('may come from an issuer of another name where the registry says so', async () => {
    const tokenIssuer = 'https://login.example/tenant'
    const { sessions, whole } = await setUp({ ehr: { tokenIssuer }, bends: { claims: { iss: tokenIssuer } } })
    await whole()
    expect(sessions).toHaveLength(1)
  })
})
