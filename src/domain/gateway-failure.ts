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

export interface GatewayFailure {
  readonly code: GatewayFailureCode
  /** The HTTP status, where there was an answer. */
  readonly status?: number
  /** What the other side said, from its OperationOutcome, shortened; may hold no patient data by the time it is logged. */
  readonly diagnostics?: string
  /** Seconds that the other side asked us to wait (Retry-After). */
  readonly retryAfter?: number
}
