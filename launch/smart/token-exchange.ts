import { z } from 'zod'
import type { GatewayFailureCode } from '../../src/domain/gateway-failure.ts'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import { guardedFetch } from '../../src/http/guarded-fetch.ts'
import type { ClientCredential } from './client-credential.ts'
import { type ExchangeState, tokenRequest } from './fhirclient.ts'
import { isUnreachable } from './is-unreachable.ts'
import type { LaunchFailure, LaunchFailureCode } from './launch-failure.ts'
import { fhirId } from './launch-session.ts'

/**
 * The token response, field by field (SMART App Launch 2.2, 7.1.5); other fields are left behind.
 * `expires_in` is only recommended there: without it we believe in five minutes.
 */
const tokenResponse = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,16384}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.int().min(1).max(86_400).default(300),
  scope: z.string(),
  patient: fhirId.optional(),
  encounter: fhirId.optional(),
  id_token: z.string().max(16_384).optional(),
})
export type TokenResponse = z.infer<typeof tokenResponse>

const MOST_BYTES = 100_000

/** A code is good for one try: the EHR's refusal, its silence and its nonsense each end the launch in their own words. */
function failureCode(why: GatewayFailureCode): LaunchFailureCode {
  if (isUnreachable(why)) return 'EHR_UNREACHABLE'
  return why === 'GARBAGE' ? 'BAD_TOKEN_RESPONSE' : 'TOKEN_REFUSED'
}

/** Exchanges the code for a token: fhirclient builds the request, the guarded fetch sends it (docs/adr/0002). */
export async function exchangeCode(
  code: string,
  state: ExchangeState,
  credential: ClientCredential,
  timeoutMs: number,
): Promise<Result<TokenResponse, LaunchFailure>> {
  const { headers, body } = await tokenRequest(code, state, credential)
  const { tokenUri } = state
  const answer = await guardedFetch({
    base: tokenUri,
    url: tokenUri,
    method: 'POST',
    headers,
    body,
    timeoutMs,
    maxBytes: MOST_BYTES,
  })
  if (!answer.ok) {
    const { code: why, status, diagnostics } = answer.failure
    const detail = ['token endpoint:', why, status, diagnostics].filter(part => part !== undefined).join(' ')
    return fail({ code: failureCode(why), detail })
  }
  const parsed = tokenResponse.safeParse(answer.value.body)
  if (parsed.success) return ok(parsed.data)
  const paths = parsed.error.issues.map(issue => issue.path.join('.') || 'document')
  return fail({ code: 'BAD_TOKEN_RESPONSE', detail: `token response: ${paths.join(', ')}` })
}
