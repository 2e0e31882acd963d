import type { Logger } from 'pino'
import type { DeliveryFailure } from '../domain/delivery.ts'
import type { Hub } from '../gateways/hub.ts'
import type { Outbox } from '../store/outbox.ts'
import type { OutboxClaim } from '../store/outbox-row.ts'
import { attemptDelivery } from './attempt.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import { isFinal, mayHaveArrived, type RetryTimes, retryDelay } from './retry.ts'

export interface CarryOutDeps {
  readonly outbox: Outbox
  readonly hubFor: (serviceId: string) => Hub | undefined
  readonly breaker: CircuitBreaker
  readonly random: () => number
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  readonly wait: (milliseconds: number) => Promise<void>
  readonly leaseSeconds: number
  readonly retry?: RetryTimes
}

/** One claimed message, one attempt, one note of how it ended. Never rejects. */
export function createCarryOut(deps: CarryOutDeps): (claim: OutboxClaim) => Promise<void> {
  const { outbox, log, breaker } = deps

  async function attempt(claim: OutboxClaim): Promise<void> {
    const hub = deps.hubFor(claim.serviceId)
    if (!hub) return settleFailure(claim, { code: 'NO_HUB' })
    const result = await attemptDelivery({
      hub,
      claim,
      payload: () => outbox.payload(claim.messageId),
      hold: () => outbox.extend(claim, deps.leaseSeconds),
      pause: deps.wait,
      random: deps.random,
    })
    if (result) breaker.ended(claim.serviceId, result.ok ? undefined : result.failure)
    if (result?.ok) {
      await outbox.delivered(claim, result.value)
      log.info({ ...named(claim), attempts: claim.attempts }, 'referral delivered')
    } else if (result) await settleFailure(claim, result.failure, result.failure.retryAfter)
  }

  async function settleFailure(claim: OutboxClaim, failure: DeliveryFailure, retryAfter?: number): Promise<void> {
    const { code, status } = failure
    const line = { ...named(claim), serviceId: claim.serviceId, attempts: claim.attempts, code, status }
    if (isFinal(failure)) {
      await outbox.giveUp(claim, failure)
      log.error(line, 'referral given up: somebody has to look at it')
      return
    }
    await outbox.waitAgain(claim, failure, {
      inSeconds: retryDelay(claim.attempts, deps.random(), retryAfter, deps.retry),
      lookFirst: claim.lookFirst || mayHaveArrived(failure),
    })
    log.warn(line, 'referral not delivered yet')
  }

  /** A fault of ours (a payload that cannot be read, a full disk) must hold up this one message only. */
  return async function carryOut(claim: OutboxClaim): Promise<void> {
    breaker.began(claim.serviceId)
    try {
      await attempt(claim)
    } catch (error) {
      log.error({ ...named(claim), err: error }, 'delivery failed on our side')
      // When even this cannot be noted, the lease ends by itself and the message is due again.
      await settleFailure(claim, { code: 'INTERNAL' }).catch(() => undefined)
    } finally {
      breaker.left(claim.serviceId)
    }
  }
}

const named = ({ messageId, referralId, kind }: OutboxClaim) => ({ referralId, messageId, kind })
