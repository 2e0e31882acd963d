import { describe, expect, it } from 'vitest'
import { ALL_CHECKS, judge } from '../../../launch/ehr-check/judge.ts'
import type { Seen } from '../../../launch/ehr-check/look.ts'
import type { Observations, SearchedPart, SignInObservations } from '../../../launch/ehr-check/observations.ts'
import { reportSchema, type Status } from '../../../launch/ehr-check/report.ts'
import {
  answer,
  BACK,
  CLAIMS,
  conditionOf,
  DISCOVERY,
  GOOD,
  jwt,
  KEYS,
  NOW,
  PATIENT,
  page,
  STATEMENT,
  TOKEN,
} from './good-observations.ts'

const missed = (failure: 'TIMEOUT' | 'UNREACHABLE' | 'TOO_LARGE') => ({ ok: false, failure }) as const
const discovery = (changes: object, bent: Partial<Seen> = {}): Partial<Observations> => ({
  discovery: answer({ ...DISCOVERY, ...changes }, bent),
})
const capabilities = (without: string | RegExp) =>
  discovery({
    capabilities: DISCOVERY.capabilities.filter(each =>
      typeof without === 'string' ? each !== without : !without.test(each),
    ),
  })
const keys = (...all: object[]): Partial<Observations> => ({ jwks: answer({ keys: all }) })
const authorize = (changes: Partial<Observations['authorize']>) => ({ authorize: { ...GOOD.authorize, ...changes } })
const statement = (changes: object) => ({ metadata: answer({ ...STATEMENT, ...changes }) })
const signIn = (changes: Partial<SignInObservations>) => ({ signIn: { ...GOOD.signIn, ...changes } })
const token = (changes: object, bent: Partial<Seen> = {}) => signIn({ token: answer({ ...TOKEN, ...changes }, bent) })
const claims = (changes: object, header: object = {}) => token({ id_token: jwt({ ...CLAIMS, ...changes }, header) })
const search = (part: SearchedPart, seen: SignInObservations['patient']) =>
  signIn({ searches: GOOD.signIn.searches.map(each => (each.part === part ? { part, seen } : each)) })
const SERVER_ERROR = answer({}, { status: 500 })

