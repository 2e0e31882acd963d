import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningEhr, runningEhr } from './running-ehr.ts'

let ehr: RunningEhr
let token: string
beforeAll(async () => {
  ehr = await runningEhr()
})
beforeEach(async () => {
  token = await ehr.accessToken('launch patient/*.rs user/*.rs')
  ehr.upstream.seen.length = 0
})
afterAll(() => ehr.close())

const outcome = async (response: Response): Promise<string> => {
  const body = await response.json()
  expect(response.headers.get('content-type')).toContain('application/fhir+json')
  expect(body.resourceType).toBe('OperationOutcome')
  return body.issue[0].code
}

describe('what stands open', () => {
  it('is the SMART configuration, whose endpoints are on this server and whose PKCE is S256 only', async () => {
    const config = await (await fetch(`${ehr.iss}/.well-known/smart-configuration`)).json()
    expect(config).toMatchObject({
      issuer: ehr.iss,
      authorization_endpoint: `${ehr.url}/oauth/authorize`,
      token_endpoint: `${ehr.url}/oauth/token`,
      jwks_uri: `${ehr.url}/oauth/jwks`,
      code_challenge_methods_supported: ['S256'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      revocation_endpoint: `${ehr.url}/oauth/revoke`,
      token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'private_key_jwt'],
      response_types_supported: ['code'],
    })
    expect(config.capabilities).toEqual(
      expect.arrayContaining([
        'launch-ehr',
        'client-public',
        'client-confidential-asymmetric',
        'permission-online',
        'sso-openid-connect',
      ]),
    )
  })

  it('is the CapabilityStatement, which says how the rest is protected and not where it stands', async () => {
    const text = await (await fetch(`${ehr.iss}/metadata`)).text()
    expect(text).toContain(`"valueUri":"${ehr.url}/oauth/token"`)
    expect(text).toContain(`"url":"${ehr.iss}"`)
    expect(text).not.toContain(ehr.upstream.fhirBaseUrl)
  })
})

describe('the access token', () => {
  it('reads the launched patient', async () => {
    const response = await ehr.fhir('/Patient/patient-anya', token)
    expect(response.status).toBe(200)
    expect(response.headers.get('etag')).toBe('W/"1"')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toMatchObject({ resourceType: 'Patient', id: 'patient-anya' })
  })

  it.each([
    ['is missing', {}],
    ['is unknown', { authorization: 'Bearer made-up' }],
    ['is of another scheme', { authorization: 'Basic d29yazpzZWNyZXQ=' }],
  ])('is wanted: 401 when it %s', async (_name, headers) => {
    const response = await fetch(`${ehr.iss}/Patient/patient-anya`, { headers })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain('Bearer')
    expect(await outcome(response)).toBe('login')
    expect(ehr.upstream.seen).toEqual([])
  })

  it('works for an hour', async () => {
    ehr.passSeconds(3599)
    expect((await ehr.fhir('/Patient/patient-anya', token)).status).toBe(200)
    ehr.passSeconds(1)
    expect((await ehr.fhir('/Patient/patient-anya', token)).status).toBe(401)
  })
})

