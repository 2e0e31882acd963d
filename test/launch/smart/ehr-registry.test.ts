import { describe, expect, it } from 'vitest'
import { ehrRegistrySchema, findEhr } from '../../../launch/smart/ehr-registry.ts'

const entry = { name: 'A', issuer: 'https://a.example/fhir', clientId: 'c', auth: 'public' }
const isAccepted = (change: object) => ehrRegistrySchema.safeParse([{ ...entry, ...change }]).success

describe('the registry of EHRs', () => {
  it('leaves scopes to what the EHR speaks, offers both kinds of launch and no frame, unless an entry says otherwise', () => {
    const [ehr] = ehrRegistrySchema.parse([entry])
    expect(ehr).toEqual({ ...entry, standalone: true, endpointOrigins: [], frameOrigins: [] })
  })

  it.each([
    { issuer: 'http://127.0.0.1:3001/fhir' },
    { issuer: 'http://localhost:3001/fhir' },
    { auth: 'client_secret', clientSecretFrom: 'A_SECRET' },
    { auth: 'private_key_jwt', keyFile: '/run/a.json' },
    { tokenIssuer: 'https://login.example/tenant' },
    { frameOrigins: ['https://a.example'] },
    { scopes: 'launch openid fhirUser patient/*.rs' },
    { scopes: 'launch openid fhirUser online_access patient/*.rs' },
    { standalone: false },
  ])('accepts %j', change => {
    expect(isAccepted(change)).toBe(true)
  })

  it.each([
    { issuer: 'http://a.example/fhir' },
    { issuer: 'https://a.example/fhir?x=1' },
    { issuer: 'https://a.example/fhir#x' },
    { issuer: 'https://me:secret@a.example/fhir' },
    { issuer: 'a.example' },
    { auth: 'client_secret' },
    { auth: 'client_secret', clientSecret: 'the secret itself' },
    { auth: 'private_key_jwt' },
    { auth: 'none' },
    { clientId: '' },
    { scopes: 'openid fhirUser patient/*.rs' },
    { scopes: 'launch  openid fhirUser' },
    { scopes: 'launch openid fhirUser offline_access patient/*.rs' },
    { endpointOrigins: ['https://a.example/path'] },
    { frameOrigins: ['https://a.example/path'] },
    { frameOrigins: ['*'] },
    { unknown: 1 },
  ])('refuses %j', change => {
    expect(isAccepted(change)).toBe(false)
  })

  it('refuses two entries for one issuer', () => {
    expect(ehrRegistrySchema.safeParse([entry, { ...entry, name: 'B' }]).success).toBe(false)
  })

  it('finds an EHR by its exact issuer and by nothing like it', () => {
    const registry = ehrRegistrySchema.parse([entry])
    expect(findEhr(registry, entry.issuer)?.name).toBe('A')
    for (const iss of [
      'https://a.example/fhir/',
      'https://A.example/fhir',
      'https://a.example',
      'https://a.example/fhir ',
    ]) {
      expect(findEhr(registry, iss)).toBeUndefined()
    }
  })
})