/** For every check, something that it must not let pass, and how it says so. */
const BENT: Readonly<Record<string, readonly [Status, Partial<Observations>][]>> = {
  tls: [['fail', { ehr: { ...GOOD.ehr, issuer: 'http://ehr.example.org/fhir' } }]],
  'discovery-reachable': [
    ['fail', discovery({}, { status: 503 })],
    ['fail', { discovery: missed('UNREACHABLE') }],
  ],
  'discovery-time': [
    ['warn', discovery({}, { ms: 1500 })],
    ['fail', { discovery: missed('TIMEOUT') }],
  ],
  'discovery-size': [['fail', { discovery: missed('TOO_LARGE') }]],
  'discovery-content-type': [['fail', discovery({}, { headers: { 'content-type': 'text/html' } })]],
  'discovery-json': [['fail', { discovery: answer([]) }]],
  'authorization-endpoint': [['fail', discovery({ authorization_endpoint: undefined })]],
  'token-endpoint': [['fail', discovery({ token_endpoint: '' })]],
  'jwks-uri': [['fail', discovery({ jwks_uri: 7 })]],
  issuer: [['fail', discovery({ issuer: undefined })]],
  'endpoint-origins': [
    ['fail', discovery({ token_endpoint: 'https://elsewhere.example/token' })],
    ['fail', discovery({ jwks_uri: 'http://ehr.example.org/jwks' })],
    [
      'pass',
      {
        ...discovery({ token_endpoint: 'https://auth.example/token' }),
        ehr: { ...GOOD.ehr, endpointOrigins: ['https://auth.example'] },
      },
    ],
  ],
  'grant-types': [
    ['warn', discovery({ grant_types_supported: undefined })],
    ['fail', discovery({ grant_types_supported: ['client_credentials'] })],
  ],
  'pkce-s256': [['fail', discovery({ code_challenge_methods_supported: ['plain'] })]],
  'pkce-not-plain': [['fail', discovery({ code_challenge_methods_supported: ['S256', 'plain'] })]],
  'capability-launch-ehr': [['fail', capabilities('launch-ehr')]],
  'capability-sso-openid-connect': [['fail', capabilities('sso-openid-connect')]],
  'capability-context-ehr-patient': [['warn', capabilities('context-ehr-patient')]],
  'capability-context-ehr-encounter': [['warn', capabilities('context-ehr-encounter')]],
  'capability-permission-patient': [['warn', capabilities('permission-patient')]],
  'capability-client': [['warn', discovery({ capabilities: ['client-confidential-symmetric'] })]],
  'capability-scope-version': [['warn', capabilities(/^permission-v/)]],
  'refresh-offered': [['warn', discovery({ scopes_supported: ['openid'] })]],
  'revocation-offered': [['warn', discovery({ revocation_endpoint: undefined })]],
  'scopes-supported': [['warn', discovery({ scopes_supported: undefined })]],
  cors: [
    [
      'fail',
      discovery(
        {},
        { headers: { 'access-control-allow-origin': 'https://a.example', 'access-control-allow-credentials': 'true' } },
      ),
    ],
    ['pass', discovery({}, { headers: { 'access-control-allow-origin': '*' } })],
  ],
  clock: [
    ['warn', discovery({}, { headers: { date: new Date(NOW.getTime() - 20_000).toUTCString() } })],
    ['fail', discovery({}, { headers: { date: new Date(NOW.getTime() + 40_000).toUTCString() } })],
    ['warn', discovery({}, { headers: { date: '' } })],
  ],
  'jwks-reachable': [
    ['fail', { jwks: answer({ keys: [] }, { status: 401 }) }],
    ['fail', { jwks: missed('TIMEOUT') }],
  ],
  'jwks-keys': [
    ['fail', { jwks: answer({}) }],
    ['fail', keys()],
  ],
  'jwks-rs256': [['fail', keys(KEYS.ec)]],
  'jwks-kids': [
    ['fail', keys(KEYS.good, { ...KEYS.ec, kid: 'k1' })],
    ['fail', keys({ ...KEYS.good, kid: undefined })],
  ],
  'jwks-kty': [['fail', keys(KEYS.good, { kty: 'oct', kid: 'k9' })]],
  'jwks-use': [['warn', keys({ ...KEYS.good, alg: undefined })]],
  'jwks-rsa-size': [['fail', keys(KEYS.good, KEYS.short)]],
  'jwks-ec-curve': [['warn', keys(KEYS.good, KEYS.otherCurve)]],
  'jwks-public-only': [['fail', keys({ ...KEYS.good, d: 'private' })]],
  'authorize-foreign-redirect': [
    [
      'fail',
      authorize({
        foreignRedirect: answer(undefined, {
          status: 302,
          headers: { location: 'https://ehr-check.invalid/callback?error=x' },
        }),
      }),
    ],
    ['not-run', authorize({ foreignRedirect: answer(undefined) })],
  ],
  'authorize-foreign-audience': [
    ['fail', authorize({ foreignAudience: BACK({ code: 'a-code' }) })],
    ['pass', authorize({ foreignAudience: BACK({ error: 'invalid_request' }) })],
    ['not-run', authorize({ foreignAudience: answer(undefined) })],
  ],
  'authorize-needs-pkce': [['fail', authorize({ withoutPkce: BACK({ code: 'a-code' }) })]],
  'token-refuses-invented-code': [
    ['fail', { inventedCode: answer({ access_token: 'given' }) }],
    ['fail', { inventedCode: answer({ error: 'server_error' }, { status: 500 }) }],
  ],
  'token-error-json': [
    ['fail', { inventedCode: answer(undefined, { status: 400, headers: { 'content-type': 'text/html' } }) }],
    ['fail', { inventedCode: answer({ error: 'Something went wrong' }, { status: 400 }) }],
  ],
  'token-knows-client': [
    ['fail', { inventedCode: answer({ error: 'invalid_client' }, { status: 401 }) }],
    ['not-run', { ehr: { ...GOOD.ehr, client: undefined } }],
  ],
  'token-error-no-store': [
    ['warn', { inventedCode: answer({ error: 'invalid_grant' }, { status: 400, headers: { 'cache-control': '' } }) }],
  ],
  'metadata-reachable': [
    ['warn', { metadata: answer(undefined, { status: 401 }) }],
    ['fail', { metadata: missed('TIMEOUT') }],
  ],
  'metadata-r4': [['fail', statement({ fhirVersion: '3.0.2' })]],
  'metadata-json': [['warn', statement({ format: ['xml'] })]],
  'metadata-resources': [['warn', statement({ rest: [] })]],
  'closed-without-token': [['fail', { withoutToken: answer(page([PATIENT])) }]],
  'closed-to-invented-token': [['fail', { inventedToken: answer(page([PATIENT])) }]],

  'launch-begins': [['fail', signIn({ notBegun: { code: 'EHR_NOT_SMART', detail: 'discovery' } })]],
  'sign-in': [['fail', signIn({ callback: { error: 'access_denied' } })]],
  'callback-issuer': [
    ['fail', signIn({ callback: { iss: 'https://elsewhere.example' } })],
    ['pass', signIn({ callback: { iss: DISCOVERY.issuer } })],
  ],
  'token-answers': [
    ['fail', signIn({ token: answer({ error: 'invalid_grant' }, { status: 400 }) })],
    ['fail', token({}, { headers: { 'content-type': 'text/html' } })],
  ],
  'token-time': [
    ['warn', token({}, { ms: 3000 })],
    ['fail', signIn({ token: missed('TIMEOUT') })],
  ],
  'id-token-present': [
    ['fail', token({ id_token: undefined })],
    ['fail', token({ id_token: 'this.is.nothing' })],
  ],
  'id-token-accepted': [
    ['fail', signIn({ signedIn: { ok: false, failure: { code: 'BAD_ID_TOKEN', detail: 'invalid signature' } } })],
  ],
  'id-token-algorithm': [
    ['fail', claims({}, { alg: 'none' })],
    ['fail', claims({}, { crit: ['b64'] })],
    ['warn', claims({}, { alg: 'ES256' })],
    ['warn', claims({}, { kid: undefined })],
  ],
  'id-token-issuer': [['fail', claims({ iss: 'https://elsewhere.example' })]],
  'id-token-audience': [
    ['fail', claims({ aud: 'another' })],
    ['fail', claims({ aud: ['workwell', 'another'] })],
    ['fail', claims({ azp: 'another' })],
    ['pass', claims({ aud: ['workwell', 'another'], azp: 'workwell' })],
  ],
  'id-token-nonce': [['fail', claims({ nonce: undefined })]],
  'id-token-times': [
    ['fail', claims({ exp: undefined })],
    ['fail', claims({ exp: CLAIMS.iat - 100 })],
    ['fail', claims({ iat: CLAIMS.iat + 100 })],
    ['fail', claims({ iat: CLAIMS.iat - 700 })],
    ['fail', claims({ nbf: CLAIMS.iat + 100 })],
  ],
  'id-token-subject': [
    ['fail', claims({ sub: '' })],
    ['fail', claims({ sub: 'x'.repeat(256) })],
  ],
  'id-token-fhir-user': [
    ['fail', claims({ fhirUser: 'https://elsewhere.example/Practitioner/1' })],
    ['fail', claims({ fhirUser: 'Patient/1' })],
    ['fail', claims({ fhirUser: undefined })],
    ['pass', claims({ fhirUser: 'PractitionerRole/1' })],
  ],
  'token-no-store': [['fail', token({}, { headers: { 'cache-control': 'max-age=60' } })]],
  'token-access-token': [
    ['fail', token({ access_token: 'with spaces' })],
    ['fail', token({ token_type: 'mac' })],
  ],
  'token-expires-in': [
    ['warn', token({ expires_in: undefined })],
    ['warn', token({ expires_in: 7200 })],
    ['fail', token({ expires_in: 0 })],
    ['fail', token({ expires_in: '3600' })],
  ],
  'token-scope': [['fail', token({ scope: undefined })]],
  'context-patient': [['fail', token({ patient: '../Patient/1' })]],
  'context-encounter': [
    ['fail', token({ encounter: 'a b' })],
    ['not-run', token({ encounter: undefined })],
  ],
  'context-fhir-context': [
    ['fail', token({ fhirContext: [{ reference: 'Patient/another' }] })],
    ['pass', token({ fhirContext: [{ reference: 'Patient/another', role: 'https://a.example/donor' }] })],
    ['warn', token({ fhirContext: 'Patient/another' })],
  ],
  'context-banner': [['warn', token({ need_patient_banner: 'yes' })]],
  'scopes-patient': [['fail', token({ scope: 'patient/Condition.rs' })]],
  'scopes-read': [
    ['fail', token({ scope: 'patient/Patient.r patient/Condition.r' })],
    ['pass', token({ scope: 'patient/Patient.read patient/Condition.read patient/ServiceRequest.read' })],
  ],
  'scopes-write': [['warn', token({ scope: 'patient/ServiceRequest.rs' })]],
  'scopes-sparing': [['warn', token({ scope: `${TOKEN.scope} user/*.cruds` })]],
  'read-patient': [
    ['fail', signIn({ patient: SERVER_ERROR })],
    ['fail', signIn({ patient: answer({ ...PATIENT, id: 'another' }) })],
    ['fail', signIn({ patient: answer(undefined) })],
  ],
  'read-patient-identity': [['warn', signIn({ patient: answer({ ...PATIENT, birthDate: undefined }) })]],
  'read-patient-current': [['warn', signIn({ patient: answer({ ...PATIENT, link: [{ type: 'replaced-by' }] }) })]],
  'read-encounter': [['fail', signIn({ encounter: SERVER_ERROR })]],
  'read-fhir-user': [['fail', signIn({ user: answer({ resourceType: 'Practitioner', id: 'another' }) })]],
  'search-roles': [['fail', search('roles', SERVER_ERROR)]],
  'search-conditions': [
    ['fail', search('conditions', answer(page([conditionOf('another')])))],
    ['fail', search('conditions', answer({ resourceType: 'Bundle', type: 'collection' }))],
    ['warn', search('conditions', answer(page(), { headers: { 'content-type': 'text/plain' } }))],
    ['warn', search('conditions', answer(page(), { ms: 2500 }))],
  ],
  'search-observations': [['fail', search('observations', missed('TIMEOUT'))]],
  'search-documents': [['fail', search('documents', missed('TOO_LARGE'))]],
  'search-observations-read-coded': [
    ['warn', search('observationsReadCoded', answer({}, { status: 400 }))],
    ['fail', search('observationsReadCoded', answer({}, { status: 500 }))],
  ],
  'search-documents-by-text': [
    ['warn', search('documentsByText', answer({}, { status: 400 }))],
    ['fail', search('documentsByText', missed('TIMEOUT'))],
  ],
  'search-referrals': [['fail', search('referrals', answer(undefined))]],
  paging: [
    ['fail', signIn({ firstPage: answer(page([], 'https://elsewhere.example/Condition?page=2')) })],
    ['fail', search('documents', answer(page([], 'https://ehr.example.org/fhir-other/x')))],
    ['fail', signIn({ nextPage: SERVER_ERROR })],
    ['not-run', signIn({ firstPage: answer(page()) })],
  ],
  'paging-ends': [['fail', signIn({ nextPage: GOOD.signIn.firstPage })]],
  'write-referral': [
    ['fail', signIn({ written: { created: answer({}, { status: 403 }), readBack: undefined } })],
    ['fail', signIn({ written: { created: answer({}, { status: 201 }), readBack: undefined } })],
    ['not-run', signIn({ written: undefined })],
  ],
  'write-read-back': [['fail', signIn({ written: { created: answer({}, { status: 201 }), readBack: SERVER_ERROR } })]],
  refresh: [
    ['fail', signIn({ refreshed: answer({ error: 'invalid_grant' }, { status: 400 }) })],
    ['not-run', signIn({ refreshed: undefined })],
  ],
  'refresh-same-patient': [['fail', signIn({ refreshed: answer({ access_token: 'x', patient: 'another' }) })]],
  'refresh-works': [['fail', signIn({ afterRefresh: answer({}, { status: 401 }) })]],
  revocation: [
    ['fail', signIn({ revoked: answer({}, { status: 503 }) })],
    ['not-run', signIn({ revoked: undefined })],
  ],
  'revocation-works': [['warn', signIn({ afterRevocation: answer(PATIENT) })]],
  'code-once': [['fail', signIn({ codeAgain: answer(TOKEN) })]],
}

