import type { GatewayFailureCode } from '../../src/domain/gateway-failure.ts'
import { fail, type Result } from '../../src/domain/result.ts'
import type { ClientCredential } from './client-credential.ts'
import { type ExchangeState, tokenRequest } from './fhirclient.ts'
import { isUnreachable } from './is-unreachable.ts'
import type { LaunchFailure, LaunchFailureCode } from './launch-failure.ts'
import { askForToken } from './token-endpoint.ts'
import { namesAnotherPatient, type TokenResponse, tokenResponseSchema } from './token-response.ts'

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
  const request = await tokenRequest(code, state, credential)
  const answer = await askForToken(tokenResponseSchema, { url: state.tokenUri, timeoutMs, ...request })
  if (!answer.ok) {
    const { code: why, status, diagnostics } = answer.failure
    const detail = ['token endpoint:', why, status, diagnostics].filter(part => part !== undefined).join(' ')
    return fail({ code: failureCode(why), detail })
  }
  if (namesAnotherPatient(answer.value, state.serverUrl)) {
    return fail({ code: 'BAD_TOKEN_RESPONSE', detail: 'token endpoint: fhirContext names another patient' })
  }
  return answer
}
