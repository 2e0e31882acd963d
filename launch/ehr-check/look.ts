import { fail, ok, type Result } from '../../src/domain/result.ts'
import { failureOfFetch } from '../../src/http/failure-of-fetch.ts'
import { isUnder } from '../../src/http/is-under.ts'

export interface Asked {
  readonly url: string
  /** The EHR's own origins and base: nothing is asked anywhere else. */
  readonly under: readonly string[]
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs: number
  readonly maxBytes?: number
}

/** An answer as it came. A redirect is seen, and never followed. */
export interface Seen {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** From the request to the last byte. */
  readonly ms: number
  readonly bytes: number
  /** Parsed JSON; undefined when it is none. */
  readonly body: unknown
  /** When it came, by our clock. */
  readonly at: Date
}

export type Missed = 'TIMEOUT' | 'UNREACHABLE' | 'TOO_LARGE' | 'NOT_ALLOWED'
/** Undefined where there was nothing to ask. */
export type Look = Result<Seen, Missed> | undefined

/** What the app itself takes of a discovery document, a key set or a token response. */
export const MOST_BYTES = 100_000

/** One request, with all of its answer that a check may want to know. */
export async function look(asked: Asked): Promise<Result<Seen, Missed>> {
  const { url, under, method = 'GET', headers, body, timeoutMs, maxBytes = MOST_BYTES } = asked
  if (!under.some(base => isUnder(base, url))) return fail('NOT_ALLOWED')
  const began = performance.now()
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await textOf(response, maxBytes)
    if (text === undefined) return fail('TOO_LARGE')
    return ok({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      ms: Math.round(performance.now() - began),
      bytes: Buffer.byteLength(text),
      body: jsonIn(text),
      at: new Date(),
    })
  } catch (error) {
    const failure = failureOfFetch(error)
    if (failure === undefined) throw error
    return fail(failure.code === 'TIMEOUT' ? 'TIMEOUT' : 'UNREACHABLE')
  }
}

async function textOf(response: Response, maxBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    // Leaving the loop closes the connection.
    if (size > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The members of a JSON object; undefined for anything else. */
export function membersOf(seen: Look): Readonly<Record<string, unknown>> | undefined {
  const body = seen?.ok ? seen.value.body : undefined
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : undefined
}
