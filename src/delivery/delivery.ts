import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Delivery } from '../domain/delivery.ts'
import type { Hub } from '../gateways/hub.ts'
import type { AuditActor } from '../store/audit.ts'
import type { AcceptedReferral, Outbox } from '../store/outbox.ts'
import type { ClaimFilter } from '../store/outbox-claiming.ts'
import type { OutboxClaim, OutboxRow } from '../store/outbox-row.ts'
import { createBackground } from './background.ts'
import { createCancel } from './cancel.ts'
import { createCarryOut } from './carry-out.ts'
import { type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts'
import type { RetryTimes } from './retry.ts'

export interface DeliveryDesk {
  /**
   * Durable when it resolves. The same message again changes nothing and tells how the first one stands. Undefined, and nothing accepted, where
   * another referral of the patient is open that the clinician has not seen (`beside`).
   */
  accept(message: AcceptedReferral): Promise<Delivery | undefined>
  /** The patient's referrals that this app has accepted and nobody has ended. */
  openOf: Outbox['openOf']
  /** All of the patient's that this app has accepted, the newest first. */
  acceptedFor: Outbox['acceptedFor']
  /** Tries at once if it is due, and answers in time, with the receipt or without. A referral's own message bears its id. */
  deliverNow(messageId: string, limit: { withinMs: number }): Promise<Delivery>
  read(messageId: string): Promise<Delivery | undefined>
  /** A person asks for another attempt, of a waiting message or of one that was given up; also at a hub that rests. */
  retry(messageId: string, actor?: AuditActor): Promise<Delivery>
  /** Takes it back if the hub does not have it. Whoever reads "waiting" afterwards cannot be sure, and asks again. */
  cancel(messageId: string, actor: AuditActor): Promise<Delivery>
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
  /** Longer than any one request to a hub: after it, another instance takes the message over. */
  readonly leaseSeconds?: number
  readonly breaker?: CircuitBreaker
  readonly retry?: RetryTimes
  /** False while the clock is known to be wrong: by it, nothing is past its time. */
  readonly mayPurge?: () => boolean
  /** What else is cleared once an hour. */
  readonly alsoPurge?: readonly (() => Promise<number>)[]
  /** After something was cleared: makes it unreadable on the disk too, as far as the database can. */
  readonly wipe?: () => Promise<void>
  /** What else is to be done once an hour. */
  readonly hourly?: () => Promise<void>
}

const RETRY_ANSWER_MS = 3000
const ELSEWHERE_POLL_MS = 100
const LEASE_SECONDS = 60
/** Of the background's places, so many at the most for one hub: one that hangs holds up its own referrals only. */
const AT_ONE_HUB = 4

interface UnderWay {
  readonly serviceId: string
  readonly ended: Promise<void>
}

export function createDelivery(deps: DeliveryDeps): DeliveryDesk {
  const { outbox, log, breaker = createCircuitBreaker() } = deps
  const wait = deps.wait ?? (milliseconds => sleep(milliseconds, undefined, { ref: false }))
  const leaseSeconds = deps.leaseSeconds ?? LEASE_SECONDS
  const underWay = new Map<string, UnderWay>()

  const carryOut = createCarryOut({ ...deps, breaker, wait, leaseSeconds })

  function begin(claim: OutboxClaim): UnderWay {
    const ended = carryOut(claim).finally(() => underWay.delete(claim.messageId))
    const running = { serviceId: claim.serviceId, ended }
    underWay.set(claim.messageId, running)
    return running
  }

  async function claimAndBegin(which: ClaimFilter): Promise<UnderWay | undefined> {
    const claim = await outbox.claim(leaseSeconds, which)
    return claim && begin(claim)
  }

  const busyServices = (): string[] => {
    const services = [...underWay.values()].map(each => each.serviceId)
    return services.filter(
      (service, index) => services.indexOf(service) === index && countOf(services, service) >= AT_ONE_HUB,
    )
  }

  async function known(messageId: string): Promise<OutboxRow> {
    const row = await outbox.read(messageId)
    if (!row) throw new Error(`There is no accepted referral ${messageId}.`)
    return row
  }

  async function deliverWithin(messageId: string, withinMs: number, exceptServices: () => string[]): Promise<Delivery> {
    let isLate = false
    const timeUp = wait(withinMs).then(() => {
      isLate = true
    })
    for (;;) {
      const here = underWay.get(messageId) ?? (await claimAndBegin({ messageId, exceptServices: exceptServices() }))
      // Without one here, another instance may be at it: its result shows in the store.
      await Promise.race([here?.ended ?? Promise.resolve(), timeUp])
      const row = await known(messageId)
      if (row.state !== 'delivering' || isLate) return deliveryOf(row)
      if (!here) await Promise.race([wait(ELSEWHERE_POLL_MS), timeUp])
    }
  }

  const background = createBackground({
    claimAndBegin: () => claimAndBegin({ exceptServices: [...breaker.resting(), ...busyServices()] }),
    underWay: () => [...underWay.values()].map(each => each.ended),
    mayPurge: deps.mayPurge ?? (() => true),
    purges: [() => outbox.purge(), ...(deps.alsoPurge ?? [])],
    wipe: deps.wipe ?? (async () => undefined),
    hourly: deps.hourly ?? (async () => undefined),
    log,
  })

  return {
    async accept(message) {
      const { referralId, serviceId } = message
      const messageId = message.message?.id ?? referralId
      const isNew = await outbox.accept(message)
      if (isNew) log.info({ referralId, messageId, serviceId }, 'referral accepted')
      const row = await outbox.read(messageId)
      return row && deliveryOf(row)
    },
    openOf: outbox.openOf,
    acceptedFor: outbox.acceptedFor,
    // A hub that does not answer is not knocked at: the clinician hears at once that it is saved, and the background sends it.
    deliverNow: (messageId, { withinMs }) => deliverWithin(messageId, withinMs, breaker.silent),
    async read(messageId) {
      const row = await outbox.read(messageId)
      return row && deliveryOf(row)
    },
    async retry(messageId, actor = 'system') {
      const isDue = await outbox.requeue(messageId, actor)
      return isDue ? deliverWithin(messageId, RETRY_ANSWER_MS, () => []) : deliveryOf(await known(messageId))
    },
    cancel: createCancel({ ...deps, leaseSeconds, known: async messageId => deliveryOf(await known(messageId)) }),
    start: background.start,
    stop: background.stop,
  }
}

const countOf = (all: readonly string[], one: string): number => all.filter(each => each === one).length

/** "Delivered" is never said without a receipt in hand (decision 7). */
function deliveryOf(row: OutboxRow): Delivery {
  if (row.state === 'delivered' && row.receipt) return { state: 'delivered', receipt: row.receipt }
  if (row.state === 'cancelled') return { state: 'cancelled', at: row.settledAt ?? row.acceptedAt }
  if (row.state === 'dead') return { state: 'dead', failure: row.lastFailure ?? { code: 'INTERNAL' } }
  const { attempts, nextAttemptAt, lastFailure } = row
  return { state: 'waiting', attempts, nextAttemptAt, ...(lastFailure && { lastFailure }) }
}
