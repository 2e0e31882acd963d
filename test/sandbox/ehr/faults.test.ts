import { createPublicKey } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { EHR_FAULTS } from '../../../src/sandbox/ehr/faults/ehr-faults.ts'
import { type RunningEhr, runningEhr } from './running-ehr.ts'

let ehr: RunningEhr
beforeAll(async () => {
  ehr = await runningEhr()
})
afterAll(() => ehr.close())
afterEach(async () => {
  await fetch(`${ehr.url}/faults`, { method: 'DELETE' })
  await ehr.launch()
})

type Members = Record<string, unknown>
const turn = (name: string, method: 'PUT' | 'DELETE') => fetch(`${ehr.url}/faults/${name}`, { method })
const discovery = (init: RequestInit = {}) =>
  fetch(`${ehr.iss}/.well-known/smart-configuration`, { redirect: 'manual', ...init })
const elsewhere = async () =>
  (await (await fetch(`${ehr.url}/faults`)).json()).elsewhere as { url: string; requests: number }

/** A sign-in with one fault, down to the token endpoint's answer. */
async function signIn(fault: string, scope = 'launch openid fhirUser patient/*.rs user/*.rs', init: RequestInit = {}) {
  const launch = await ehr.launch({ patient: 'patient-anya' }, fault)
  const code = await ehr.code({ launch, scope })
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: ehr.clientId,
    redirect_uri: ehr.redirectUri,
    code,
    code_verifier: 'a-verifier-of-the-right-alphabet-and-of-enough-length',
  })
  return fetch(`${ehr.url}/oauth/token`, { method: 'POST', body, redirect: 'manual', ...init })
}
const membersAfter = async (fault: string, scope?: string): Promise<Members> => (await signIn(fault, scope)).json()
const tokenAfter = async (fault: string): Promise<string> => String((await membersAfter(fault)).access_token)
const neverAnswers = (answer: (init: RequestInit) => Promise<Response>) =>
  expect(answer({ signal: AbortSignal.timeout(300) })).rejects.toThrow(/abort|timeout/i)

describe('the switches', () => {
  it('list every fault with what it does and what the clinician sees, all off', async () => {
    const { faults } = await (await fetch(`${ehr.url}/faults`)).json()
    expect(faults).toHaveLength(EHR_FAULTS.length)
    for (const fault of faults) {
      expect(fault.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect([fault.on, fault.says.length > 10, fault.sees.length > 10]).toEqual([false, true, true])
    }
    expect(new Set(faults.map(({ name }: Members) => name)).size).toBe(EHR_FAULTS.length)
  })

  it('turn a fault on for every launch and off again', async () => {
    expect(await (await turn('discovery-down', 'PUT')).json()).toMatchObject({ name: 'discovery-down', on: true })
    expect((await discovery()).status).toBe(503)
    expect(await (await turn('discovery-down', 'DELETE')).json()).toMatchObject({ on: false })
    expect((await discovery()).status).toBe(200)
  })

  it('all go off at once', async () => {
    await turn('discovery-down', 'PUT')
    await turn('token-500', 'PUT')
    await fetch(`${ehr.url}/faults`, { method: 'DELETE' })
    expect((await discovery()).status).toBe(200)
    expect((await signIn('none')).status).toBe(200)
  })

  it.each(['PUT', 'DELETE'] as const)('know no fault that is not in the list: %s', async method => {
    expect((await turn('no-such-fault', method)).status).toBe(404)
    expect((await turn('__proto__', method)).status).toBe(404)
  })

  it('act on one launch only when they are named on its button', async () => {
    expect(await membersAfter('token-without-patient')).not.toHaveProperty('patient')
    expect(await membersAfter('none')).toHaveProperty('patient', 'patient-anya')
  })

  it('let discovery follow the launch button that was pressed last', async () => {
    await ehr.launch({ patient: 'patient-anya' }, 'discovery-down')
    expect((await discovery()).status).toBe(503)
    await ehr.launch()
    expect((await discovery()).status).toBe(200)
  })

  it('stand on a page with a button for each, which works without script', async () => {
    const html = { headers: { accept: 'text/html' } }
    const page = await (await fetch(`${ehr.url}/faults`, html)).text()
    expect(page).toContain('SYNTHETIC')
    for (const { name } of EHR_FAULTS) expect(page).toContain(`>Switch on ${name}</button>`)
    const body = new URLSearchParams({ turn: 'on' })
    const pressed = await fetch(`${ehr.url}/faults/discovery-down`, {
      ...html,
      method: 'POST',
      body,
      redirect: 'manual',
    })
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/faults'])
    expect(await (await fetch(`${ehr.url}/faults`, html)).text()).toContain('Switch off discovery-down')
    expect(await (await fetch(ehr.url, html)).text()).toContain('misbehaves on purpose: discovery-down')
  })

  it('are not pressed by another site', async () => {
    const init = {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ turn: 'on' }),
    }
    expect((await fetch(`${ehr.url}/faults/discovery-down`, init)).status).toBe(403)
    expect((await discovery()).status).toBe(200)
  })
})

