import express, { type RequestHandler, type Response, Router } from 'express'
import type { Party } from '../../domain/referral-moves.ts'
import { createExpiringTokens } from '../ehr/expiring-tokens.ts'
import { unreadableRequest } from '../ehr/fhir-reply.ts'
import { forbidden, type Refusal, toOutcome, unauthorized } from '../ehr/refusal.ts'
import { createAssertionCheck } from './client-assertion.ts'
import { interactionsOf } from './interactions.ts'
import type { RegisteredSystem } from './registered-key.ts'
import { mayDo } from './system-scopes.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

export interface HubAuthOptions {
  /** Where the router is mounted, as clients write it. */
  readonly fhirBaseUrl: string
  readonly client: RegisteredSystem
  readonly now?: () => Date
  readonly tokenSeconds?: number
}

export interface HubAuth {
  /** Discovery, the token endpoint and the guard: to be mounted at the FHIR base, before the FHIR server. */
  readonly router: Router
  /** For the hub's own staff, who sign in to the hub and not to us. */
  staffToken(): string
}

/** What a token allows, and on whose side of a referral its holder stands. */
interface Granted {
  readonly scopes: readonly string[]
  readonly caller: Party
}

/** SMART: tokens of such clients SHOULD live for no more than five minutes. */
const TOKEN_SECONDS = 300

function turnAway(response: Response, challenge: string, { failure }: { failure: Refusal }): void {
  response.status(failure.status).set({ 'WWW-Authenticate': challenge, 'Cache-Control': 'no-store' })
  response.type('application/fhir+json').send(JSON.stringify(toOutcome(failure)))
}

/** Makes a FHIR server a protected one: SMART Backend Services, as strict as the specification allows. Tokens live in memory. */
export function createHubAuth(options: HubAuthOptions): HubAuth {
  const { fhirBaseUrl, client, now = () => new Date(), tokenSeconds = TOKEN_SECONDS } = options
  const tokenUrl = `${fhirBaseUrl}/auth/token`
  const tokens = createExpiringTokens<Granted>(tokenSeconds, now)
  const checkAssertion = createAssertionCheck({ client, tokenUrl, now })

  const guard: RequestHandler = (request, response, next) => {
    const [, token] = /^Bearer ([A-Za-z0-9\-._~+/]+=*)$/i.exec(request.headers.authorization ?? '') ?? []
    const granted = token === undefined ? undefined : tokens.find(token)
    // RFC 6750 section 3: who sent nothing is only asked, who sent something wrong is told so.
    if (granted === undefined)
      return turnAway(
        response,
        token === undefined ? 'Bearer realm="hub"' : 'Bearer realm="hub", error="invalid_token"',
        unauthorized('This hub wants an access token; see .well-known/smart-configuration.'),
      )
    const interactions = interactionsOf({ method: request.method, path: request.url, body: request.body })
    const missing = interactions.find(each => !mayDo(granted.scopes, each))
    response.locals.caller = granted.caller
    if (missing === undefined) return next()
    const { type, letter } = missing
    turnAway(
      response,
      'Bearer realm="hub", error="insufficient_scope"',
      forbidden(`The access token lacks the scope system/${type}.${letter}.`),
    )
  }

  const router = Router()
  router.get('/.well-known/smart-configuration', (_request, response) => {
    response.json({
      token_endpoint: tokenUrl,
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
      grant_types_supported: ['client_credentials'],
      scopes_supported: ['system/*.cruds', 'system/*.rs'],
      // Required in every such document, though nobody authorizes here.
      code_challenge_methods_supported: ['S256'],
      capabilities: ['client-confidential-asymmetric', 'permission-v2'],
    })
  })
  router.post(
    '/auth/token',
    ...createTokenEndpoint({
      checkAssertion,
      mint: scopes => tokens.mint({ scopes, caller: 'referrer' }),
      tokenSeconds,
    }),
  )
  // What a server can do is told before anybody has a token.
  router.get('/metadata', (_request, _response, next) => next('router'))
  // The FHIR server behind takes the bytes that were read here.
  router.use(express.raw({ type: () => true, limit: '10mb' }), guard, unreadableRequest)

  return { router, staffToken: () => tokens.mint({ scopes: ['system/*.cruds'], caller: 'hub' }) }
}
