import type { Result } from '../../domain/result.ts'
import type { Problem } from './outcome.ts'
import type { JsonObject } from './resource.ts'
import type { Version } from './version.ts'

/** What an interaction came to, before HTTP or a Bundle entry is made of it. */
export interface Answer {
  readonly status: number
  readonly body?: JsonObject | undefined
  /** The version that was read or written: gives ETag and Last-Modified. */
  readonly version?: Version
  /** Said by Location after a write. */
  readonly written?: boolean
  /** In words, for `Prefer: return=OperationOutcome` and for deletions. */
  readonly text?: string
}

export type Answered = Result<Answer, Problem>

/** A FHIR request without its transport, so that a Bundle entry is answered by the same code. */
export interface FhirRequest {
  readonly method: string
  readonly path: readonly string[]
  readonly params: URLSearchParams
  readonly base: string
  readonly body?: unknown
  readonly ifMatch?: string | undefined
  /** Who asks, where the server knows its callers. */
  readonly by?: string | undefined
  readonly ifNoneMatch?: string | undefined
  readonly ifNoneExist?: string | undefined
  /** What `Prefer: return=` asks for. */
  readonly prefer?: string | undefined
}
