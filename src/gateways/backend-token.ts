import { randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { z } from 'zod'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { guardedFetch } from '../http/guarded-fetch.ts'
import type { ClientKey } from './client-key.ts'

export interface BackendClient {
  /** The FHIR base whose token endpoint is asked. */
  readonly baseUrl: string
  readonly clientId: string
  readonly key: ClientKey
  readonly scope: string
  readonly now: () => Date
  /** For each of the two requests. */
  readonly timeoutMs: number
}

export interface BackendToken {
  readonly accessToken: string
  readonly expiresInSeconds: number
}

/** A minute less than SMART allows, for clocks that differ. */
const ASSERTION_SECONDS = 240
const MOST_BYTES = 100_000
const MOST_SECONDS = 86_400

const configuration = z.object({
  token_endpoint: z.url(),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['private_key_jwt']),
  token_endpoint_auth_signing_alg_values_supported: z.array(z.string()).optional(),
})

/** RFC 6750, 2.1: only such a token fits into a header. `expires_in` is required by SMART Backend Services. */
const tokenAnswer = z.object({
  access_token: z.string().regex(/^[A-Za-z0-9\-._~+/]+=*$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive().max(MOST_SECONDS),
})

const garbage = (diagnostics: string) => fail<GatewayFailure>({ code: 'GARBAGE', diagnostics, kind: 'to-mend' })
const refused = (diagnostics: string) => fail<GatewayFailure>({ code: 'UNAUTHORIZED', diagnostics })

/**
 * A refusal here speaks of our registration, not of the referral: it becomes UNAUTHORIZED, after which the referral waits
 * and goes out as soon as the registration is mended (hazard H03: never given up for a key).
 */
const REGISTRATION = new Set<GatewayFailure['code']>(['REFUSED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'])

function ofSignIn(failure: GatewayFailure, step: string): Result<never, GatewayFailure> {
  const diagnostics = failure.diagnostics === undefined ? step : `${step}: ${failure.diagnostics}`
  return fail({ ...failure, code: REGISTRATION.has(failure.code) ? 'UNAUTHORIZED' : failure.code, diagnostics })
}

/**
 * The token endpoint stands on the hub's own origin, or anywhere behind https if the hub itself does: then its address came
 * unaltered from the hub that the site pack names, and the assertion is of use only at the address that it names as `aud`.
 * An address with a password in it the guarded fetch refuses.
 */
function isTrusted(baseUrl: string, tokenUrl: string): boolean {
  const base = new URL(baseUrl)
  const token = new URL(tokenUrl)
  return token.origin === base.origin || (base.protocol === 'https:' && token.protocol === 'https:')
}

async function findTokenUrl({ baseUrl, key, timeoutMs }: BackendClient): Promise<Result<string, GatewayFailure>> {
  const url = `${baseUrl.replace(/\/+$/, '')}/.well-known/smart-configuration`
  const answer = await guardedFetch({ base: baseUrl, url, timeoutMs, maxBytes: MOST_BYTES })
  if (!answer.ok) return ofSignIn(answer.failure, 'smart-configuration')
  const parsed = configuration.safeParse(answer.value.body)
  if (!parsed.success) return garbage('smart-configuration: names no token endpoint')
  const { token_endpoint: tokenUrl, token_endpoint_auth_signing_alg_values_supported: algorithms } = parsed.data
  if (!isTrusted(baseUrl, tokenUrl))
    return garbage('smart-configuration: token endpoint on another, unprotected server')
  if (!parsed.data.token_endpoint_auth_methods_supported.includes('private_key_jwt'))
    return refused('smart-configuration: the server takes no private_key_jwt')
  if (algorithms !== undefined && !algorithms.includes(key.alg))
    return refused(`smart-configuration: the server takes no ${key.alg}`)
  return ok(tokenUrl)
}

/** SMART App Launch 2.2, client-confidential-asymmetric: who we are, for this one address, once, for a few minutes. */
function assertionFor({ clientId, key, now }: BackendClient, tokenUrl: string): string {
  const issuedAt = Math.floor(now().getTime() / 1000)
  const claims = { iss: clientId, sub: clientId, aud: tokenUrl, jti: randomUUID(), iat: issuedAt }
  return jwt.sign({ ...claims, exp: issuedAt + ASSERTION_SECONDS }, key.privateKey, {
    algorithm: key.alg,
    keyid: key.kid,
  })
}

/** One access token by SMART Backend Services: discovery, then the client credentials grant. Nothing of it is logged. */
export async function fetchBackendToken(client: BackendClient): Promise<Result<BackendToken, GatewayFailure>> {
  // Asked anew with each token, every few minutes: so a hub may move its token endpoint, and no answer goes stale.
  const tokenUrl = await findTokenUrl(client)
  if (!tokenUrl.ok) return tokenUrl
  const answer = await guardedFetch({
    base: tokenUrl.value,
    url: tokenUrl.value,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: client.scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertionFor(client, tokenUrl.value),
    }).toString(),
    timeoutMs: client.timeoutMs,
    maxBytes: MOST_BYTES,
  })
  if (!answer.ok) return ofSignIn(answer.failure, 'token endpoint')
  const parsed = tokenAnswer.safeParse(answer.value.body)
  if (!parsed.success) return garbage('token endpoint: answer is not a bearer token with its lifetime')
  return ok({ accessToken: parsed.data.access_token, expiresInSeconds: parsed.data.expires_in })
}
