import type { GatewayFailure } from '../../src/domain/gateway-failure.ts'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { ClientCredential } from './client-credential.ts'
import { clientProof } from './fhirclient.ts'
import type { LaunchSession } from './launch-session.ts'
import { askForToken, FORM } from './token-endpoint.ts'
import { refreshResponseSchema, tokenTimes } from './token-response.ts'

export interface SignedInClient {
  readonly clientId: string
  readonly credential: ClientCredential
  readonly timeoutMs: number
}

/**
 * The same session with new tokens (SMART App Launch 2.2, 7.1.7; RFC 6749, 6), for every kind of client. A new refresh token
 * replaces the old one; where the EHR sends none, the old one stays good.
 */
export async function refreshTokens(
  session: LaunchSession,
  { clientId, credential, timeoutMs }: SignedInClient,
  now: () => Date,
): Promise<Result<LaunchSession, GatewayFailure>> {
  const { refreshToken, tokenEndpoint: url, issuer: serverUrl } = session
  if (refreshToken === undefined || url === undefined)
    return fail({ code: 'UNAUTHORIZED', diagnostics: 'no refresh token' })
  const asked = now()
  const { headers, fields } = await clientProof({ serverUrl, clientId, tokenUri: url }, credential)
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, ...fields }).toString()
  const answer = await askForToken(refreshResponseSchema, { url, headers: { ...headers, ...FORM }, body, timeoutMs })
  if (!answer.ok) return answer
  const { access_token: accessToken, refresh_token: next = refreshToken, patient } = answer.value
  if (patient !== undefined && patient !== session.patientId) {
    return fail({ code: 'GARBAGE', diagnostics: 'refreshed for another patient' })
  }
  return ok({ ...session, accessToken, refreshToken: next, ...tokenTimes(answer.value, asked) })
}