describe('a fault of discovery', () => {
  it.each<[string, (response: Response, members: () => Promise<Members>) => unknown, unknown]>([
    ['discovery-down', response => response.status, 503],
    ['discovery-html', response => response.headers.get('content-type'), 'text/html; charset=utf-8'],
    ['discovery-redirect', response => response.status, 302],
    ['discovery-no-authorize', async (_, members) => (await members()).authorization_endpoint, undefined],
    ['discovery-no-s256', async (_, members) => (await members()).code_challenge_methods_supported, []],
    [
      'discovery-offers-plain',
      async (_, members) => (await members()).code_challenge_methods_supported,
      ['S256', 'plain'],
    ],
    ['discovery-relative', async (_, members) => (await members()).token_endpoint, '../oauth/token'],
    ['discovery-huge', async (_, members) => String((await members()).padding).length > 10_000_000, true],
  ])('shows on the wire: %s', async (name, look, seen) => {
    await turn(name, 'PUT')
    const response = await discovery()
    expect(await look(response, () => response.json())).toEqual(seen)
  })

  it('discovery-token-elsewhere names a host that is not this one', async () => {
    await turn('discovery-token-elsewhere', 'PUT')
    const { token_endpoint } = await (await discovery()).json()
    expect(new URL(token_endpoint).origin).not.toBe(new URL(ehr.url).origin)
  })

  it('discovery-slow does not answer for a while', async () => {
    await turn('discovery-slow', 'PUT')
    await neverAnswers(discovery)
  })

  it('is not hidden by a cache', async () => {
    expect((await discovery()).headers.get('cache-control')).toBe('no-cache')
  })
})

describe('a fault of the way to and from the sign-in', () => {
  const opened = async (fault: string) => {
    const body = new URLSearchParams({ clinician: 'gp', patient: 'patient-anya' })
    const response = await fetch(`${ehr.url}/launch?fault=${fault}`, { method: 'POST', body, redirect: 'manual' })
    return new URL(response.headers.get('location') ?? '').searchParams
  }
  const back = async (fault: string) => {
    const launch = await ehr.launch({ patient: 'patient-anya' }, fault)
    return new URL((await ehr.authorize({ launch })).headers.get('location') ?? '')
  }

  it('shows in the address that opens the app', async () => {
    expect([...(await opened('launch-without-token')).keys()]).toEqual(['iss'])
    expect((await opened('launch-with-patient')).get('clientId')).toBe('another-client')
    expect((await opened('launch-unknown-issuer')).get('iss')).toBe(`${ehr.iss}/`)
  })

  it.each([
    ['authorize-refused', { error: 'access_denied', code: null, state: 'a-state' }],
    ['authorize-server-error', { error: 'server_error', code: null, state: 'a-state' }],
    ['callback-without-code', { error: null, code: null, state: 'a-state' }],
    ['callback-wrong-state', { state: 'A'.repeat(43) }],
  ])('shows in the address that the browser comes back to: %s', async (fault, parameters) => {
    const { searchParams } = await back(fault)
    for (const [name, value] of Object.entries(parameters)) expect(searchParams.get(name)).toBe(value)
  })

  it('authorize-refused describes itself with a script', async () => {
    expect((await back('authorize-refused')).searchParams.get('error_description')).toContain('<script>')
  })

  it('callback-other-issuer and callback-other-host come from and to elsewhere', async () => {
    expect((await back('callback-other-issuer')).searchParams.get('iss')).toBe((await elsewhere()).url)
    expect((await back('callback-other-host')).hostname).toBe('127.0.0.1')
  })
})

