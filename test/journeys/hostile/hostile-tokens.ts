import type { KeyObject } from 'node:crypto'
import jwt from 'jsonwebtoken'
import type { EhrStubBends } from '../../support/ehr-stub.ts'

type Bent = readonly [name: string, bends: EhrStubBends]

const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const seconds = (): number => Math.floor(Date.now() / 1000)

/** What a registered EHR that was taken over, or is merely wrong, may answer at the end of a launch. */
export function hostileTokens(elsewhere: string): Bent[] {
  const fields: [string, Record<string, unknown>][] = [
    ['no access_token', { access_token: undefined }],
    ['an access_token with a line break', { access_token: 'a\r\nX-Injected: 1' }],
    ['an access_token of a megabyte', { access_token: 'x'.repeat(1_000_000) }],
    ['an access_token that is an object', { access_token: { toString: 'x' } }],
    ['token_type mac', { token_type: 'mac' }],
    ['no token_type', { token_type: undefined }],
    ['expires_in 0', { expires_in: 0 }],
    ['expires_in below 0', { expires_in: -1 }],
    ['expires_in without end', { expires_in: 1e300 }],
    ['expires_in as words', { expires_in: 'soon' }],
    ['no scope', { scope: undefined }],
    ['a scope that is a list', { scope: ['patient/Patient.r'] }],
    ['a scope without Patient', { scope: 'openid fhirUser launch patient/Condition.rs' }],
    ['a scope of the system only', { scope: 'system/*.cruds' }],
    ['no patient', { patient: undefined }],
    ['a patient that climbs', { patient: '../../Patient/p2' }],
    ['a patient with a query', { patient: 'p1?_include=*' }],
    ['a patient that is an address', { patient: `${elsewhere}/Patient/p1` }],
    ['a patient that is a list', { patient: ['p1', 'p2'] }],
    ['a patient of 65 characters', { patient: 'p'.repeat(65) }],
    ['an encounter that climbs', { encounter: '../Patient/p2' }],
    ['another patient in fhirContext', { fhirContext: [{ reference: 'Patient/p2' }] }],
    ['no id_token', { id_token: undefined }],
    ['an id_token that is a number', { id_token: 7 }],
    ['an id_token of 100 kB', { id_token: `${'a'.repeat(50_000)}.${'b'.repeat(50_000)}.c` }],
    ['an id_token of nothing', { id_token: '..' }],
  ]
  const claims: [string, Record<string, unknown>][] = [
    ['another audience', { aud: 'someone-else' }],
    ['no audience', { aud: undefined }],
    ['two audiences and no azp', { aud: ['workwell', 'other'] }],
    ['another azp', { azp: 'other' }],
    ['another issuer', { iss: elsewhere }],
    ['no issuer', { iss: undefined }],
    ['another nonce', { nonce: 'other' }],
    ['no nonce', { nonce: undefined }],
    ['no expiry', { exp: undefined }],
    ['an expiry in the past', { exp: seconds() - 3600, iat: seconds() - 7200 }],
    ['an issue in the future', { iat: seconds() + 3600, exp: seconds() + 7200 }],
    ['an issue of last year', { iat: seconds() - 31_000_000 }],
    ['a start in the future', { nbf: seconds() + 3600 }],
    ['no subject', { sub: undefined }],
    ['a subject of 10 kB', { sub: 'x'.repeat(10_000) }],
    ['a patient as user', { fhirUser: 'Patient/p1' }],
    ['a relative as user', { fhirUser: 'RelatedPerson/r1' }],
    ['a user elsewhere', { fhirUser: `${elsewhere}/fhir/Practitioner/gp-1` }],
    ['a user who climbs', { fhirUser: 'Practitioner/../Patient/p2' }],
    ['no user', { fhirUser: undefined }],
  ]
  const signing: [string, NonNullable<EhrStubBends['idToken']>][] = [
    ['alg none', payload => `${b64({ alg: 'none' })}.${b64(payload)}.`],
    ['alg None', payload => `${b64({ alg: 'None', kid: 'k1' })}.${b64(payload)}.`],
    ['HS256', payload => jwt.sign(payload, 'secret', { algorithm: 'HS256', keyid: 'k1' })],
    ['an unknown kid', (payload, key) => jwt.sign(payload, key, { algorithm: 'RS256', keyid: 'k2' })],
    ['PS256', (payload, key) => jwt.sign(payload, key, { algorithm: 'PS256', keyid: 'k1' })],
    [
      'a key in the header',
      (payload, key) => withHeader(payload, key, { kid: 'x', jwk: { kty: 'oct', k: 'c2VjcmV0' } }),
    ],
    ['a key address in the header', (payload, key) => withHeader(payload, key, { kid: 'x', jku: `${elsewhere}/jwks` })],
    ['a certificate address', (payload, key) => withHeader(payload, key, { kid: 'x', x5u: `${elsewhere}/cert` })],
    ['a critical extension', (payload, key) => withHeader(payload, key, { kid: 'k1', crit: ['b64'], b64: false })],
    ['another type', (payload, key) => withHeader(payload, key, { kid: 'k1', typ: 'at+jwt' })],
    [
      'a signature cut short',
      (payload, key) => jwt.sign(payload, key, { algorithm: 'RS256', keyid: 'k1' }).slice(0, -9),
    ],
  ]
  const answers: [string, NonNullable<EhrStubBends['token']>][] = [
    ['a redirect elsewhere', (_req, res) => res.redirect(307, `${elsewhere}/token`)],
    ['a redirect to itself', (_req, res) => res.redirect(308, '/token')],
    ['400', (_req, res) => void res.status(400).json({ error: '<script>' })],
    ['401', (_req, res) => void res.status(401).end()],
    ['500 with a trace', (_req, res) => void res.status(500).send('Error: x\n    at y (z.js:1:1)')],
    ['HTML', (_req, res) => void res.send('<html><script>alert(1)</script></html>')],
    ['null', (_req, res) => void res.type('json').send('null')],
    ['a list', (_req, res) => void res.json([])],
    ['nothing', (_req, res) => void res.end()],
    ['a connection that breaks', (req, _res) => void req.socket.destroy()],
    ['a megabyte', (_req, res) => void res.json({ padding: 'x'.repeat(1_000_000) })],
  ]
  return [
    ...fields.map(([name, tokenFields]) => [`a token response with ${name}`, { tokenFields }] as const),
    ...claims.map(([name, each]) => [`an id_token with ${name}`, { claims: each }] as const),
    ...signing.map(([name, idToken]) => [`an id_token with ${name}`, { idToken }] as const),
    ...answers.map(([name, token]) => [`a token endpoint that answers ${name}`, { token }] as const),
  ]
}

