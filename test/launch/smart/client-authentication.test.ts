import { generateKeyPairSync } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { describe, expect, it } from 'vitest'
import { createCredentials } from '../../../launch/smart/client-credential.ts'
import { ehrRegistrySchema } from '../../../launch/smart/ehr-registry.ts'
import { createLaunchStore } from '../../../launch/smart/launch-store.ts'
import { createLaunchRouter } from '../../../launch/smart/router.ts'
import { launchSetting } from '../../support/launch-setting.ts'
import { createMemoryVault } from '../../support/memory-vault.ts'

describe('who we are to the EHR', () => {
  it('is a client_id in the body for a public client', async () => {
    const { stub, whole } = await launchSetting()
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
    const { stub, kept, sessions, toCallback, visit } = await launchSetting({
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

  it('encodes what stands in the Basic header, as the standard asks (RFC 6749, 2.3.1)', async () => {
    const { stub, sessions, whole } = await launchSetting({
      ehr: { auth: 'client_secret', clientSecretFrom: 'EHR_SECRET' },
      credential: { kind: 'client_secret', secret: 'a:b +%/é' },
    })
    await whole()
    const [, basic = ''] = stub.callsTo('/token')[0]?.authorization?.split(' ') ?? []
    expect(Buffer.from(basic, 'base64').toString()).toBe('workwell:a%3Ab%20%2B%25%2F%C3%A9')
    expect(sessions).toHaveLength(1)
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
    const { stub, kept, sessions, whole } = await launchSetting({ ehr, credential: credentialOf(parsed) })
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
