import type { GatewayFailure, GatewayFailureCode } from '../domain/gateway-failure.ts'
import { fail, type Result } from '../domain/result.ts'
import { gatewayFailureFrom } from './gateway-failure-from.ts'

export interface FhirConnection {
  readonly baseUrl: string
  readonly timeoutMs: number
  /** Asked before each call. Where getting a token can fail in an expected way, it returns a Result. */
  readonly accessToken?: () => Token | Promise<Token>
  readonly log?: (call: FhirCallEnded) => void
}
type Token = string | Result<string, GatewayFailure>

/** For the operator: which call, and how it ended. Never an id, a search value or a token. */
export interface FhirCallEnded {
  readonly call: string
  readonly outcome: 'OK' | GatewayFailureCode
  readonly status?: number
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
  async function run<T>(isRead: boolean, ask: Ask<T>): Promise<Result<T, GatewayFailure>> {
    const signal = AbortSignal.timeout(timeoutMs)
    const given = await accessToken?.()
    if (typeof given === 'object' && !given.ok) return given
    const token = typeof given === 'object' ? given.value : given
    const options: CallOptions = { signal, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } }
    const first = await attempt(ask, options)
    if (first.ok || !isRead || !isPassing(first.failure)) return first
    await new Promise(resolve => setTimeout(resolve, Math.min(RETRY_AFTER_MS, timeoutMs / 10)))
    return signal.aborted ? first : attempt(ask, options)
  }

  return async <T>(name: string, isRead: boolean, ask: Ask<T>): Promise<Result<T, GatewayFailure>> => {
    const started = performance.now()
    const result = await run(isRead, ask)
    const ended = result.ok
      ? { outcome: 'OK' as const }
      : { outcome: result.failure.code, status: result.failure.status }
    log?.({ call: name, ...ended, ms: Math.round(performance.now() - started) })
    return result
  }
}
