import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ok, type Result } from '../../domain/result.ts'
import type { RegisteredClient } from './client.ts'
import type { Authenticate } from './client-authentication.ts'
import { CLINICIANS, displayClinician } from './clinicians.ts'
import { type EhrFault, signedBy } from './faults/ehr-fault.ts'
import type { EhrFaults } from './faults/ehr-faults.ts'
import { ACCESS_SECONDS, type CodeGrant, type Grants, type SignIn } from './grants.ts'
import type { KeyRing } from './key-ring.ts'
import { refuseToken, type TokenRefusal } from './token-refusal.ts'

const ID_TOKEN_SECONDS = 300

export interface TokenDeps {
  readonly authenticate: Authenticate
  readonly now: () => Date
  readonly grants: Grants
  readonly issuer: string
  readonly elsewhere: string
  readonly keys: KeyRing
  readonly faults: EhrFaults
}

/** What the endpoint gives, and whose sign-in it was: its faults act on the answer. */
export interface Given {
  readonly signIn: SignIn
  readonly kind: 'token' | 'refresh'
  readonly body: Readonly<Record<string, unknown>>
}

type Form = Readonly<Record<string, unknown>>

/** The verifier's own alphabet and length: RFC 7636 section 4.1. */
const exchange = z.object({
  code: z.string().min(1),
  redirect_uri: z.string().min(1),
  code_verifier: z.string().regex(/^[A-Za-z0-9\-._~]{43,128}$/),
})
const renewal = z.object({ refresh_token: z.string().min(1), scope: z.string().min(1).optional() })

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

function idToken(deps: TokenDeps, { launch, scopes, clientId }: SignIn, nonce: string | undefined): string {
  const { issuer, elsewhere, keys, now } = deps
  const issuedAt = Math.floor(now().getTime() / 1000)
  const clinician = CLINICIANS.find(each => each.practitionerId === launch.practitionerId)
  const claims = {
    iss: issuer,
    aud: clientId,
    sub: launch.practitionerId,
    iat: issuedAt,
    exp: issuedAt + ID_TOKEN_SECONDS,
    nonce,
    fhirUser: scopes.includes('fhirUser') ? `${issuer}/Practitioner/${launch.practitionerId}` : undefined,
    name: scopes.includes('profile') && clinician !== undefined ? displayClinician(clinician) : undefined,
  }
  const faults = deps.faults.acting(launch.faults)
  const world = { issuer, elsewhere, clientId }
  const said = faults.reduce<Readonly<Record<string, unknown>>>(
    (each, fault) => fault.claims?.(each, world) ?? each,
    claims,
  )
  return signedBy(faults, Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)), keys)
}

/** The members that an exchange and a refresh have in common. */
function answerFor(
  { grants, faults }: TokenDeps,
  signIn: SignIn,
  kind: Given['kind'],
  scopes = signIn.scopes,
): Readonly<Record<string, unknown>> {
  const { launch } = signIn
  const { patientId, encounterId, intent, appContext } = launch
  const shape = faults.acting(launch.faults).find(each => each.accessToken !== undefined)?.accessToken
  const refreshes = signIn.scopes.some(scope => scope === 'online_access' || scope === 'offline_access')
  return {
    access_token: grants.mintAccess({ ...signIn, scopes }, kind === 'refresh', shape),
    token_type: 'Bearer',
    expires_in: ACCESS_SECONDS,
    scope: scopes.join(' '),
    patient: patientId,
    ...(encounterId === undefined ? {} : { encounter: encounterId }),
    need_patient_banner: true,
    ...(intent === undefined ? {} : { intent }),
    ...(appContext === undefined ? {} : { appContext }),
    ...(refreshes ? { refresh_token: grants.mintRefresh(signIn) } : {}),
  }
}

const afterFaults = (faults: readonly EhrFault[], scopes: readonly string[]): readonly string[] =>
  faults.reduce((each, fault) => fault.scopes?.(each) ?? each, scopes)

function exchangeCode(deps: TokenDeps, client: RegisteredClient, form: Form): Result<Given, TokenRefusal> {
  const parsed = exchange.safeParse(form)
  if (!parsed.success)
    return refuseToken('invalid_request', 'code, redirect_uri or code_verifier is missing, repeated or misshapen')
  const { code, redirect_uri, code_verifier } = parsed.data
  const taken = deps.grants.takeCode(code)
  if (taken === undefined) return refuseToken('invalid_grant', 'the code is unknown, used or too old')
  const grant: CodeGrant = taken.grant
  if (grant.clientId !== client.clientId) return refuseToken('invalid_grant', 'the code was given to another client')
  if (grant.redirectUri !== redirect_uri)
    return refuseToken('invalid_grant', 'redirect_uri is not the one of the authorize request')
  if (challengeOf(code_verifier) !== grant.codeChallenge)
    return refuseToken('invalid_grant', 'the code_verifier is wrong')

  const { launch, nonce } = grant
  const scopes = afterFaults(deps.faults.acting(launch.faults), grant.scopes)
  const signIn: SignIn = { id: taken.signInId, clientId: client.clientId, launch, scopes }
  const identity = scopes.includes('openid') ? { id_token: idToken(deps, signIn, nonce) } : {}
  return ok({ signIn, kind: 'token', body: { ...answerFor(deps, signIn, 'token'), ...identity } })
}

/** A refresh token is good for one use and brings the next one (rotation); the scopes may shrink, never grow. */
function renew(deps: TokenDeps, client: RegisteredClient, form: Form): Result<Given, TokenRefusal> {
  const parsed = renewal.safeParse(form)
  if (!parsed.success) return refuseToken('invalid_request', 'refresh_token is missing or repeated')
  const signIn = deps.grants.takeRefresh(parsed.data.refresh_token, client.clientId)
  if (signIn === undefined) return refuseToken('invalid_grant', 'the refresh token is unknown, used or too old')
  const asked = parsed.data.scope?.split(' ') ?? signIn.scopes
  if (!asked.every(scope => signIn.scopes.includes(scope)))
    return refuseToken('invalid_scope', 'a refresh cannot ask for more than was granted')
  return ok({ signIn, kind: 'refresh', body: answerFor(deps, signIn, 'refresh', asked) })
}

/** The token endpoint: a code and its verifier, or a refresh token, in; an access token with its launch context out. */
export async function giveToken(
  deps: TokenDeps,
  form: Form,
  authorization: string | undefined,
): Promise<Result<Given, TokenRefusal>> {
  const { grant_type } = form
  if (grant_type === undefined) return refuseToken('invalid_request', 'grant_type is missing')
  if (grant_type !== 'authorization_code' && grant_type !== 'refresh_token')
    return refuseToken('unsupported_grant_type', 'only authorization_code and refresh_token are supported')
  const client = await deps.authenticate(form, authorization)
  if (!client.ok) return client
  return grant_type === 'refresh_token' ? renew(deps, client.value, form) : exchangeCode(deps, client.value, form)
}
