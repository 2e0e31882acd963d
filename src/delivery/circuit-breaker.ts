import type { DeliveryFailure } from '../domain/delivery.ts'
import type { FailureKind } from '../domain/gateway-failure.ts'

export interface CircuitBreaker {
  /** Services whose hub is left alone for now: it has failed repeatedly, and one attempt at a time finds out whether it is back. */
  resting(): string[]
  began(serviceId: string): void
  /** Those of them that do not answer as they should. At one that turns everybody away at once, a person's press still may knock. */
  silent(): string[]
  /** What the attempt says of the hub. True when it ends a trouble: what waits for this hub may go. */
  ended(serviceId: string, failure?: EndedAttempt): boolean
  /** The attempt is over, even if it never came to the hub: another one may find out. */
  left(serviceId: string): void
}

interface EndedAttempt {
  readonly code: DeliveryFailure['code']
  /** In trouble is a hub whose failure passes or has to be mended, whatever it is sent; what it declined speaks of one referral. */
  readonly kind: FailureKind
  readonly retryAfter?: number
}

interface Circuit {
  kind: FailureKind
  failures: number
  restsUntil: number
  isProbed: boolean
}

const FAILURES_TO_OPEN = 5
const REST_SECONDS = 30
const LONGEST_REST_SECONDS = 300

/** Not the hub's: two sends that crossed, and a fault of ours. */
const NOT_ITS_TROUBLE: ReadonlySet<DeliveryFailure['code']> = new Set(['CONFLICT', 'INTERNAL'])

/**
 * One circuit per hub, in the memory of this process: a hub that is down takes up neither the places of the others nor a
 * clinician's three seconds. `seconds` counts on whatever happens to the clock on the wall.
 */
export function createCircuitBreaker(seconds: () => number = () => performance.now() / 1000): CircuitBreaker {
  const circuits = new Map<string, Circuit>()
  const isOpen = ({ failures }: Circuit): boolean => failures >= FAILURES_TO_OPEN
  const resting = (): [string, Circuit][] =>
    [...circuits].filter(([, circuit]) => isOpen(circuit) && (circuit.isProbed || seconds() < circuit.restsUntil))

  return {
    resting: () => resting().map(([serviceId]) => serviceId),
    silent: () => resting().flatMap(([serviceId, { kind }]) => (kind === 'to-mend' ? [] : [serviceId])),
    began(serviceId) {
      const circuit = circuits.get(serviceId)
      if (circuit && isOpen(circuit)) circuit.isProbed = true
    },
    ended(serviceId, failure) {
      if (failure === undefined || failure.kind === 'declined' || NOT_ITS_TROUBLE.has(failure.code))
        return circuits.delete(serviceId)
      const rest = Math.min(Math.max(REST_SECONDS, failure.retryAfter ?? 0), LONGEST_REST_SECONDS)
      const failures = (circuits.get(serviceId)?.failures ?? 0) + 1
      circuits.set(serviceId, { kind: failure.kind, failures, restsUntil: seconds() + rest, isProbed: false })
      return false
    },
    left(serviceId) {
      const circuit = circuits.get(serviceId)
      if (circuit) circuit.isProbed = false
    },
  }
}
