import type { Configuration } from 'openid-client'
import { z } from 'zod'
import { fail, ok, type Result } from '../../src/domain/result.ts'

/** How a service's coaches sign in: OpenID Connect, authorization code with PKCE (RFC 9700). */
export interface ProviderEntry {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret?: string | undefined
  /** The claim of the id_token that says what a person may be here, and its values. */
  readonly claim: string
  readonly coach: string
  readonly lead?: string | undefined
  /** A coach who may also open contact details without the talk that a referrer asked for. */
  readonly manager?: string | undefined
}

export const ROLES = ['coach', 'lead'] as const
export type Role = (typeof ROLES)[number]

export interface SignedInPerson {
  readonly subject: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly isManager: boolean
}

/** What is kept while the person is at the provider. */
export const pendingSignIn = z.object({
  serviceId: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  browser: z.string(),
})
export type PendingSignIn = z.infer<typeof pendingSignIn>

export type SignInFailure = 'PROVIDER_DOWN' | 'REFUSED' | 'NOT_ALLOWED'

export interface SignIn {
  begin(serviceId: string, browser: string): Promise<Result<{ url: string; pending: PendingSignIn }, SignInFailure>>
  complete(callbackUrl: URL, pending: PendingSignIn): Promise<Result<SignedInPerson, SignInFailure>>
}

const SECONDS_TO_WAIT = 5

/** Loaded for the first coach who signs in: most installations have no worklist, and a start need not wait for it. */
const library = () => import('openid-client')

const isLoopback = (url: string): boolean => /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(url)

/** @param secondsToWait for each answer of the provider */
export function createSignIn(provider: ProviderEntry, redirectUri: string, secondsToWait = SECONDS_TO_WAIT): SignIn {
  const { issuer, clientId, clientSecret, claim } = provider
  let known: Promise<Configuration> | undefined

  async function configuration(): Promise<Configuration> {
    const openid = await library()
    known ??= openid.discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === undefined ? openid.None() : openid.ClientSecretBasic(clientSecret),
      // Plain http is for the make-believe provider on this machine only.
      {
        timeout: secondsToWait,
        execute: [openid.enableNonRepudiationChecks, ...(isLoopback(issuer) ? [openid.allowInsecureRequests] : [])],
      },
    )
    try {
      return await known
    } catch (error) {
      known = undefined
      throw error
    }
  }

  return {
    async begin(serviceId, browser) {
      try {
        const openid = await library()
        const config = await configuration()
        const pending: PendingSignIn = {
          serviceId,
          browser,
          state: openid.randomState(),
          nonce: openid.randomNonce(),
          verifier: openid.randomPKCECodeVerifier(),
        }
        const url = openid.buildAuthorizationUrl(config, {
          redirect_uri: redirectUri,
          scope: 'openid profile',
          state: pending.state,
          nonce: pending.nonce,
          code_challenge: await openid.calculatePKCECodeChallenge(pending.verifier),
          code_challenge_method: 'S256',
        })
        return ok({ url: url.href, pending })
      } catch (error) {
        return fail(await failureOf(error))
      }
    },

    async complete(callbackUrl, pending) {
      try {
        const openid = await library()
        const tokens = await openid.authorizationCodeGrant(await configuration(), callbackUrl, {
          pkceCodeVerifier: pending.verifier,
          expectedState: pending.state,
          expectedNonce: pending.nonce,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (!claims) return fail('REFUSED')
        const given = z
          .union([z.string().transform(one => [one]), z.array(z.string())])
          .catch([])
          .parse(claims[claim])
        const isManager = provider.manager !== undefined && given.includes(provider.manager)
        const has = (role: Role): boolean => provider[role] !== undefined && given.includes(provider[role])
        const roles = ROLES.filter(role => has(role) || (role === 'coach' && isManager))
        if (roles.length === 0) return fail('NOT_ALLOWED')
        const name = z.string().min(1).max(200).catch('Coach').parse(claims.name)
        return ok({ subject: claims.sub, name, roles, isManager })
      } catch (error) {
        // What is remembered of the provider may be why: keys that it has just changed are asked for anew by the next who signs in.
        known = undefined
        return fail(await failureOf(error))
      }
    },
  }
}

/** What the provider said no to, or that it could not be asked; anything else is a bug. */
async function failureOf(error: unknown): Promise<SignInFailure> {
  const openid = await library()
  if (error instanceof openid.AuthorizationResponseError || error instanceof openid.ResponseBodyError) return 'REFUSED'
  if (error instanceof openid.ClientError) return error.code === 'OAUTH_TIMEOUT' ? 'PROVIDER_DOWN' : 'REFUSED'
  if (error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError')) return 'PROVIDER_DOWN'
  throw error
}
