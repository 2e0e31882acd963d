import type { DeliveryFailure } from '../domain/delivery.ts'

export interface RetryTimes {
  readonly firstSeconds: number
  readonly longestSeconds: number
}

/** Decision 8: the first retry within 5 seconds, none later than 5 minutes after the last. */
export const USUAL_TIMES: RetryTimes = { firstSeconds: 5, longestSeconds: 300 }

/** The hub turned us away at the door, or there was no door: the transaction was not looked at. After anything else it may have arrived. */
const TURNED_AWAY: ReadonlySet<DeliveryFailure['code']> = new Set(['RATE_LIMITED', 'UNAUTHORIZED', 'NO_HUB'])

export const mayHaveArrived = (failure: DeliveryFailure): boolean => !TURNED_AWAY.has(failure.code)

/**
 * Seconds until the next attempt: doubling, with jitter so that many waiting referrals do not knock together. What the
 * hub asked for (Retry-After) is honoured up to the cap. `random` is from 0 to 1.
 */
export function retryDelay(attempts: number, random: number, retryAfter = 0, times = USUAL_TIMES): number {
  const { firstSeconds, longestSeconds } = times
  const backoff = Math.min(firstSeconds * 2 ** (attempts - 1), longestSeconds) * (0.5 + random / 2)
  return Math.min(Math.max(backoff, retryAfter), longestSeconds)
}
