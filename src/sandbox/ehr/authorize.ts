import { z } from 'zod'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { RegisteredClient, RegisteredClients } from './client.ts'
import type { Grants, LaunchContext } from './grants.ts'
import { grantedScopes } from './scopes.ts'

export type AuthorizeRefusal =
  /** The client or its redirect address is not known: said on a page here, never sent on (RFC 6749 section 4.1.2.1). */
  { readonly kind: 'PAGE'; readonly what: string } | { readonly kind: 'REDIRECT'; readonly to: string }

export interface AuthorizeDeps {
  readonly grants: Grants
  readonly clients: RegisteredClients
  readonly issuer: string
}

export interface Allowed {
  readonly client: RegisteredClient
  /** Undefined for a standalone launch: the patient is still to be chosen. */
  readonly launch: LaunchContext | undefined
  /** The way back to the app, with a code for this launch. */
  readonly granted: (launch: LaunchContext) => URL
  readonly refused: (error: string, description: string) => URL
}

/** One value each: RFC 6749 section 3.1, parameters must not be included more than once. */
const once = z.string().min(1)
/** The SHA-256 of the verifier as base64url: always 43 characters (RFC 7636 section 4.2). */
const s256 = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** The authorize endpoint. In an EHR launch nobody is asked to sign in: the clinician already has. */
export function authorize(
  { grants, clients, issuer }: AuthorizeDeps,
  parameters: Readonly<Record<string, unknown>>,
): Result<Allowed, AuthorizeRefusal> {
  const client = clients.find(parameters.client_id)
  if (client === undefined)
    return fail({ kind: 'PAGE', what: 'The app that asked (client_id) is not registered with this EHR.' })
  if (parameters.redirect_uri !== client.redirectUri)
    return fail({ kind: 'PAGE', what: 'The address to return to (redirect_uri) is not exactly the registered one.' })

  const state = once.safeParse(parameters.state)
  const back = (answer: Readonly<Record<string, string>>): URL => {
    const url = new URL(client.redirectUri)
    for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
    if (state.success) url.searchParams.set('state', state.data)
    return url
  }
  const refused = (error: string, description: string): URL => back({ error, error_description: description })
  const refuse = (error: string, description: string) =>
    fail<AuthorizeRefusal>({ kind: 'REDIRECT', to: refused(error, description).href })

  if (!state.success) return refuse('invalid_request', 'state is missing or repeated')
  if (parameters.response_type !== 'code') return refuse('unsupported_response_type', 'response_type must be code')
  if (parameters.aud !== issuer) return refuse('invalid_request', 'aud must be exactly the FHIR base of this EHR')
  if (parameters.code_challenge_method !== 'S256')
    return refuse('invalid_request', 'code_challenge_method must be S256')
  const challenge = s256.safeParse(parameters.code_challenge)
  if (!challenge.success) return refuse('invalid_request', 'code_challenge is missing or not an S256 challenge')
  const nonce = once.optional().safeParse(parameters.nonce)
  if (!nonce.success) return refuse('invalid_request', 'nonce is empty or repeated')
  const scope = once.safeParse(parameters.scope)
  if (!scope.success) return refuse('invalid_scope', 'scope is missing or repeated')
  const scopes = grantedScopes(scope.data)
  const granted = (launch: LaunchContext): URL =>
    back({
      code: grants.mintCode({
        launch,
        clientId: client.clientId,
        redirectUri: client.redirectUri,
        scopes,
        codeChallenge: challenge.data,
        ...(nonce.data === undefined ? {} : { nonce: nonce.data }),
      }),
    })
  if (parameters.launch === undefined && scopes.includes('launch/patient'))
    return ok({ client, launch: undefined, granted, refused })
  if (!scopes.includes('launch')) return refuse('invalid_scope', 'an EHR launch needs the scope launch')
  const token = once.safeParse(parameters.launch)
  const launch = token.success ? grants.launches.find(token.data) : undefined
  if (launch === undefined) return refuse('invalid_request', 'launch is not one of this EHR, or has run out')
  return ok({ client, launch, granted, refused })
}
