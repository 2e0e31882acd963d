import type { DeliveryFailure } from './delivery.ts'
import type { FailureKind, GatewayFailure } from './gateway-failure.ts'

const BY_CODE: Readonly<Record<DeliveryFailure['code'], FailureKind>> = {
  UNREACHABLE: 'passing',
  TIMEOUT: 'passing',
  RATE_LIMITED: 'passing',
  CONFLICT: 'passing',
  SERVER_ERROR: 'passing',
  GARBAGE: 'passing',
  INTERNAL: 'passing',
  UNAUTHORIZED: 'to-mend',
  FORBIDDEN: 'to-mend',
  NOT_FOUND: 'to-mend',
  NO_HUB: 'to-mend',
  REFUSED: 'declined',
}

/** Of the moment: request timeout, misdirected, locked, too early, too many. */
const OF_THE_MOMENT: ReadonlySet<number | undefined> = new Set([408, 421, 423, 425, 429])

/** Statuses that speak of what was sent. Any other 4xx speaks of how it was sent: method, media type, size, a proxy on the way. */
const OF_THE_CONTENT: ReadonlySet<number | undefined> = new Set([undefined, 400, 409, 412, 422])

const NOT_IMPLEMENTED = 501

/** The kind of a failure as the outbox keeps it; also of one that an earlier version of this app has written there. */
export function kindOf({ code, status }: Pick<DeliveryFailure, 'code' | 'status'>): FailureKind {
  if (OF_THE_MOMENT.has(status)) return 'passing'
  if (status === NOT_IMPLEMENTED) return 'to-mend'
  return code === 'REFUSED' && !OF_THE_CONTENT.has(status) ? 'to-mend' : BY_CODE[code]
}

/** Under which code a kind is kept where the failure's own code would be read as another kind. */
const KEPT_AS: Readonly<Record<FailureKind, DeliveryFailure['code']>> = {
  passing: 'SERVER_ERROR',
  'to-mend': 'FORBIDDEN',
  declined: 'REFUSED',
}

/**
 * What the outbox keeps of a failure: code and status alone tell its kind, in codes that the version before this one reads too (a new
 * code would break its pages while both run side by side).
 */
export function keptFailure({ code, status, diagnostics, kind }: GatewayFailure): DeliveryFailure {
  const rest = { ...(status !== undefined && { status }), ...(diagnostics !== undefined && { diagnostics }) }
  return { code: kind === undefined || kindOf({ code, ...rest }) === kind ? code : KEPT_AS[kind], ...rest }
}

/** The kind of a failure that has just happened. */
export const kindOfAnswer = (failure: GatewayFailure): FailureKind => failure.kind ?? kindOf(failure)
