import { setTimeout as sleep } from 'node:timers/promises'
import type { StoreFault } from '../domain/store-failure.ts'
import type { ClockDifference } from '../http/clock-watch.ts'

/** What `/readyz` says. A clock that is off takes no instance out of service: it is said, so that somebody sets it. */
export interface Readiness {
  readonly isReady: boolean
  readonly status: string
  readonly clock?: string
}

const WORDS: Readonly<Record<StoreFault | 'unknown', string>> = {
  full: 'store is full',
  damaged: 'store is damaged',
  'read-only': 'store cannot be written to',
  silent: 'store does not answer',
  unknown: 'store does not answer',
}

export function createReadiness(deps: {
  whyNotKept: () => Promise<StoreFault | 'unknown' | undefined>
  waitMs: number
  clock: () => ClockDifference | undefined
}): () => Promise<Readiness> {
  return async () => {
    const late = sleep(deps.waitMs, 'silent' as const, { ref: false })
    const fault = await Promise.race([deps.whyNotKept(), late])
    const off = deps.clock()
    return {
      isReady: fault === undefined,
      status: fault === undefined ? 'ready' : WORDS[fault],
      ...(off && { clock: off.words }),
    }
  }
}
