import { z } from 'zod'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import { guardedFetch } from '../../src/http/guarded-fetch.ts'
import { endpointOf } from './endpoint-url.ts'
import { freshForMs } from './fresh-for.ts'
import { isUnreachable } from './is-unreachable.ts'
import type { LaunchFailure } from './launch-failure.ts'

/** What the launch needs to know of an EHR's authorization server. */
export interface SmartConfiguration {
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  readonly jwksUri: string
  readonly issuer: string
  /** Undefined where the EHR offers none that is safe to use. */
  readonly revocationEndpoint: string | undefined
  readonly capabilities: readonly string[]
  readonly scopesSupported: readonly string[]
}

/** SMART App Launch 2.2, 9.2: what SHALL be there for a launch with PKCE and sign-on. */
const wellKnown = z.object({
  issuer: z.url(),
  jwks_uri: z.string().min(1),
  authorization_endpoint: z.string().min(1),
  token_endpoint: z.string().min(1),
  capabilities: z
    .array(z.string())
    .refine(list => list.includes('launch-ehr') || list.includes('launch-standalone'), 'a kind of launch')
    .refine(list => list.includes('sso-openid-connect'), 'sso-openid-connect'),
  code_challenge_methods_supported: z
    .array(z.string())
    .refine(list => list.includes('S256') && !list.includes('plain'), 'S256 and not plain'),
  grant_types_supported: z
    .array(z.string())
    .refine(list => list.includes('authorization_code'), 'authorization_code')
    .optional(),
  revocation_endpoint: z.string().optional().catch(undefined),
  scopes_supported: z.array(z.string()).catch([]),
})

/** `origins`: where the EHR's endpoints may stand beside the issuer's own origin, from the registry. */
export type Discover = (
  issuer: string,
  origins?: readonly string[],
) => Promise<Result<SmartConfiguration, LaunchFailure>>

const MOST_BYTES = 100_000

interface Read {
  readonly configuration: SmartConfiguration
  readonly freshForMs: number
}

/**
 * Reads an EHR's SMART configuration once for all launches, for as long as the EHR says, within bounds. A failure is told and
 * forgotten: the next launch asks again (fhirclient's own discovery would remember one failure until the process ends).
 */
export function createDiscovery({ now, timeoutMs = 5000 }: { now: () => Date; timeoutMs?: number }): Discover {
  const known = new Map<string, { readonly configuration: SmartConfiguration; readonly freshUntil: number }>()
  const underWay = new Map<string, ReturnType<Discover>>()

  async function ask(issuer: string, origins: readonly string[]): ReturnType<Discover> {
    const asked = now().getTime()
    const read = await fetchConfiguration(issuer, origins, timeoutMs)
    if (!read.ok) return read
    const { configuration } = read.value
    known.set(issuer, { configuration, freshUntil: asked + read.value.freshForMs })
    return ok(configuration)
  }

  return async (issuer, origins = []) => {
    const cached = known.get(issuer)
    if (cached !== undefined && now().getTime() < cached.freshUntil) return ok(cached.configuration)
    const running = underWay.get(issuer) ?? ask(issuer, origins).finally(() => underWay.delete(issuer))
    underWay.set(issuer, running)
    return running
  }
}

async function fetchConfiguration(
  issuer: string,
  origins: readonly string[],
  timeoutMs: number,
): Promise<Result<Read, LaunchFailure>> {
  const url = `${issuer.replace(/\/+$/, '')}/.well-known/smart-configuration`
  const answer = await guardedFetch({ base: issuer, url, timeoutMs, maxBytes: MOST_BYTES })
  if (!answer.ok) {
    const { code, status } = answer.failure
    return fail({
      code: isUnreachable(code) ? 'EHR_UNREACHABLE' : 'EHR_NOT_SMART',
      detail: `discovery: ${code} ${status ?? ''}`.trim(),
    })
  }
  const parsed = wellKnown.safeParse(answer.value.body)
  if (!parsed.success) {
    const paths = parsed.error.issues.map(issue => issue.path.join('.') || 'document')
    return fail({ code: 'EHR_NOT_SMART', detail: `discovery: ${[...new Set(paths)].join(', ')}` })
  }
  const endpoint = (text: string): string | undefined => endpointOf(issuer, text, origins)
  const authorizationEndpoint = endpoint(parsed.data.authorization_endpoint)
  const tokenEndpoint = endpoint(parsed.data.token_endpoint)
  const jwksUri = endpoint(parsed.data.jwks_uri)
  if (authorizationEndpoint === undefined || tokenEndpoint === undefined || jwksUri === undefined) {
    return fail({
      code: 'EHR_NOT_SMART',
      detail: 'discovery: an endpoint is not on an origin of this EHR, or neither https nor on this machine',
    })
  }
  const { revocation_endpoint: revocation, capabilities, scopes_supported: scopesSupported } = parsed.data
  const configuration = {
    authorizationEndpoint,
    tokenEndpoint,
    jwksUri,
    issuer: parsed.data.issuer,
    revocationEndpoint: revocation === undefined ? undefined : endpoint(revocation),
    capabilities,
    scopesSupported,
  }
  return ok({ configuration, freshForMs: freshForMs(answer.value.headers.get('cache-control')) })
}
