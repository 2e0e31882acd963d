import express, { type Request, type RequestHandler } from 'express'
import { z } from 'zod'
import { fail, ok, type Result } from '../../domain/result.ts'
import { grantedScopes } from './system-scopes.ts'

/** RFC 6749 section 5.2. */
interface TokenRefusal {
  readonly error: 'invalid_request' | 'invalid_client' | 'invalid_scope' | 'unsupported_grant_type'
  readonly error_description: string
}

export interface TokenEndpointDeps {
  readonly checkAssertion: (assertion: string) => Promise<Result<true, string>>
  readonly mint: (scopes: readonly string[]) => string
  readonly tokenSeconds: number
}

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
/** A repeated parameter is an array here, which no check takes for a string. */
const form = z.looseObject({
  grant_type: z.string(),
  client_assertion_type: z.string(),
  client_assertion: z.string(),
  scope: z.string(),
})

const refuse = (error: TokenRefusal['error'], error_description: string) =>
  fail<TokenRefusal>({ error, error_description })

async function grant(deps: TokenEndpointDeps, request: Request): Promise<Result<object, TokenRefusal>> {
  const parsed = form.safeParse(request.body)
  if (!parsed.success)
    return refuse(
      'invalid_request',
      'send grant_type, client_assertion_type, client_assertion and scope, once each, form-encoded',
    )
  const { grant_type, client_assertion_type, client_assertion, scope } = parsed.data
  if (grant_type !== 'client_credentials') return refuse('unsupported_grant_type', 'only client_credentials')
  // RFC 6749 section 2.3: one way of proving who one is, not two.
  if (request.headers.authorization !== undefined)
    return refuse('invalid_client', 'prove yourself by the assertion alone, without an Authorization header')
  if (client_assertion_type !== JWT_BEARER)
    return refuse('invalid_client', `client_assertion_type must be ${JWT_BEARER}`)
  const checked = await deps.checkAssertion(client_assertion)
  if (!checked.ok) return refuse('invalid_client', checked.failure)
  const scopes = grantedScopes(scope)
  if (scopes.length === 0) return refuse('invalid_scope', 'ask for system/ scopes, such as system/Task.crs')
  return ok({
    access_token: deps.mint(scopes),
    token_type: 'bearer',
    expires_in: deps.tokenSeconds,
    scope: scopes.join(' '),
  })
}

/** SMART Backend Services: a signed assertion in, a token of a few minutes out. */
export const createTokenEndpoint = (deps: TokenEndpointDeps): RequestHandler[] => [
  express.urlencoded({ extended: false, limit: '20kb', parameterLimit: 50 }),
  async (request, response) => {
    response.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' })
    const granted = await grant(deps, request)
    if (granted.ok) response.json(granted.value)
    else response.status(granted.failure.error === 'invalid_client' ? 401 : 400).json(granted.failure)
  },
]
