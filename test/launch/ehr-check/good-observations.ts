import { generateKeyPairSync } from 'node:crypto'
import type { Seen } from '../../../launch/ehr-check/look.ts'
import type { Observations, SearchedPart, SignInObservations } from '../../../launch/ehr-check/observations.ts'
import { recordSearches } from '../../../src/fhir/record-queries.ts'

const ISSUER = 'https://ehr.example.org/fhir'
const REDIRECT = 'https://workwell.example.org/callback'
export const NOW = new Date('2026-03-02T09:00:00Z')
const SECONDS = NOW.getTime() / 1000

/** An answer as it should be, with what a test bends. */
export const answer = (body: unknown, bent: Partial<Seen> = {}): { ok: true; value: Seen } => ({
  ok: true,
  value: {
    status: 200,
    ms: 40,
    bytes: 800,
    body,
    at: NOW,
    ...bent,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      date: NOW.toUTCString(),
      ...bent.headers,
    },
  },
})

const rsa = (modulusLength: number): object =>
  generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ format: 'jwk' })
const ec = (namedCurve: string): object => generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' })
export const KEYS = {
  good: { ...rsa(2048), kid: 'k1', use: 'sig', alg: 'RS256' },
  short: { ...rsa(1024), kid: 'k2', use: 'sig', alg: 'RS256' },
  ec: { ...ec('P-256'), kid: 'k3', use: 'sig', alg: 'ES256' },
  otherCurve: { ...ec('P-521'), kid: 'k4', use: 'sig', alg: 'ES512' },
}

export const DISCOVERY = {
  issuer: ISSUER,
  jwks_uri: 'https://ehr.example.org/jwks',
  authorization_endpoint: 'https://ehr.example.org/authorize',
  token_endpoint: 'https://ehr.example.org/token',
  revocation_endpoint: 'https://ehr.example.org/revoke',
  grant_types_supported: ['authorization_code'],
  code_challenge_methods_supported: ['S256'],
  scopes_supported: ['openid', 'fhirUser', 'launch', 'online_access'],
  capabilities: [
    'launch-ehr',
    'sso-openid-connect',
    'client-public',
    'context-ehr-patient',
    'context-ehr-encounter',
    'permission-patient',
    'permission-v2',
  ],
}

const read = { code: 'read' }
const searched = { code: 'search-type' }
export const STATEMENT = {
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  format: ['application/fhir+json'],
  rest: [
    {
      mode: 'server',
      resource: [
        ...['Patient', 'Practitioner', 'Organization', 'Encounter'].map(type => ({ type, interaction: [read] })),
        ...Object.values(recordSearches('any', 'any')).map(([type]) => ({ type, interaction: [searched] })),
      ],
    },
  ],
}

export const jwt = (claims: object, header: object = {}): string =>
  [{ alg: 'RS256', kid: 'k1', typ: 'JWT', ...header }, claims, {}]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')

export const CLAIMS = {
  iss: ISSUER,
  aud: 'workwell',
  sub: 'gp-1',
  iat: SECONDS - 1,
  exp: SECONDS + 300,
  nonce: 'n-1',
  fhirUser: `${ISSUER}/Practitioner/gp-1`,
}
export const TOKEN = {
  access_token: 'an-access-token',
  token_type: 'Bearer',
  expires_in: 3600,
  scope: 'launch patient/Patient.r patient/Condition.rs patient/ServiceRequest.crs',
  patient: 'p1',
  encounter: 'e1',
  refresh_token: 'a-refresh-token',
  id_token: jwt(CLAIMS),
}

export const PATIENT = { resourceType: 'Patient', id: 'p1', name: [{ family: 'Test' }], birthDate: '1980-01-10' }
export const page = (resources: readonly object[] = [], next?: string) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  ...(next === undefined ? {} : { link: [{ relation: 'next', url: next }] }),
  entry: resources.map(resource => ({ resource })),
})
export const conditionOf = (patient: string) => ({
  resourceType: 'Condition',
  id: 'c1',
  subject: { reference: `Patient/${patient}` },
})

const SIGN_IN: SignInObservations = {
  callback: {},
  asked: TOKEN.scope.split(' '),
  token: answer(TOKEN),
  expected: { issuer: ISSUER, clientId: 'workwell', nonce: 'n-1' },
  signedIn: { ok: true, value: { fhirUser: 'Practitioner/gp-1' } },
  patient: answer(PATIENT),
  encounter: answer({ resourceType: 'Encounter', id: 'e1' }),
  user: answer({ resourceType: 'Practitioner', id: 'gp-1' }),
  searches: (Object.keys(recordSearches('any', 'any')) as SearchedPart[]).map(part => ({
    part,
    seen: answer(page()),
  })),
  firstPage: answer(page([conditionOf('p1')], `${ISSUER}/Condition?page=2`)),
  nextPage: answer(page([conditionOf('p1')])),
  written: {
    created: answer({ resourceType: 'ServiceRequest', id: 's1' }, { status: 201 }),
    readBack: answer({ resourceType: 'ServiceRequest', id: 's1' }),
  },
  refreshed: answer({ access_token: 'another', token_type: 'Bearer', patient: 'p1' }),
  afterRefresh: answer(PATIENT),
  revoked: answer(undefined),
  afterRevocation: answer({}, { status: 401 }),
  codeAgain: answer({ error: 'invalid_grant' }, { status: 400 }),
}

const refused = answer(undefined, { status: 400 })

/** What an EHR shows that does everything right. */
export const GOOD: Observations & { signIn: SignInObservations } = {
  ehr: {
    issuer: ISSUER,
    endpointOrigins: [],
    client: { clientId: 'workwell', auth: 'public', redirectUri: REDIRECT },
  },
  discovery: answer(DISCOVERY),
  jwks: answer({ keys: [KEYS.good, KEYS.ec] }),
  authorize: { foreignRedirect: refused, foreignAudience: refused, withoutPkce: refused },
  inventedCode: answer({ error: 'invalid_grant' }, { status: 400 }),
  metadata: answer(STATEMENT, { headers: { 'content-type': 'application/fhir+json' } }),
  withoutToken: answer({}, { status: 401 }),
  inventedToken: answer({}, { status: 401 }),
  signIn: SIGN_IN,
}
export const BACK = (parameters: Record<string, string>) =>
  answer(undefined, { status: 302, headers: { location: `${REDIRECT}?${new URLSearchParams(parameters)}` } })
