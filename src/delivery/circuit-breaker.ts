import type { DeliveryFailure } from '../domain/delivery.ts'

export interface CircuitBreaker {
  /** Services whose hub is left alone for now: it has failed repeatedly, and one attempt at a time finds out whether it is back. */
  resting(): string[]
  began(serviceId: string): void
  /** What the attempt says of the hub. */
  ended(serviceId: string, failure?: DeliveryFailure & { readonly retryAfter?: number }): void
  /** The attempt is over, even if it never came to the hub: another one may find out. */
  left(serviceId: string): void
}

interface Circuit {
  failures: number
  restsUntil: number
  isProbed: boolean
}

const FAILURES_TO_OPEN = 5
const REST_SECONDS = 30
const LONGEST_REST_SECONDS = 300

/** The hub is in trouble, whatever it is sent. Other failures speak of one referral. */
const TROUBLE: ReadonlySet<DeliveryFailure['code']> = new Set([
  'UNREACHABLE',
  'TIMEOUT',
  'SERVER_ERROR',
  'RATE_LIMITED',
  'UNAUTHORIZED',
  'GARBAGE',
])

/**
 * One circuit per hub, in the memory of this process: a hub that is down takes up neither the places of the others nor a
 * clinician's three seconds. `seconds` counts on whatever happens to the clock on the wall.
 */
export function createCircuitBreaker(seconds: () => number = () => performance.now() / 1000): CircuitBreaker {
  const circuits = new Map<string, Circuit>()
  const isOpen = ({ failures }: Circuit): boolean => failures >= FAILURES_TO_OPEN

  return {
    resting: () =>
      [...circuits]
        .filter(([, circuit]) => isOpen(circuit) && (circuit.isProbed || seconds() < circuit.restsUntil))
        .map(([serviceId]) => serviceId),
    began(serviceId) {
      const circuit = circuits.get(serviceId)
      if (circuit && isOpen(circuit)) circuit.isProbed = true
    },
    ended(serviceId, failure) {
      if (failure === undefined || !TROUBLE.has(failure.code)) {
        circuits.delete(serviceId)
        return
      }
      const rest = Math.min(Math.max(REST_SECONDS, failure.retryAfter ?? 0), LONGEST_REST_SECONDS)
      const failures = (circuits.get(serviceId)?.failures ?? 0) + 1
      circuits.set(serviceId, { failures, restsUntil: seconds() + rest, isProbed: false })
    },
    left(serviceId) {
      const circuit = circuits.get(serviceId)
      if (circuit) circuit.isProbed = false
    },
  }
}
