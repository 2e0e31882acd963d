import { cutOff, htmlAnswer, jsonAnswer, slowly, withMembers } from '../../faults/wire-answer.ts'
import { type EhrFault, endsIn, NO_PATIENT_DETAILS, WORKS } from './ehr-fault.ts'

const where = 'Token endpoint'

/** Nobody in any record. */
export const OTHER_PATIENT = 'patient-of-somebody-else'

const isPatientScope = (scope: string): boolean => /^(patient|user)\/(Patient|\*)\./.test(scope)
const isIdentity = (scope: string): boolean => !scope.includes('/')

const refused = (error: string, status: number) => () =>
  jsonAnswer({ error }, status, { 'cache-control': 'no-store', pragma: 'no-cache' })

export const TOKEN_FAULTS: readonly EhrFault[] = [
  {
    name: 'code-refused',
    where,
    says: 'The code is refused (400 invalid_grant).',
    ...endsIn('TOKEN_REFUSED'),
    token: refused('invalid_grant', 400),
  },
  {
    name: 'client-refused',
    where,
    says: 'The app itself is refused (401 invalid_client).',
    ...endsIn('TOKEN_REFUSED'),
    token: refused('invalid_client', 401),
  },
  {
    name: 'token-slow',
    where,
    says: 'The token comes after half a minute; the code is spent.',
    ...endsIn('EHR_UNREACHABLE'),
    token: slowly,
  },
  {
    name: 'token-500',
    where,
    says: 'The token endpoint answers 500; the code is spent.',
    ...endsIn('EHR_UNREACHABLE'),
    token: refused('server_error', 500),
  },
  {
    name: 'token-html',
    where,
    says: 'The token endpoint answers 200 with a log-in page.',
    ...endsIn('BAD_TOKEN_RESPONSE'),
    token: () => htmlAnswer(),
  },
  {
    name: 'token-redirect',
    where,
    says: 'The token endpoint redirects to another host (307, which would repeat the code there).',
    ...endsIn('BAD_TOKEN_RESPONSE'),
    token: (answer, { elsewhere }) => ({ ...answer, status: 307, headers: { location: elsewhere }, body: '' }),
  },
  {
    name: 'token-without-patient',
    where,
    says: 'The token response names no patient.',
    ...endsIn('NO_PATIENT'),
    token: answer => withMembers(answer, { patient: undefined }),
  },
  {
    name: 'token-bad-patient',
    where,
    says: 'The token response names a patient whose id climbs in an address.',
    ...endsIn('BAD_TOKEN_RESPONSE'),
    token: answer => withMembers(answer, { patient: '../../Patient/1' }),
  },
  {
    name: 'token-other-patient',
    where,
    says: 'The token response names another patient than was launched; the token opens only the launched one.',
    ...NO_PATIENT_DETAILS,
    token: answer => withMembers(answer, { patient: OTHER_PATIENT }),
  },
  {
    name: 'token-fewer-scopes',
    where,
    says: 'Only Patient and the clinician may be read, whatever was asked.',
    sees: 'The consultation, with the parts that this app was not given access to named',
    scopes: granted =>
      granted.filter(
        scope => isIdentity(scope) || /\/(Patient|Practitioner|PractitionerRole|Organization)\./.test(scope),
      ),
  },
  {
    name: 'token-no-patient-scope',
    where,
    says: 'Everything but Patient may be read.',
    ...endsIn('SCOPES_MISSING'),
    scopes: granted => granted.filter(scope => !isPatientScope(scope)),
  },
  {
    name: 'token-without-scope',
    where,
    says: 'The token response does not say which scopes were granted, which SMART demands.',
    ...endsIn('BAD_TOKEN_RESPONSE'),
    token: answer => withMembers(answer, { scope: undefined }),
  },
  {
    name: 'token-without-type',
    where,
    says: 'The token response has no token_type.',
    ...endsIn('BAD_TOKEN_RESPONSE'),
    token: answer => withMembers(answer, { token_type: undefined }),
  },
  {
    name: 'token-expired-already',
    where,
    says: 'The token response says expires_in 0.',
    ...endsIn('BAD_TOKEN_RESPONSE'),
    token: answer => withMembers(answer, { expires_in: 0 }),
  },
  {
    name: 'token-without-expiry',
    where,
    says: 'The token response has no expires_in, which SMART only recommends.',
    ...WORKS,
    token: answer => withMembers(answer, { expires_in: undefined }),
  },
  {
    name: 'token-with-dots',
    where,
    says: 'The access token is opaque and has dots in it, so that it looks like a JWT and is none.',
    ...WORKS,
    accessToken: random => `opaque.${random}.token`,
  },
  {
    name: 'token-more-fields',
    where,
    says: 'The token response has fields that nobody knows.',
    ...WORKS,
    token: answer => withMembers(answer, { __vendor: { nested: [1, 2] }, patient_name: 'Nobody', tenant: 't-1' }),
  },
  {
    name: 'token-context-other-patient',
    where,
    says: 'The launch context (fhirContext) names a second patient in the role of the launched one.',
    ...endsIn('BAD_TOKEN_RESPONSE'),
    token: answer => withMembers(answer, { fhirContext: [{ reference: `Patient/${OTHER_PATIENT}` }] }),
  },
  {
    name: 'token-empty',
    where,
    says: 'The token endpoint answers 200 with nothing.',
    ...endsIn('BAD_TOKEN_RESPONSE'),
    token: answer => ({ ...answer, body: '' }),
  },
  {
    name: 'token-cut-off',
    where,
    says: 'The token response breaks off in the middle; the code is spent.',
    ...endsIn('EHR_UNREACHABLE'),
    token: cutOff,
  },
  {
    name: 'token-cacheable',
    where,
    says: 'The token response may be kept by caches (no Cache-Control: no-store).',
    ...WORKS,
    token: answer => ({ ...answer, headers: { ...answer.headers, 'cache-control': 'max-age=60' } }),
  },
  {
    name: 'refresh-slow',
    where,
    says: 'The answer to a refresh comes after half a minute.',
    sees: 'The consultation until the token runs out; then the record does not answer, and can be tried again',
    refresh: slowly,
  },
  {
    name: 'revocation-refused',
    where,
    says: 'Tokens are not taken back (503).',
    sees: 'The consultation closes as usual; the tokens run out by themselves',
    revocation: () => jsonAnswer({ error: 'temporarily_unavailable' }, 503),
  },
  {
    name: 'refresh-refused',
    where,
    says: 'A refresh token is refused (400 invalid_grant).',
    sees: 'The consultation until the token runs out; then it has to be opened again',
    refresh: refused('invalid_grant', 400),
  },
  {
    name: 'refresh-other-patient',
    where,
    says: 'The answer to a refresh names another patient.',
    sees: 'The consultation until the token runs out; then it has to be opened again',
    refresh: answer => withMembers(answer, { patient: OTHER_PATIENT }),
  },
]
