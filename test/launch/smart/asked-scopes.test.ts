import { describe, expect, it } from 'vitest'
import { askedScopes } from '../../../launch/smart/asked-scopes.ts'
import { isGranted } from '../../../launch/smart/granted-scopes.ts'

type Offer = Parameters<typeof askedScopes>[1]
const asked = (offer: Partial<Offer>, scopes?: string, kind: 'ehr' | 'standalone' = 'ehr') =>
  askedScopes({ scopes }, { capabilities: [], scopesSupported: [], ...offer }, kind).split(' ')

describe('the scopes that are asked for', () => {
  it.each<[string, Partial<Offer>]>([
    ['says permission-v2', { capabilities: ['permission-v2'] }],
    ['says both', { capabilities: ['permission-v1', 'permission-v2'] }],
    ['says neither', {}],
    ['shows both', { scopesSupported: ['patient/*.read', 'patient/*.rs'] }],
    ['shows v1 but says v2', { capabilities: ['permission-v2'], scopesSupported: ['patient/*.read'] }],
  ])('are v2 where the EHR %s', (_name, offer) => {
    expect(asked(offer)).toEqual(expect.arrayContaining(['patient/Patient.r', 'patient/ServiceRequest.crs']))
    expect(asked(offer).join(' ')).not.toMatch(/\.(read|write)/)
  })

  it.each<[string, Partial<Offer>]>([
    ['says permission-v1', { capabilities: ['permission-v1'] }],
    ['shows v1 only', { scopesSupported: ['openid', 'patient/*.read', 'user/*.*'] }],
  ])('are v1 where the EHR %s', (_name, offer) => {
    const scopes = asked(offer)
    expect(scopes).toEqual(
      expect.arrayContaining(['patient/Patient.read', 'patient/ServiceRequest.read', 'patient/ServiceRequest.write']),
    )
    expect(scopes).not.toContain('patient/Patient.write')
    expect(scopes.join(' ')).not.toMatch(/\.[cruds]+( |$)/)
  })

  it('allow the same in v1 as in v2', () => {
    const versions = [asked({}), asked({ capabilities: ['permission-v1'] })]
    for (const scopes of versions) {
      for (const type of ['Patient', 'Encounter', 'Practitioner']) expect(isGranted(scopes, type, 'r')).toBe(true)
      for (const type of ['Condition', 'Observation', 'Task']) expect(isGranted(scopes, type, 's')).toBe(true)
      for (const type of ['ServiceRequest', 'QuestionnaireResponse']) expect(isGranted(scopes, type, 'c')).toBe(true)
    }
  })

  it.each<[string, Partial<Offer>]>([
    ['permission-online', { capabilities: ['permission-online'] }],
    ['online_access', { scopesSupported: ['online_access'] }],
  ])('include online_access where the EHR offers %s', (_name, offer) => {
    expect(asked(offer)).toContain('online_access')
  })

  it('never include online_access where the EHR does not offer it, nor offline_access at all', () => {
    const offer = { capabilities: ['permission-offline'], scopesSupported: ['offline_access'] }
    expect(asked(offer).join(' ')).not.toContain('line_access')
    expect(asked(offer, 'launch openid fhirUser online_access patient/*.rs').join(' ')).not.toContain('line_access')
  })

  it('are those of the registry as they stand, whatever the EHR speaks', () => {
    const offer = { capabilities: ['permission-v1', 'permission-online'] }
    const plain = ['launch', 'openid', 'fhirUser', 'patient/*.rs']
    expect(asked(offer, plain.join(' '))).toEqual(plain)
    expect(asked(offer, `${plain.join(' ')} online_access`)).toContain('online_access')
  })

  it('are launch or launch/patient, never both', () => {
    const registered = 'launch launch/patient openid fhirUser patient/*.rs'
    expect(asked({}, registered).filter(each => each.startsWith('launch'))).toEqual(['launch'])
    expect(asked({}, registered, 'standalone').filter(each => each.startsWith('launch'))).toEqual(['launch/patient'])
    expect(asked({}, undefined, 'standalone')).not.toContain('launch')
  })
})
