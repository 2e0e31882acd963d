import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { failureOfFetch } from './failure-of-fetch.ts'
import { failureOfStatus } from './failure-of-status.ts'
import { isUnder } from './is-under.ts'
import { readAtMost } from './read-at-most.ts'

export interface GuardedRequest {
  /** The registered base; `url` must lie under it. */
  readonly base: string
  readonly url: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs: number
  readonly maxBytes: number
}

export interface GuardedAnswer {
  readonly status: number
  readonly headers: Headers
  /** Parsed JSON of unknown shape: the caller's schema says what it is. */
  readonly body: unknown
}

/** One HTTP call to a registered party that can neither hang, flood us, nor lead us to another address. */
export async function guardedFetch(request: GuardedRequest): Promise<Result<GuardedAnswer, GatewayFailure>> {
  if (!isUnder(request.base, request.url)) return fail({ code: 'GARBAGE', diagnostics: 'address not registered' })
  try {
    const response = await fetch(request.url, {
      method: request.method ?? 'GET',
      headers: { accept: 'application/json', ...request.headers },
      body: request.body,
      redirect: 'error',
      signal: AbortSignal.timeout(request.timeoutMs),
    })
    const text = await readAtMost(response, request.maxBytes)
    if (!response.ok) return fail(failureOfStatus(response.status, response.headers, oauthErrorIn(text)))
    if (text === undefined) return fail({ code: 'GARBAGE', status: response.status, diagnostics: 'answer too large' })
    const body = parseJson(text)
    if (body === undefined) return fail({ code: 'GARBAGE', status: response.status, diagnostics: 'answer is not JSON' })
    return ok({ status: response.status, headers: response.headers, body })
  } catch (error) {
    const failure = failureOfFetch(error)
    if (failure === undefined) throw error
    return fail(failure)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Only the registered shape of an OAuth error code (RFC 6749, 5.2): free text may hold anything. */
const oauthErrorIn = (text: string | undefined): string | undefined =>
  /"error"\s*:\s*"([a-z_]{1,40})"/.exec(text ?? '')?.[1]
