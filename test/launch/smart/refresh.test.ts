import { generateKeyPairSync } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { describe, expect, it, vi } from 'vitest'
import { type ClientCredential, createCredentials } from '../../../launch/smart/client-credential.ts'
import { ehrRegistrySchema } from '../../../launch/smart/ehr-registry.ts'
import { createSessionTokens } from '../../../launch/smart/session-tokens.ts'
import { launchSetting } from '../../support/launch-setting.ts'

const ok = (value: string) => ({ ok: true, value })
const ENDED = { ok: false, failure: { code: 'UNAUTHORIZED', diagnostics: 'the sign-in has ended' } }
const refreshing = (bends: object = {}) => launchSetting({ bends: { refreshes: true, ...bends } })

describe('an access token', () => {
  it('is used as it is until shortly before its end', async () => {
    const { stub, session, signIns, wait } = await refreshing()
    const token = signIns().tokenOf(await session())
    wait(3569)
    expect(await token()).toEqual(ok('token-1'))
    expect(stub.refreshed()).toEqual([])
  })

  it('is renewed half a minute before its end', async () => {
    const { session, signIns, wait, store } = await refreshing()
    const opened = await session()
    wait(3570)
    expect(await signIns().tokenOf(opened)()).toEqual(ok('token-2'))
    expect(await store.readSession(opened.handle)).toMatchObject({ accessToken: 'token-2', refreshToken: 'refresh-2' })
  })

  it('of a short life is used for half of it at least', async () => {
    const { session, signIns, wait } = await refreshing({ tokenFields: { expires_in: 20 } })
    const token = signIns().tokenOf(await session())
    wait(9)
    expect(await token()).toEqual(ok('token-1'))
    wait(1)
    expect(await token()).toEqual(ok('token-2'))
  })

  it('is renewed after the EHR refused it, whatever the clock says', async () => {
    const { session, signIns } = await refreshing()
    expect(await signIns().tokenOf(await session())('token-1')).toEqual(ok('token-2'))
  })

  it('without a refresh token stays what it is: the EHR is the judge', async () => {
    const { stub, session, signIns, wait } = await launchSetting()
    const token = signIns().tokenOf(await session())
    wait(4000)
    expect(await token()).toEqual(ok('token-1'))
    expect(await token('token-1')).toEqual(ok('token-1'))
    expect(stub.refreshed()).toEqual([])
  })
})

describe('a refresh token', () => {
  it('is used once, and its successor the next time', async () => {
    const { stub, session, signIns, wait } = await refreshing()
    const token = signIns().tokenOf(await session())
    for (const expected of ['token-2', 'token-3', 'token-4']) {
      wait(3600)
      expect(await token()).toEqual(ok(expected))
    }
    expect(stub.refreshed().map(call => call.body.refresh_token)).toEqual(['refresh-1', 'refresh-2', 'refresh-3'])
  })

  it('stays good where the EHR sends no new one', async () => {
    const { stub, session, signIns, wait } = await refreshing({ refreshFields: { refresh_token: undefined } })
    const token = signIns().tokenOf(await session())
    wait(3600)
    await token()
    stub.live.refresh.add('refresh-1')
    wait(3600)
    await token()
    expect(stub.refreshed().map(call => call.body.refresh_token)).toEqual(['refresh-1', 'refresh-1'])
  })

  it('is used once however many calls find the token at its end at the same time', async () => {
    const { stub, session, signIns, store, wait } = await refreshing()
    const { tokenOf } = signIns()
    const asked = vi.spyOn(store, 'takeRenewal')
    const opened = await session()
    wait(3600)
    const tokens = await Promise.all(Array.from({ length: 10 }, () => tokenOf(opened)()))
    expect(tokens).toEqual(Array(10).fill(ok('token-2')))
    expect(stub.refreshed()).toHaveLength(1)
    expect(asked).toHaveBeenCalledOnce()
  })

  it('is used once also when two instances of the app want it at the same time', async () => {
    const { stub, session, signIns, wait } = await refreshing()
    const opened = await session()
    wait(3600)
    const tokens = await Promise.all([signIns(), signIns(), signIns()].map(each => each.tokenOf(opened)()))
    expect(tokens).toEqual(Array(3).fill(ok('token-2')))
    expect(stub.refreshed()).toHaveLength(1)
  })

  it('is not used by an instance whose turn comes after another one has renewed', async () => {
    const { stub, session, signIns, store } = await refreshing()
    const opened = await session()
    const take = store.takeRenewal
    vi.spyOn(store, 'takeRenewal').mockImplementationOnce(async handle => {
      await signIns().tokenOf(opened)('token-1')
      return take(handle)
    })
    expect(await signIns().tokenOf(opened)('token-1')).toEqual(ok('token-2'))
    expect(stub.refreshed()).toHaveLength(1)
  })

  it('is not used for a call that was refused with a token that has been replaced meanwhile', async () => {
    const { stub, session, signIns } = await refreshing()
    const { tokenOf } = signIns()
    const opened = await session()
    await tokenOf(opened)('token-1')
    expect(await tokenOf(opened)('token-1')).toEqual(ok('token-2'))
    expect(stub.refreshed()).toHaveLength(1)
  })

  it('is sent to the token endpoint of the launch, with no redirect followed', async () => {
    const { stub, session, signIns } = await refreshing({
      refresh: (_req: unknown, res: { redirect: (status: number, to: string) => void }) =>
        res.redirect(307, '/elsewhere'),
    })
    expect(await signIns().tokenOf(await session())('token-1')).toEqual(ENDED)
    expect(stub.callsTo('/elsewhere')).toEqual([])
  })
})

