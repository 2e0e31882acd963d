import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Delivery } from '../domain/delivery.ts'
import type { Hub } from '../gateways/hub.ts'
import type { AuditActor } from '../store/audit.ts'
import type { AcceptedReferral, Outbox } from '../store/outbox.ts'
import type { OutboxClaim, OutboxRow } from '../store/outbox-row.ts'
import { createBackground } from './background.ts'
import { createCarryOut } from './carry-out.ts'

export interface DeliveryDesk {
  /** Durable when it resolves. The same referral again changes nothing and tells how the first one stands. */
  accept(referral: AcceptedReferral): Promise<Delivery>
  /** Tries at once if it is due, and answers in time, with the receipt or without. */
  deliverNow(referralId: string, limit: { withinMs: number }): Promise<Delivery>
  read(referralId: string): Promise<Delivery | undefined>
  /** A person asks for another attempt, of a waiting referral or of one that was given up. */
  retry(referralId: string, actor?: AuditActor): Promise<Delivery>
  /** Delivers what is due, in the background, until stopped; removes once an hour what may no longer be kept. */
  start(): void
  /** Resolves when the attempts under way have ended; what still waits, waits in the store. */
  stop(): Promise<void>
}

export interface DeliveryDeps {
  readonly outbox: Outbox
  readonly hubFor: (serviceId: string) => Hub | undefined
  readonly random: () => number
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  readonly wait?: (milliseconds: number) => Promise<void>
  /** Longer than any one request to a hub: after it, another instance takes the referral over. */
  readonly leaseSeconds?: number
  /** What else is cleared once an hour. */
  readonly alsoPurge?: readonly (() => Promise<number>)[]
}

const RETRY_ANSWER_MS = 3000
const LEASE_SECONDS = 60
const ELSEWHERE_POLL_MS = 100

export function createDelivery(deps: DeliveryDeps): DeliveryDesk {
  const { outbox, log } = deps
  const wait = deps.wait ?? (milliseconds => sleep(milliseconds, undefined, { ref: false }))
  const leaseSeconds = deps.leaseSeconds ?? LEASE_SECONDS
  const underWay = new Map<string, Promise<void>>()

  const carryOut = createCarryOut({ ...deps, wait, leaseSeconds })

  function begin(claim: OutboxClaim): Promise<void> {
    const running = carryOut(claim).finally(() => underWay.delete(claim.referralId))
    underWay.set(claim.referralId, running)
    return running
  }

  async function claimAndBegin(referralId?: string): Promise<{ ended: Promise<void> } | undefined> {
    const claim = await outbox.claim(leaseSeconds, referralId)
    return claim && { ended: begin(claim) }
  }

  async function known(referralId: string): Promise<OutboxRow> {
    const row = await outbox.read(referralId)
    if (!row) throw new Error(`There is no accepted referral ${referralId}.`)
    return row
  }

  async function deliverNow(referralId: string, { withinMs }: { withinMs: number }): Promise<Delivery> {
    let isLate = false
    const timeUp = wait(withinMs).then(() => {
      isLate = true
    })
    for (;;) {
      const here = underWay.get(referralId) ?? (await claimAndBegin(referralId))?.ended
      // Without one here, another instance may be at it: its result shows in the store.
      await Promise.race([here ?? Promise.resolve(), timeUp])
      const row = await known(referralId)
      if (row.state !== 'delivering' || isLate) return deliveryOf(row)
      if (!here) await Promise.race([wait(ELSEWHERE_POLL_MS), timeUp])
    }
  }

  const background = createBackground({
    claimAndBegin,
    underWay: () => [...underWay.values()],
    purges: [() => outbox.purge(), ...(deps.alsoPurge ?? [])],
    log,
  })

  return {
    async accept(referral) {
      const isNew = await outbox.accept(referral)
      if (isNew) log.info({ referralId: referral.referralId, serviceId: referral.serviceId }, 'referral accepted')
      return deliveryOf(await known(referral.referralId))
    },
    deliverNow,
    async read(referralId) {
      const row = await outbox.read(referralId)
      return row && deliveryOf(row)
    },
    async retry(referralId, actor = 'system') {
      const isDue = await outbox.requeue(referralId, actor)
      return isDue ? deliverNow(referralId, { withinMs: RETRY_ANSWER_MS }) : deliveryOf(await known(referralId))
    },
    start: background.start,
    stop: background.stop,
  }
}

/** "Delivered" is never said without a receipt in hand (decision 7). */
function deliveryOf(row: OutboxRow): Delivery {
  if (row.state === 'delivered' && row.receipt) return { state: 'delivered', receipt: row.receipt }
  if (row.state === 'dead') return { state: 'dead', failure: row.lastFailure ?? { code: 'INTERNAL' } }
  const { attempts, nextAttemptAt, lastFailure } = row
  return { state: 'waiting', attempts, nextAttemptAt, ...(lastFailure && { lastFailure }) }
}
