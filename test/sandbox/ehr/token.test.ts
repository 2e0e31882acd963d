import { createPublicKey } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningEhr, runningEhr } from './running-ehr.ts'

let ehr: RunningEhr
beforeAll(async () => {
  ehr = await runningEhr()
})
afterAll(() => ehr.close())

interface TokenResponse {
  access_token: string
  id_token: string
  [member: string]: unknown
}
const exchanged = async (code: string) => (await (await ehr.token({ code })).json()) as TokenResponse

describe('a code that is exchanged rightly', () => {
  it('gives a bearer token with the launch context and no more than the supported scopes', async () => {
    const scope = 'launch openid fhirUser patient/*.rs patient/Task.cruds system/*.rs'
    const response = await ehr.token({ code: await ehr.code({ scope }) })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const { access_token, id_token, ...rest } = (await response.json()) as TokenResponse
    expect(access_token).toMatch(/^[\w-]{43}$/)
    expect(id_token).toBeTypeOf('string')
    expect(rest).toEqual({
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'launch openid fhirUser patient/*.rs patient/Task.crus',
      patient: 'patient-anya',
      encounter: 'encounter-anya',
      need_patient_banner: true,
    })
  })

  it('gives an id_token that verifies with the published key and names the clinician', async () => {
    const { id_token } = await exchanged(await ehr.code({ nonce: 'n-1' }))
    const discovery = await (await fetch(`${ehr.iss}/.well-known/smart-configuration`)).json()
    const { keys } = (await (await fetch(discovery.jwks_uri)).json()) as { keys: { kid: string; d?: string }[] }
    const { header } = jwt.decode(id_token, { complete: true }) ?? { header: undefined }
    const key = keys.find(({ kid }) => kid === header?.kid)
    expect(key?.d).toBeUndefined()
    const claims = jwt.verify(id_token, createPublicKey({ key: { ...key }, format: 'jwk' }), {
      algorithms: ['RS256'],
      issuer: ehr.iss,
      audience: ehr.clientId,
      clockTimestamp: Date.parse('2026-03-02T09:00:00Z') / 1000,
    })
    expect(claims).toMatchObject({
      sub: 'clinician-gp',
      nonce: 'n-1',
      fhirUser: `${ehr.iss}/Practitioner/clinician-gp`,
      name: 'Dr Aisha Rahman',
      iat: Date.parse('2026-03-02T09:00:00Z') / 1000,
      exp: Date.parse('2026-03-02T09:05:00Z') / 1000,
    })
  })

  it('gives an id_token only with openid, fhirUser only with fhirUser, the name only with profile', async () => {
    expect(await exchanged(await ehr.code({ scope: 'launch patient/*.rs' }))).not.toHaveProperty('id_token')
    const { id_token } = await exchanged(await ehr.code({ scope: 'launch openid', nonce: undefined }))
    expect(Object.keys(jwt.decode(id_token) ?? {}).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sub'])
  })
})

describe('a code that is exchanged wrongly', () => {
  it.each([
    ['a grant type that is not offered', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['no grant type', { grant_type: undefined }, 400, 'invalid_request'],
    ['another client', { client_id: 'someone-else' }, 401, 'invalid_client'],
    ['no client', { client_id: undefined }, 401, 'invalid_client'],
    ['another redirect_uri', { redirect_uri: 'http://localhost:3000/other' }, 400, 'invalid_grant'],
    ['no redirect_uri', { redirect_uri: undefined }, 400, 'invalid_request'],
    ['another verifier', { code_verifier: 'x'.repeat(43) }, 400, 'invalid_grant'],
    ['a verifier that is too short', { code_verifier: 'short' }, 400, 'invalid_request'],
    ['no verifier', { code_verifier: undefined }, 400, 'invalid_request'],
    ['an unknown code', { code: 'made-up' }, 400, 'invalid_grant'],
    ['no code', { code: undefined }, 400, 'invalid_request'],
  ])('is refused: %s', async (_name, changes, status, error) => {
    const response = await ehr.token({ code: await ehr.code(), ...changes })
    expect(response.status).toBe(status)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toMatchObject({ error })
  })

  it('is refused when a public client brings a secret', async () => {
    const response = await ehr.token({ code: await ehr.code() }, { authorization: 'Basic d29yazpzZWNyZXQ=' })
    expect([response.status, await response.json()]).toMatchObject([401, { error: 'invalid_client' }])
  })

  it('lives for a minute', async () => {
    const early = await ehr.code()
    const late = await ehr.code()
    ehr.passSeconds(59)
    expect((await ehr.token({ code: early })).status).toBe(200)
    ehr.passSeconds(1)
    const response = await ehr.token({ code: late })
    expect([response.status, await response.json()]).toMatchObject([400, { error: 'invalid_grant' }])
  })

  it('is good for one try only: a wrong verifier spends it', async () => {
    const code = await ehr.code()
    await ehr.token({ code, code_verifier: 'x'.repeat(43) })
    expect((await ehr.token({ code })).status).toBe(400)
  })

  it.each([0, 120])(
    'is refused the second time after %i seconds, and the token that it gave stops working',
    async seconds => {
      const code = await ehr.code()
      const { access_token } = await exchanged(code)
      expect((await ehr.fhir('/Patient/patient-anya', access_token)).status).toBe(200)
      ehr.passSeconds(seconds)
      expect((await ehr.token({ code })).status).toBe(400)
      expect((await ehr.fhir('/Patient/patient-anya', access_token)).status).toBe(401)
    },
  )
})