describe('a refresh that fails', () => {
  it('because the EHR refuses it ends the session, and says why', async () => {
    const { stub, session, signIns, store } = await refreshing()
    const opened = await session()
    stub.live.refresh.clear()
    expect(await signIns().tokenOf(opened)('token-1')).toEqual(ENDED)
    expect(await store.readSession(opened.handle)).toBeUndefined()
    expect(await store.readEnded(opened.handle)).toEqual({ because: 'sign-in-ended', browserId: opened.browserId })
  })

  it('because the EHR has trouble leaves the old token in use until its end, and is tried again', async () => {
    const { stub, session, signIns, wait } = await refreshing({
      refresh: (_req: unknown, res: { status: (code: number) => { end: () => void } }) => res.status(503).end(),
    })
    const token = signIns().tokenOf(await session())
    wait(3580)
    expect(await token()).toEqual(ok('token-1'))
    wait(20)
    expect(await token()).toMatchObject({ ok: false, failure: { code: 'SERVER_ERROR', status: 503 } })
    stub.bends.refresh = undefined
    expect(await token()).toEqual(ok('token-2'))
  })

  it('because the EHR is silent is a time-out, not an end', async () => {
    const { session, store, registry, clock } = await refreshing({ refresh: () => undefined })
    const opened = await session()
    const tokenOf = createSessionTokens({
      ...{ registry, store, credentialOf: () => ({ kind: 'public' }) as const, now: () => clock.now },
      revoke: async () => undefined,
      timeoutMs: 100,
    })
    expect(await tokenOf(opened)('token-1')).toMatchObject({ ok: false, failure: { code: 'TIMEOUT' } })
    expect(await store.readSession(opened.handle)).toBeDefined()
  })

  it.each([
    ['no access token', { access_token: undefined }],
    ['a token that would break a header', { access_token: 'a\r\nb' }],
    ['another kind of token', { token_type: 'mac' }],
    ['another patient', { patient: 'p2' }],
  ])('because the answer has %s ends the session', async (_name, refreshFields) => {
    const { session, signIns, store } = await refreshing({ refreshFields })
    const opened = await session()
    expect(await signIns().tokenOf(opened)('token-1')).toEqual(ENDED)
    expect(await store.readSession(opened.handle)).toBeUndefined()
  })

  it('never wakes a session that was closed while the EHR was answering, and gives the new tokens back', async () => {
    const { stub, session, signIns, store } = await launchSetting()
    stub.bends.refreshes = true
    stub.bends.configuration = { revocation_endpoint: `${stub.origin}/revoke` }
    const opened = await session()
    stub.bends.refreshFields = {}
    stub.bends.refresh = async (_req, res) => {
      await store.endSession(opened.handle, { because: 'closed' })
      res.json({ access_token: 'late', refresh_token: 'late-too', token_type: 'Bearer' })
    }
    expect(await signIns().tokenOf(opened)('token-1')).toEqual(ENDED)
    expect(await store.readSession(opened.handle)).toBeUndefined()
    expect(stub.callsTo('/revoke').map(call => call.body.token)).toEqual(['late-too', 'late'])
  })
})

describe('who we are in a refresh', () => {
  const renewWith = async (ehr: object, credential: ClientCredential) => {
    const setting = await launchSetting({ bends: { refreshes: true }, ehr: { ...ehr }, credential })
    expect(await setting.signIns().tokenOf(await setting.session())('token-1')).toEqual(ok('token-2'))
    const [call] = setting.stub.refreshed()
    if (call === undefined) throw new Error('no refresh')
    return { ...setting, call }
  }

  it('is a client_id for a public client', async () => {
    const { call } = await renewWith({}, { kind: 'public' })
    expect(call.authorization).toBeUndefined()
    expect(call.body).toEqual({ grant_type: 'refresh_token', refresh_token: 'refresh-1', client_id: 'workwell' })
  })

  it('is HTTP Basic for a client with a secret', async () => {
    const ehr = { auth: 'client_secret', clientSecretFrom: 'S' }
    const { call, kept } = await renewWith(ehr, { kind: 'client_secret', secret: 'very-secret-indeed' })
    expect(call.authorization).toBe(`Basic ${Buffer.from('workwell:very-secret-indeed').toString('base64')}`)
    expect(call.body).toEqual({ grant_type: 'refresh_token', refresh_token: 'refresh-1' })
    expect(JSON.stringify([...kept])).not.toContain('very-secret-indeed')
  })

  it('is a fresh signed assertion for a client with a key', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    const jwk = JSON.stringify({ ...pair.privateKey.export({ format: 'jwk' }), kid: 'our-key', alg: 'ES384' })
    const ehr = { auth: 'private_key_jwt', keyFile: 'key.json' }
    const credentialOf = createCredentials({ readSecret: () => undefined, readKeyFile: () => jwk })
    const registered = ehrRegistrySchema.parse([{ name: 'x', issuer: 'https://x.example', clientId: 'c', ...ehr }])
    const [credential] = registered.map(credentialOf)
    if (credential === undefined) throw new Error('no credential')
    const { call, stub } = await renewWith(ehr, credential)
    const claims = (assertion = '') => jwt.verify(assertion, pair.publicKey, { algorithms: ['ES384'] })
    expect(claims(call.body.client_assertion)).toMatchObject({
      iss: 'workwell',
      sub: 'workwell',
      aud: `${stub.origin}/token`,
    })
    expect(call.body).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'refresh-1',
      client_assertion: expect.any(String),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    })
    const [exchange] = stub.callsTo('/token')
    expect(exchange?.body.client_assertion).not.toBe(call.body.client_assertion)
  })
})
