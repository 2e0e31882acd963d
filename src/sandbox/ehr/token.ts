import { createHash } from 'node:crypto'
import { z } from 'zod'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { RegisteredClient } from './client.ts'
import { CLINICIANS, displayClinician } from './clinicians.ts'
import { ACCESS_SECONDS, type CodeGrant, type Grants } from './grants.ts'
import type { SigningKey } from './signing-key.ts'

const ID_TOKEN_SECONDS = 300

/** RFC 6749 section 5.2. */
export interface TokenRefusal {
  readonly status: 400 | 401
  readonly error: 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unsupported_grant_type'
  readonly error_description: string
}

export interface TokenDeps {
  readonly grants: Grants
  readonly client: RegisteredClient
  readonly issuer: string
  readonly key: SigningKey
  readonly now: () => Date
}

/** The verifier's own alphabet and length: RFC 7636 section 4.1. */
const exchange = z.object({
  code: z.string().min(1),
  redirect_uri: z.string().min(1),
  code_verifier: z.string().regex(/^[A-Za-z0-9\-._~]{43,128}$/),
})

const refuse = (error: TokenRefusal['error'], description: string): { ok: false; failure: TokenRefusal } =>
  fail({ status: error === 'invalid_client' ? 401 : 400, error, error_description: description })

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

function idToken({ client, issuer, key, now }: TokenDeps, { launch, scopes, nonce }: CodeGrant): string {
  const issuedAt = Math.floor(now().getTime() / 1000)
  const clinician = CLINICIANS.find(each => each.practitionerId === launch.practitionerId)
  return key.sign({
    iss: issuer,
    aud: client.clientId,
    sub: launch.practitionerId,
    iat: issuedAt,
    exp: issuedAt + ID_TOKEN_SECONDS,
    ...(nonce === undefined ? {} : { nonce }),
    ...(scopes.includes('fhirUser') ? { fhirUser: `${issuer}/Practitioner/${launch.practitionerId}` } : {}),
    ...(scopes.includes('profile') && clinician !== undefined ? { name: displayClinician(clinician) } : {}),
  })
}

/** The token endpoint: a code and the verifier in, an access token with its launch context out. */
export function exchangeCode(
  deps: TokenDeps,
  form: Readonly<Record<string, unknown>>,
  authorizationHeader: string | undefined,
): Result<Record<string, unknown>, TokenRefusal> {
  const { grants, client } = deps
  if (form.grant_type !== 'authorization_code')
    return form.grant_type === undefined
      ? refuse('invalid_request', 'grant_type is missing')
      : refuse('unsupported_grant_type', 'only authorization_code is supported')
  if (authorizationHeader !== undefined || form.client_id !== client.clientId)
    return refuse(
      'invalid_client',
      'this is not the registered public client, or it proves itself with more than its client_id',
    )
  const parsed = exchange.safeParse(form)
  if (!parsed.success)
    return refuse('invalid_request', 'code, redirect_uri or code_verifier is missing, repeated or misshapen')

  const { code, redirect_uri, code_verifier } = parsed.data
  const grant = grants.takeCode(code)
  if (grant === undefined) return refuse('invalid_grant', 'the code is unknown, used or too old')
  if (grant.clientId !== client.clientId || grant.redirectUri !== redirect_uri)
    return refuse('invalid_grant', 'redirect_uri is not the one of the authorize request')
  if (challengeOf(code_verifier) !== grant.codeChallenge) return refuse('invalid_grant', 'the code_verifier is wrong')

  const { launch, scopes } = grant
  const { patientId, practitionerId, encounterId } = launch
  return ok({
    access_token: grants.mintAccess(code, { patientId, practitionerId, scopes }),
    token_type: 'Bearer',
    expires_in: ACCESS_SECONDS,
    scope: scopes.join(' '),
    patient: patientId,
    ...(encounterId === undefined ? {} : { encounter: encounterId }),
    need_patient_banner: true,
    ...(scopes.includes('openid') ? { id_token: idToken(deps, grant) } : {}),
  })
}