describe('a fault of the token endpoint', () => {
  it.each([
    ['code-refused', 400, { error: 'invalid_grant' }],
    ['client-refused', 401, { error: 'invalid_client' }],
    ['token-500', 500, { error: 'server_error' }],
    ['token-bad-patient', 200, { patient: '../../Patient/1' }],
    ['token-other-patient', 200, { patient: 'patient-of-somebody-else' }],
    ['token-expired-already', 200, { expires_in: 0 }],
    ['token-more-fields', 200, { patient: 'patient-anya', tenant: 't-1' }],
  ])('shows on the wire: %s', async (fault, status, members) => {
    const response = await signIn(fault)
    expect([response.status, await response.json()]).toMatchObject([status, members])
  })

  it.each([
    ['token-without-patient', 'patient'],
    ['token-without-scope', 'scope'],
    ['token-without-type', 'token_type'],
    ['token-without-expiry', 'expires_in'],
    ['id-token-missing', 'id_token'],
  ])('takes a member away: %s', async (fault, member) => {
    expect(Object.keys(await membersAfter('none'))).toContain(member)
    expect(Object.keys(await membersAfter(fault))).not.toContain(member)
  })

  it('token-with-dots gives a token that looks like a JWT, is none, and works', async () => {
    const token = await tokenAfter('token-with-dots')
    expect(token.split('.')).toHaveLength(3)
    expect(jwt.decode(token)).toBeNull()
    expect((await ehr.fhir('/Patient/patient-anya', token)).status).toBe(200)
  })

  it('token-fewer-scopes and token-no-patient-scope grant less, and the record keeps to it', async () => {
    const scope = 'launch openid patient/Patient.r patient/Observation.rs'
    const fewer = await membersAfter('token-fewer-scopes', scope)
    expect(fewer.scope).toBe('launch openid patient/Patient.r')
    expect((await ehr.fhir('/Observation', String(fewer.access_token))).status).toBe(403)
    const without = await membersAfter('token-no-patient-scope', scope)
    expect(without.scope).toBe('launch openid patient/Observation.rs')
    expect((await ehr.fhir('/Patient/patient-anya', String(without.access_token))).status).toBe(403)
  })

  it('token-html and token-redirect answer with something that is no token', async () => {
    expect(await (await signIn('token-html')).text()).toContain('Please log in')
    const moved = await signIn('token-redirect')
    expect([moved.status, moved.headers.get('location')]).toEqual([307, (await elsewhere()).url])
  })

  it('token-slow spends the code and does not answer for a while', async () => {
    await neverAnswers(init => signIn('token-slow', undefined, init))
  })

  it.each([
    ['refresh-refused', 400, { error: 'invalid_grant' }],
    ['refresh-other-patient', 200, { patient: 'patient-of-somebody-else' }],
  ])('acts at the refresh and not before: %s', async (fault, status, members) => {
    const first = await membersAfter(fault, 'launch openid online_access patient/*.rs')
    expect(first.patient).toBe('patient-anya')
    const grant = { grant_type: 'refresh_token', refresh_token: String(first.refresh_token) }
    const response = await ehr.token({ ...grant, redirect_uri: undefined, code_verifier: undefined })
    expect([response.status, await response.json()]).toMatchObject([status, members])
  })
})

