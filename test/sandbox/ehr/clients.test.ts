import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ehrRegistrySchema } from '../../../launch/smart/ehr-registry.ts'
import { type Listening, listening } from './listening.ts'
import { type RunningEhr, runningEhr } from './running-ehr.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' })
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-384' })
const published = [
  { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'rsa-1', use: 'sig', alg: 'RS384' },
  { ...ec.publicKey.export({ format: 'jwk' }), kid: 'ec-1', use: 'sig', alg: 'ES384' },
]

let keySet: Listening
let ehr: RunningEhr
beforeAll(async () => {
  keySet = await listening()
  keySet.app.get('/jwks', (_request, response) => void response.json({ keys: published }))
  ehr = await runningEhr(undefined, { clientJwksUri: `${keySet.url}/jwks` })
})
afterAll(async () => {
  await ehr.close()
  await keySet.close()
})

const SECRET = 'make-believe-secret-that-everybody-knows'
const basic = (id: string, secret: string) => ({ authorization: `Basic ${btoa(`${id}:${secret}`)}` })
const resultOf = async (response: Response) => {
  const body = await response.json()
  return [response.status, body.error ?? body.patient]
}
const GOOD = [200, 'patient-anya']
const WRONG = [401, 'invalid_client']

describe('the client with a secret', () => {
  const client_id = 'workwell-referral-secret'
  const ask = async (changes: Record<string, string | undefined>, headers: Record<string, string> = {}) =>
    resultOf(await ehr.token({ code: await ehr.code({ client_id }), client_id: undefined, ...changes }, headers))

  it('gets a token with it, whether or not it repeats its name', async () => {
    expect(await ask({}, basic(client_id, SECRET))).toEqual(GOOD)
    expect(await ask({ client_id }, basic(client_id, SECRET))).toEqual(GOOD)
  })

  it.each([
    ['a wrong secret', {}, basic(client_id, 'guess')],
    ['the secret in the form', { client_id, client_secret: SECRET }, {}],
    ['no proof', { client_id }, {}],
    ['another name in the form', { client_id: 'workwell-referral' }, basic(client_id, SECRET)],
    ['a header that is not Basic', {}, { authorization: `Bearer ${SECRET}` }],
    ['a header that cannot be read', {}, { authorization: 'Basic %%%' }],
    ['two proofs', { client_assertion: 'x' }, basic(client_id, SECRET)],
  ])('gets none with %s', async (_name, changes, headers) => {
    expect(await ask(changes, headers as Record<string, string>)).toEqual(WRONG)
  })

  it('does not get the code of another client', async () => {
    const code = await ehr.code({ client_id: 'workwell-referral' })
    const response = await ehr.token({ code, client_id: undefined }, basic(client_id, SECRET))
    expect(await resultOf(response)).toEqual([400, 'invalid_grant'])
  })
})

