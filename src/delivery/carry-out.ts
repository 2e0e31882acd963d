import type { Logger } from 'pino'
import type { DeliveryFailure } from '../domain/delivery.ts'
import { keptFailure, kindOf } from '../domain/failure-kind.ts'
import type { FailureKind } from '../domain/gateway-failure.ts'
import type { Hub } from '../gateways/hub.ts'
import type { Outbox } from '../store/outbox.ts'
import type { OutboxClaim } from '../store/outbox-row.ts'
import { attemptDelivery } from './attempt.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import { mayHaveArrived, type RetryTimes, retryDelay } from './retry.ts'

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
    if (!hub) return void (await settleFailure(claim, { code: 'NO_HUB' }))
    const result = await attemptDelivery({
      hub,
      claim,
      payload: () => outbox.payload(claim.messageId),
      hold: () => outbox.extend(claim, deps.leaseSeconds),
      pause: deps.wait,
      random: deps.random,
    })
    if (result?.ok) {
      await outbox.delivered(claim, result.value)
      log.info({ ...named(claim), attempts: claim.attempts }, 'referral delivered')
      // It takes referrals again: what it turned away need not wait for its own turn.
      if (breaker.ended(claim.serviceId)) await outbox.wake(claim.serviceId)
    } else if (result) {
      const { code, retryAfter } = result.failure
      const kind = await settleFailure(claim, keptFailure(result.failure), retryAfter)
      breaker.ended(claim.serviceId, { code, kind, ...(retryAfter !== undefined && { retryAfter }) })
    }
  }

  /** The kind as which it was settled: many that are declined one after the other are held (ADR 0020). */
  async function settleFailure(
    claim: OutboxClaim,
    failure: DeliveryFailure,
    retryAfter?: number,
  ): Promise<FailureKind> {
    const { code, status } = failure
    const kind = kindOf(failure)
    const line = { ...named(claim), serviceId: claim.serviceId, attempts: claim.attempts, code, status, kind }
    const inSeconds = retryDelay(claim.attempts, deps.random(), retryAfter, deps.retry)
    if (kind === 'declined') {
      if ((await outbox.giveUp(claim, failure, inSeconds)) === 'held') {
        log.error(
          { ...line, kind: 'to-mend' },
          'hub turns away one referral after the other: they are held, see its connection',
        )
        return 'to-mend'
      }
      log.warn(line, 'referral declined by the service')
      return kind
    }
    await outbox.waitAgain(claim, failure, { inSeconds, lookFirst: claim.lookFirst || mayHaveArrived(failure) })
    if (kind === 'to-mend') log.error(line, 'referral held: the connection to the hub has to be mended')
    else log.warn(line, 'referral not delivered yet')
    return kind
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
