/** Every way in which a party outside this process can fail us. */
export const GATEWAY_FAILURE_CODES = [
  'UNREACHABLE',
  'TIMEOUT',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'RATE_LIMITED',
  'REFUSED',
  'SERVER_ERROR',
  'GARBAGE',
] as const
export type GatewayFailureCode = (typeof GATEWAY_FAILURE_CODES)[number]

/**
 * What is to be done about a failure (ADR 0020): `passing` goes by itself; `to-mend` is a fault of the connection, which somebody has to put
 * right and which says nothing of the patient; `declined` is the service's answer to this one referral.
 */
export const FAILURE_KINDS = ['passing', 'to-mend', 'declined'] as const
export type FailureKind = (typeof FAILURE_KINDS)[number]

export interface GatewayFailure {
  readonly code: GatewayFailureCode
  /** The HTTP status, where there was an answer. */
  readonly status?: number
  /** What the other side said, from its OperationOutcome, shortened; may hold no patient data by the time it is logged. */
  readonly diagnostics?: string
  /** Seconds that the other side asked us to wait (Retry-After). */
  readonly retryAfter?: number
  /** Where the answer itself, or what was seen on the way to it, says more than code and status do. */
  readonly kind?: FailureKind
}