function withHeader(payload: object, key: KeyObject, header: object): string {
  return jwt.sign(Buffer.from(JSON.stringify(payload)), key, {
    algorithm: 'RS256',
    header: { alg: 'RS256', ...header },
  })
}

/** Discovery that leads, or would lead, away from the registered EHR. */
export function hostileDiscoveries(elsewhere: string): (readonly [name: string, configuration: object])[] {
  return [
    ['a token endpoint elsewhere', { token_endpoint: `${elsewhere}/token` }],
    ['keys elsewhere', { jwks_uri: `${elsewhere}/jwks` }],
    ['a sign-in elsewhere', { authorization_endpoint: `${elsewhere}/authorize` }],
    ['a sign-in that is a script', { authorization_endpoint: 'javascript:alert(1)' }],
    ['no sign-in (an open server)', { authorization_endpoint: undefined }],
    ['a token endpoint without scheme', { token_endpoint: `${elsewhere.replace('http:', '')}/token` }],
    ['a password in the token endpoint', { token_endpoint: elsewhere.replace('//', '//me:secret@') }],
    ['plain PKCE', { code_challenge_methods_supported: ['S256', 'plain'] }],
    ['no PKCE', { code_challenge_methods_supported: undefined }],
    ['no sign-on', { capabilities: ['launch-ehr'] }],
  ]
}