describe('a fault of the id_token', () => {
  const idTokenAfter = async (fault: string): Promise<string> => String((await membersAfter(fault)).id_token)
  const published = async (): Promise<Members[]> => (await (await fetch(`${ehr.url}/oauth/jwks`)).json()).keys
  const isSigned = async (token: string): Promise<boolean> => {
    const kid = jwt.decode(token, { complete: true })?.header.kid
    const key = (await published()).find(each => each.kid === kid)
    if (key === undefined) return false
    try {
      const publicKey = createPublicKey({ key, format: 'jwk' })
      jwt.verify(token, publicKey, { algorithms: ['RS256'], ignoreExpiration: true, ignoreNotBefore: true })
      return true
    } catch {
      return false
    }
  }
  const issued = Date.parse('2026-03-02T09:00:00Z') / 1000

  it.each<[string, Members]>([
    ['id-token-wrong-aud', { aud: 'another-client' }],
    ['id-token-wrong-nonce', { nonce: 'of-another-sign-in' }],
    ['id-token-wrong-azp', { aud: ['workwell-referral', 'another-client'], azp: 'another-client' }],
    ['id-token-two-audiences', { aud: ['workwell-referral', 'another-client'] }],
    ['id-token-expired', { iat: issued - 360, exp: issued - 60 }],
    ['id-token-not-yet-valid', { nbf: issued + 3600 }],
    ['id-token-from-the-future', { iat: issued + 3600, exp: issued + 7200 }],
  ])('claims something wrong under a good signature: %s', async (fault, claims) => {
    const token = await idTokenAfter(fault)
    expect(jwt.decode(token)).toMatchObject(claims)
    expect(await isSigned(token)).toBe(true)
  })

  it('id-token-wrong-iss and id-token-fhir-user-elsewhere come from another host, id-token-fhir-user-patient from none', async () => {
    const { url } = await elsewhere()
    expect(jwt.decode(await idTokenAfter('id-token-wrong-iss'))).toMatchObject({ iss: url })
    const fhirUser = `${url}/Practitioner/clinician-gp`
    expect(jwt.decode(await idTokenAfter('id-token-fhir-user-elsewhere'))).toMatchObject({ fhirUser })
    const patient = `${ehr.iss}/Patient/patient-of-somebody-else`
    expect(jwt.decode(await idTokenAfter('id-token-fhir-user-patient'))).toMatchObject({ fhirUser: patient })
  })

  it.each([
    ['id-token-without-exp', 'exp'],
    ['id-token-without-nonce', 'nonce'],
    ['id-token-without-sub', 'sub'],
    ['id-token-without-fhir-user', 'fhirUser'],
  ])('leaves a claim out under a good signature: %s', async (fault, claim) => {
    expect(jwt.decode(await idTokenAfter('none'))).toHaveProperty(claim)
    const token = await idTokenAfter(fault)
    expect(jwt.decode(token)).not.toHaveProperty(claim)
    expect(await isSigned(token)).toBe(true)
  })

  it.each([
    ['id-token-alg-none', 'none'],
    ['id-token-hs256', 'HS256'],
    ['id-token-wrong-key', 'RS256'],
    ['id-token-unknown-kid', 'RS256'],
  ])('is not signed as it should be: %s', async (fault, alg) => {
    const token = await idTokenAfter(fault)
    expect(jwt.decode(token, { complete: true })?.header.alg).toBe(alg)
    expect(await isSigned(token)).toBe(false)
  })

  it('id-token-hs256 would pass where the published key is taken for a secret', async () => {
    const [key = {}] = await published()
    const secret = createPublicKey({ key, format: 'jwk' }).export({ format: 'pem', type: 'spki' })
    const [head, payload, signature] = (await idTokenAfter('id-token-hs256')).split('.')
    const { createHmac } = await import('node:crypto')
    expect(createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url')).toBe(signature)
  })

  it('id-token-wrong-key names a published key, id-token-unknown-kid one that is not', async () => {
    const kidOf = (token: string) => jwt.decode(token, { complete: true })?.header.kid
    const kids = (await published()).map(({ kid }) => kid)
    expect(kids).toContain(kidOf(await idTokenAfter('id-token-wrong-key')))
    expect(kids).not.toContain(kidOf(await idTokenAfter('id-token-unknown-kid')))
  })

  it('id-token-garbage is no JWT', async () => {
    expect(jwt.decode(await idTokenAfter('id-token-garbage'))).toBeNull()
  })

  it.each<[string, (response: Response) => unknown, unknown]>([
    ['jwks-down', response => response.status, 503],
    ['jwks-html', response => response.headers.get('content-type'), 'text/html; charset=utf-8'],
    ['jwks-empty', async response => (await response.json()).keys, []],
    ['jwks-huge', async response => (await response.text()).length > 10_000_000, true],
  ])('lies in the key set, while a new key signs: %s', async (fault, look, seen) => {
    const before = (await published())[0]?.kid
    const token = await idTokenAfter(fault)
    expect(jwt.decode(token, { complete: true })?.header.kid).not.toBe(before)
    expect(await look(await fetch(`${ehr.url}/oauth/jwks`))).toEqual(seen)
  })

  it('jwks-slow does not answer for a while', async () => {
    await turn('jwks-slow', 'PUT')
    await neverAnswers(init => fetch(`${ehr.url}/oauth/jwks`, init))
  })

  it('keys-rotated signs with a key that was not there before, and takes the old one away', async () => {
    const [before] = await published()
    const token = await idTokenAfter('keys-rotated')
    expect(await isSigned(token)).toBe(true)
    expect((await published()).map(({ kid }) => kid)).not.toContain(before?.kid)
  })

  it('has its keys rotated by one call', async () => {
    const [before] = await published()
    expect((await fetch(`${ehr.url}/faults/rotate-keys`, { method: 'POST' })).status).toBe(200)
    expect((await published()).map(({ kid }) => kid)).not.toContain(before?.kid)
    expect(await isSigned(await idTokenAfter('none'))).toBe(true)
  })
})

describe('a fault of the record', () => {
  const asked = async (fault: string, path: string, init?: RequestInit) =>
    ehr.fhir(path, await tokenAfter(fault), { redirect: 'manual', ...init })

  it.each([
    ['fhir-401', '/Patient/patient-anya', 401],
    ['fhir-401-until-refresh', '/Patient/patient-anya', 401],
    ['fhir-404-patient', '/Patient/patient-anya', 404],
    ['fhir-404-patient', '/Observation', 200],
    ['fhir-403', '/Observation', 403],
    ['fhir-403', '/Patient/patient-anya', 200],
    ['fhir-429', '/Observation', 429],
    ['fhir-500', '/Observation', 500],
    ['fhir-down', '/Patient/patient-anya', 503],
    ['fhir-redirect-elsewhere', '/Observation', 302],
  ])('shows on the wire: %s at %s', async (fault, path, status) => {
    expect((await asked(fault, path)).status).toBe(status)
  })

  it('fhir-429 says when to come back', async () => {
    expect((await asked('fhir-429', '/Observation')).headers.get('retry-after')).toBe('120')
  })

  it('fhir-401-until-refresh lets a refreshed token in', async () => {
    const first = await membersAfter('fhir-401-until-refresh', 'launch online_access patient/*.rs')
    const grant = { grant_type: 'refresh_token', refresh_token: String(first.refresh_token) }
    const renewed = await (await ehr.token({ ...grant, redirect_uri: undefined, code_verifier: undefined })).json()
    expect((await ehr.fhir('/Patient/patient-anya', renewed.access_token)).status).toBe(200)
  })

  it('fhir-other-patient answers with another id than was asked for', async () => {
    expect(await (await asked('fhir-other-patient', '/Patient/patient-anya')).json()).toMatchObject({
      resourceType: 'Patient',
      id: 'patient-of-somebody-else',
    })
  })

  it('fhir-other-patient-in-search brings something of another patient among the right ones', async () => {
    const { entry } = await (await asked('fhir-other-patient-in-search', '/Observation')).json()
    expect(entry.map((each: { resource: Members }) => each.resource.subject)).toEqual([
      { reference: 'Patient/patient-anya' },
      { reference: 'Patient/patient-of-somebody-else' },
    ])
  })

  it('fhir-html, fhir-broken-json and fhir-huge are not what a search answers', async () => {
    expect(await (await asked('fhir-html', '/Observation')).text()).toContain('Please log in')
    await expect((await asked('fhir-broken-json', '/Observation')).json()).rejects.toThrow(SyntaxError)
    expect((await (await asked('fhir-huge', '/Observation')).text()).length).toBeGreaterThan(10_000_000)
  })

  it('fhir-slow does not answer for a while', async () => {
    const token = await tokenAfter('fhir-slow')
    await neverAnswers(init => ehr.fhir('/Observation', token, init))
  })

  it('fhir-next-elsewhere and fhir-reference-elsewhere lead to a host that counts who comes', async () => {
    const { link } = await (await asked('fhir-next-elsewhere', '/Observation')).json()
    const before = await elsewhere()
    expect(link[0].url.startsWith(before.url)).toBe(true)
    await fetch(link[0].url, { headers: { authorization: 'Bearer lost' } })
    expect(await elsewhere()).toMatchObject({ requests: before.requests + 1, withAuthorization: 1 })
    const role = {
      resourceType: 'PractitionerRole',
      id: 'role-gp',
      practitioner: { reference: 'Practitioner/gp' },
    } as const
    ehr.upstream.resources.set('PractitionerRole/role-gp', role)
    const { practitioner } = await (await asked('fhir-reference-elsewhere', '/PractitionerRole/role-gp')).json()
    expect(practitioner.reference).toBe(`${before.url}/Practitioner/gp`)
  })

  it('fhir-endless has always one more page', async () => {
    const token = await tokenAfter('fhir-endless')
    const { link } = await (await ehr.fhir('/Observation', token)).json()
    const next = await ehr.fhir(link[0].url.slice(ehr.iss.length), token)
    expect((await next.json()).link).toEqual(link)
  })

  it('fhir-writes-refused writes nothing', async () => {
    const task = {
      resourceType: 'Task',
      status: 'requested',
      intent: 'order',
      for: { reference: 'Patient/patient-anya' },
    }
    const { access_token } = await membersAfter('fhir-writes-refused', 'launch patient/*.crus')
    const init = { method: 'POST', body: JSON.stringify(task) }
    expect((await ehr.fhir('/Task', String(access_token), init)).status).toBe(403)
    expect(ehr.upstream.seen.filter(({ method }) => method === 'POST')).toEqual([])
  })
})
