import { kindOfAnswer } from '../domain/failure-kind.ts'
import type { FailureKind, GatewayFailure, GatewayFailureCode } from '../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { gatewayFailureFrom } from './gateway-failure-from.ts'

export interface FhirConnection {
  readonly baseUrl: string
  readonly timeoutMs: number
  /**
   * Asked before each call. Where getting a token can fail in an expected way, it returns a Result. Asked once more with
   * the token that the server answered 401 to: one that can be renewed comes back as another, and the call is repeated.
   */
  readonly accessToken?: (refused?: string) => Token | Promise<Token>
  readonly log?: (call: FhirCallEnded) => void
}
type Token = string | Result<string, GatewayFailure>

/** For the operator: which call, and how it ended. Never an id, a search value or a token. */
export interface FhirCallEnded {
  readonly call: string
  readonly outcome: 'OK' | GatewayFailureCode
  readonly status?: number
  readonly kind?: FailureKind
  readonly ms: number
}

export interface CallOptions {
  readonly headers: Record<string, string>
  readonly signal: AbortSignal
}
type Ask<T> = (options: CallOptions) => Promise<Result<T, GatewayFailure>>

const RETRY_AFTER_MS = 200

/** Worth one more try at once: never when the other side asked us to wait. */
const isPassing = ({ code, status, retryAfter }: GatewayFailure): boolean =>
  retryAfter === undefined && (code === 'UNREACHABLE' || (status !== undefined && [502, 503, 504].includes(status)))

async function attempt<T>(ask: Ask<T>, options: CallOptions): Promise<Result<T, GatewayFailure>> {
  try {
    return await ask(options)
  } catch (error) {
    const failure = gatewayFailureFrom(error)
    if (failure === undefined) throw error
    return fail(failure)
  }
}

/** Runs one call to a FHIR server: token, one time-out for all of it, one more try for reads, a line for the log. */
export function createFhirCall({ timeoutMs, accessToken, log }: FhirConnection) {
  async function askWith<T>(token: string | undefined, signal: AbortSignal, isRead: boolean, ask: Ask<T>) {
    const options: CallOptions = { signal, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } }
    const first = await attempt(ask, options)
    if (first.ok || !isRead || !isPassing(first.failure)) return first
    await new Promise(resolve => setTimeout(resolve, Math.min(RETRY_AFTER_MS, timeoutMs / 10)))
    return signal.aborted ? first : attempt(ask, options)
  }

  async function tokenInPlaceOf(refused?: string): Promise<Result<string | undefined, GatewayFailure>> {
    const given = await accessToken?.(refused)
    return typeof given === 'object' ? given : ok(given)
  }

  async function run<T>(isRead: boolean, ask: Ask<T>): Promise<Result<T, GatewayFailure>> {
    const signal = AbortSignal.timeout(timeoutMs)
    const token = await tokenInPlaceOf()
    if (!token.ok) return token
    const first = await askWith(token.value, signal, isRead, ask)
    // Turned away at the door, so nothing was done: safe to repeat, a write too. Once, and only with another token.
    if (first.ok || first.failure.status !== 401 || token.value === undefined) return first
    const another = await tokenInPlaceOf(token.value)
    if (!another.ok) return another
    return another.value === token.value || signal.aborted ? first : askWith(another.value, signal, isRead, ask)
  }

  return async <T>(name: string, isRead: boolean, ask: Ask<T>): Promise<Result<T, GatewayFailure>> => {
    const started = performance.now()
    const result = await run(isRead, ask)
    const ended = result.ok
      ? { outcome: 'OK' as const }
      : { outcome: result.failure.code, status: result.failure.status, kind: kindOfAnswer(result.failure) }
    log?.({ call: name, ...ended, ms: Math.round(performance.now() - started) })
    return result
  }
}
