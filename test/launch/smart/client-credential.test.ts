import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCredentials } from '../../../launch/smart/client-credential.ts'
import { type Ehr, ehrRegistrySchema } from '../../../launch/smart/ehr-registry.ts'

function ehr(change: object): Ehr {
  const [parsed] = ehrRegistrySchema.parse([
    { name: 'A', issuer: 'https://a.example/fhir', clientId: 'c', auth: 'public', ...change },
  ])
  if (parsed === undefined) throw new Error('no entry')
  return parsed
}
const keyed = ehr({ auth: 'private_key_jwt', keyFile: '/run/key.json' })
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'jwk' })
const from = (keyFile: unknown, secrets: Record<string, string> = {}) =>
  createCredentials({ readSecret: name => secrets[name], readKeyFile: () => JSON.stringify(keyFile) })

describe('client credentials', () => {
  it('are none for a public client', () => {
    expect(from({})(ehr({}))).toEqual({ kind: 'public' })
  })

  it('are the secret in the variable that the registry names', () => {
    const credentialOf = from({}, { A_SECRET: 's' })
    expect(credentialOf(ehr({ auth: 'client_secret', clientSecretFrom: 'A_SECRET' }))).toEqual({
      kind: 'client_secret',
      secret: 's',
    })
  })

  it('are the private key in the file that the registry names', () => {
    const key = { ...p384, kid: 'k', alg: 'ES384' }
    expect(from(key)(keyed)).toEqual({ kind: 'private_key_jwt', key })
  })

  it('stop the start when a secret is missing or empty, naming the variable', () => {
    const wanted = ehr({ auth: 'client_secret', clientSecretFrom: 'A_SECRET' })
    expect(() => from({})(wanted)).toThrow('client secret of A: set A_SECRET')
    expect(() => from({}, { A_SECRET: '' })(wanted)).toThrow('client secret of A: set A_SECRET')
  })

  it.each([
    ['without kid', { ...p384, alg: 'ES384' }],
    ['without algorithm', { ...p384, kid: 'k' }],
    ['that is public', { ...p384, kid: 'k', alg: 'ES384', d: undefined }],
    ['on another curve', { ...p384, kid: 'k', alg: 'ES384', crv: 'P-256' }],
  ])('stop the start for a key %s, quoting none of it', (_name, key) => {
    expect(() => from(key)(keyed)).toThrow(/^key file of A: must be a private JWK with kid and alg RS384 or ES384$/)
  })
})