const verdictOf = (id: string, seen: Observations) => judge(seen, NOW).checks.find(each => each.id === id)

describe('a check', () => {
  it('passes for an EHR that does everything right', () => {
    const report = judge(GOOD, NOW)
    expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([])
    expect(reportSchema.parse(report).summary.pass).toBe(ALL_CHECKS.length)
  })

  const cases = Object.entries(BENT).flatMap(([id, bends]) =>
    bends.map(([status, bent], index) => ({ id, status, bent, which: index + 1 })),
  )
  it.each(cases)('says $status: $id ($which)', ({ id, status, bent }) => {
    expect(verdictOf(id, { ...GOOD, ...bent })?.status).toBe(status)
  })

  it('is tested, each of them, with something that it must not let pass', () => {
    const tested = Object.entries(BENT).filter(([, bends]) =>
      bends.some(([status]) => status === 'fail' || status === 'warn'),
    )
    expect(tested.map(([id]) => id).sort()).toEqual(ALL_CHECKS.map(({ id }) => id).sort())
  })

  it('has an id of its own, a clause and what to do', () => {
    expect(new Set(ALL_CHECKS.map(({ id }) => id)).size).toBe(ALL_CHECKS.length)
    for (const { clause, todo, name } of ALL_CHECKS)
      expect([clause.length > 5, todo.length > 10, name.length > 10]).toEqual([true, true, true])
  })

  it('is not run, and says why, where nothing was seen', () => {
    const nothing = { ...GOOD, discovery: missed('UNREACHABLE'), jwks: undefined, signIn: { asked: [], searches: [] } }
    for (const { status, seen } of judge(nothing, NOW).checks) {
      expect(seen.length).toBeGreaterThan(3)
      if (status === 'not-run') expect(seen).toMatch(/\.$/)
    }
    expect(verdictOf('pkce-s256', nothing)).toMatchObject({ status: 'not-run' })
    expect(verdictOf('context-patient', nothing)).toMatchObject({ status: 'not-run' })
  })

  it('of a sign-in stands only in a report of one', () => {
    const { signIn: _, ...without } = GOOD
    const report = judge(without, NOW)
    expect(report.depth).toBe('without-sign-in')
    expect(report.checks.length).toBeGreaterThanOrEqual(30)
    expect(report.checks.some(({ id }) => id === 'read-patient')).toBe(false)
  })

  it('says what another party wrote on one line, and not endlessly', () => {
    const seen = verdictOf('issuer', {
      ...GOOD,
      ...discovery({ issuer: `https://a.example/\n\u001b[31m${'x'.repeat(900)}` }),
    })?.seen
    expect(seen).not.toMatch(/[^\x20-\x7e]/)
    expect(seen?.length).toBeLessThanOrEqual(200)
  })
})