describe('the client with a key pair', () => {
  const client_id = 'workwell-referral-jwt'
  const seconds = Date.parse('2026-03-02T09:00:00Z') / 1000

  interface Bend {
    readonly claims?: Record<string, unknown>
    readonly header?: Record<string, unknown>
    readonly key?: KeyObject
    readonly type?: string
  }
  function assertion({ claims = {}, header = {}, key = ec.privateKey }: Bend = {}): string {
    const all = {
      iss: client_id,
      sub: client_id,
      aud: `${ehr.url}/oauth/token`,
      iat: seconds,
      exp: seconds + 240,
      jti: randomUUID(),
      ...claims,
    }
    const said = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
    const top = { alg: 'ES384' as const, kid: 'ec-1', typ: 'JWT', ...header }
    return jwt.sign(said, key, { algorithm: top.alg, header: top })
  }
  const proof = (text: string, type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer') => ({
    client_id: undefined,
    client_assertion_type: type,
    client_assertion: text,
  })
  const ask = async (form: Record<string, string | undefined>) =>
    resultOf(await ehr.token({ code: await ehr.code({ client_id }), ...form }))

  it('gets a token with ES384 and with RS384', async () => {
    expect(await ask(proof(assertion()))).toEqual(GOOD)
    const rs = assertion({ header: { alg: 'RS384', kid: 'rsa-1' }, key: rsa.privateKey })
    expect(await ask(proof(rs))).toEqual(GOOD)
  })

  it.each<[string, Bend]>([
    ['another key under the published name', { key: stranger.privateKey }],
    ['a kid that is not published', { header: { kid: 'ec-2' } }],
    ['RS256', { header: { alg: 'RS256', kid: 'rsa-1' }, key: rsa.privateKey }],
    ['a key set of its own (jku)', { header: { jku: 'https://attacker.example/jwks' } }],
    ['another issuer', { claims: { iss: 'workwell-referral' } }],
    ['another subject', { claims: { sub: 'workwell-referral' } }],
    ['another audience', { claims: { aud: 'https://other.example/token' } }],
    ['no exp', { claims: { exp: undefined } }],
    ['an exp that is over', { claims: { iat: seconds - 400, exp: seconds - 100 } }],
    ['an exp that is more than five minutes away', { claims: { exp: seconds + 3600 } }],
    ['no jti', { claims: { jti: undefined } }],
  ])('gets none with %s', async (_name, bend) => {
    expect(await ask(proof(assertion(bend)))).toEqual(WRONG)
  })

  it('gets none with the same assertion a second time', async () => {
    const once = assertion()
    expect(await ask(proof(once))).toEqual(GOOD)
    expect(await ask(proof(once))).toEqual(WRONG)
  })

  it('gets none with no assertion, with nonsense, or with another type', async () => {
    expect(await ask({ client_id })).toEqual(WRONG)
    expect(await ask(proof('this.is.nothing'))).toEqual(WRONG)
    expect(await ask(proof(assertion(), 'urn:other'))).toEqual(WRONG)
  })

  it('gets none while its key set cannot be read', async () => {
    const alone = await runningEhr(undefined, { clientJwksUri: `${keySet.url}/not-there` })
    const code = await alone.code({ client_id })
    const aud = `${alone.url}/oauth/token`
    expect(await resultOf(await alone.token({ code, ...proof(assertion({ claims: { aud } })) }))).toEqual(WRONG)
    await alone.close()
  })
})

describe('the public client', () => {
  it('proves itself with nothing, and may not try', async () => {
    const ask = async (changes: Record<string, string | undefined>, headers = {}) =>
      resultOf(await ehr.token({ code: await ehr.code(), ...changes }, headers))
    expect(await ask({})).toEqual(GOOD)
    expect(await ask({}, basic(ehr.clientId, ''))).toEqual(WRONG)
    expect(await ask({ client_assertion: 'x' })).toEqual(WRONG)
  })

  it('does not stand in for a confidential one', async () => {
    for (const client_id of ['workwell-referral-secret', 'workwell-referral-jwt']) {
      const code = await ehr.code({ client_id })
      expect(await resultOf(await ehr.token({ code }))).toEqual([400, 'invalid_grant'])
    }
  })
})

describe('the page of registrations', () => {
  it('gives an entry for EHR_REGISTRY for each, which the app takes', async () => {
    const entries: unknown[] = await (await fetch(`${ehr.url}/clients`)).json()
    expect(entries).toMatchObject([
      { auth: 'public', issuer: ehr.iss },
      { auth: 'client_secret', clientId: 'workwell-referral-secret' },
      { auth: 'private_key_jwt', clientId: 'workwell-referral-jwt' },
    ])
    for (const entry of entries) expect(ehrRegistrySchema.safeParse([entry]).success).toBe(true)
  })

  it('says SYNTHETIC, and that the secret is none', async () => {
    const page = await (await fetch(`${ehr.url}/clients`, { headers: { accept: 'text/html' } })).text()
    expect(page).toContain('SYNTHETIC')
    expect(page).toContain(SECRET)
    expect(page).toContain(`${keySet.url}/jwks`)
  })
})

describe('PKCE', () => {
  it('is wanted of a client with a secret too', async () => {
    const client_id = 'workwell-referral-secret'
    const verifier = 'another-verifier-than-the-one-that-was-used-here'
    const code_challenge = createHash('sha256').update(verifier).digest('base64url')
    const code = await ehr.code({ client_id, code_challenge })
    const response = await ehr.token({ code, client_id: undefined }, basic(client_id, SECRET))
    expect(await resultOf(response)).toEqual([400, 'invalid_grant'])
  })
})