describe('a read', () => {
  it.each(['/Observation/of-anya', '/Observation/of-anya/_history/1', '/Task/of-anya', '/Organization/practice-demo'])(
    'of %s is answered',
    async path => {
      expect((await ehr.fhir(path, token)).status).toBe(200)
    },
  )

  it.each(['/Patient/patient-ben', '/Observation/of-ben', '/Observation/of-ben/_history/1', '/Task/of-ben'])(
    'of %s, another patient’s, is refused',
    async path => {
      const response = await ehr.fhir(path, token)
      expect(response.status).toBe(403)
      expect(await outcome(response)).toBe('forbidden')
    },
  )

  it('of another patient is refused before it is looked for: the answer does not say whether there is one', async () => {
    expect((await ehr.fhir('/Patient/nobody-at-all', token)).status).toBe(403)
    expect(ehr.upstream.seen).toEqual([])
  })

  it('of a type outside the scopes is refused', async () => {
    const narrow = await ehr.accessToken('launch patient/Patient.r')
    expect((await ehr.fhir('/Patient/patient-anya', narrow)).status).toBe(200)
    expect((await ehr.fhir('/Observation/of-anya', narrow)).status).toBe(403)
    expect((await ehr.fhir('/Organization/practice-demo', narrow)).status).toBe(403)
  })

  it('of the signed-in clinician needs no more than fhirUser', async () => {
    const identity = await ehr.accessToken('launch openid fhirUser')
    expect((await ehr.fhir('/Practitioner/clinician-gp', identity)).status).toBe(200)
    expect((await ehr.fhir('/Practitioner/clinician-nurse', identity)).status).toBe(403)
    const without = await ehr.accessToken('launch openid')
    expect((await ehr.fhir('/Practitioner/clinician-gp', without)).status).toBe(403)
  })

  it('of a resource that says nothing of its patient is refused', async () => {
    ehr.upstream.resources.set('Observation/nobody', {
      resourceType: 'Observation',
      id: 'nobody',
      status: 'final',
      code: { text: 'note' },
    })
    expect((await ehr.fhir('/Observation/nobody', token)).status).toBe(403)
  })

  it('of Provenance is answered only when all that it is about is the patient’s', async () => {
    const provenance = (id: string, ...targets: string[]) =>
      ehr.upstream.resources.set(`Provenance/${id}`, {
        resourceType: 'Provenance',
        id,
        recorded: '2026-03-02T09:00:00Z',
        agent: [{ who: { display: 'someone' } }],
        target: targets.map(reference => ({ reference })),
      })
    provenance('hers', 'Task/of-anya', 'Patient/patient-anya')
    provenance('mixed', 'Task/of-anya', 'Task/of-ben')
    provenance('shared', 'Organization/practice-demo')
    expect((await ehr.fhir('/Provenance/hers', token)).status).toBe(200)
    expect((await ehr.fhir('/Provenance/mixed', token)).status).toBe(403)
    expect((await ehr.fhir('/Provenance/shared', token)).status).toBe(403)
  })

  it('of what is not there is not found, and of a type that is not offered too', async () => {
    expect((await ehr.fhir('/Observation/none', token)).status).toBe(404)
    expect((await ehr.fhir('/AuditEvent/1', token)).status).toBe(404)
  })

  it('that the FHIR server would send elsewhere is a 502: the facade follows no redirect', async () => {
    ehr.upstream.movedTo = `${ehr.upstream.fhirBaseUrl}/Patient/patient-anya`
    expect((await ehr.fhir('/Patient/patient-anya', token)).status).toBe(502)
    ehr.upstream.movedTo = undefined
  })

  it('that the FHIR server answers with garbage, or not at all, is a 502', async () => {
    ehr.upstream.garbage = '<html>Sign in</html>'
    expect((await ehr.fhir('/Observation/of-anya', token)).status).toBe(502)
    ehr.upstream.garbage = undefined
    const stopped = await runningEhr()
    const stoppedToken = await stopped.accessToken('launch patient/*.rs')
    await stopped.upstream.close()
    const response = await stopped.fhir('/Patient/patient-anya', stoppedToken)
    expect(response.status).toBe(502)
    expect(await outcome(response)).toBe('transient')
    await stopped.close()
  })
})

describe('an address that climbs out of the FHIR base', () => {
  /** fetch would tidy the path before sending; a hostile client does not. */
  const rawStatus = (path: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(ehr.url)
      const sent = request({ hostname, port, path, headers: { authorization: `Bearer ${token}` } }, response => {
        response.resume()
        resolve(response.statusCode)
      })
      sent.on('error', reject).end()
    })

  it.each([
    '/fhir/Observation/..',
    '/fhir/Observation/.',
    '/fhir/Observation/%2e%2e',
    '/fhir/Observation/../../secret',
    '/fhir/Observation/..%2f..%2fsecret',
    '/fhir/Observation/%2e%2e%2f%2e%2e%2fsecret',
    '/fhir/..%2fsecret/of-anya',
    '/fhir/Observation/of-anya%3f_id=x',
    '/fhir/Observation/of-anya%23',
    '/fhir/Observation/of-anya/_history/..',
    '/fhir/Observation/..%5csecret',
    '/fhir/Observation/%zz',
  ])('%s is not passed on', async path => {
    expect([400, 404]).toContain(await rawStatus(path))
    expect(ehr.upstream.seen).toEqual([])
  })
})
