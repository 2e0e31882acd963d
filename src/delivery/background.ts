import type { Logger } from 'pino'

export interface BackgroundDeps {
  /** Takes the next referral that is due, if any, and begins its delivery. */
  readonly claimAndBegin: () => Promise<{ ended: Promise<void> } | undefined>
  readonly underWay: () => readonly Promise<void>[]
  readonly mayPurge: () => boolean
  readonly purges: readonly (() => Promise<number>)[]
  /** What was purged becomes unreadable on the disk too. */
  readonly wipe: () => Promise<void>
  readonly hourly: () => Promise<void>
  readonly log: Pick<Logger, 'info' | 'error'>
}

const POLL_MS = 1000
const PURGE_MS = 3_600_000
/** So many at once: a hub that hangs holds up its own referrals, not everybody's. */
const AT_ONCE = 8

/** The loop that delivers what is due. Its timers never keep the process alive. */
export function createBackground(deps: BackgroundDeps): { start(): void; stop(): Promise<void> } {
  let timers: NodeJS.Timeout[] = []
  let round: Promise<void> | undefined

  async function deliverDue(): Promise<void> {
    try {
      while (timers.length > 0 && deps.underWay().length < AT_ONCE) {
        const begun = await deps.claimAndBegin()
        if (!begun) return
        // The place that it leaves is filled at once, not at the next tick.
        void begun.ended.then(tick)
      }
    } catch (error) {
      deps.log.error({ err: error }, 'the outbox could not be read')
    }
  }

  function tick(): void {
    if (timers.length === 0 || round) return
    round = deliverDue().finally(() => {
      round = undefined
    })
  }

  async function purge(): Promise<void> {
    if (!deps.mayPurge()) deps.log.error({}, 'nothing is deleted while the clock of this machine is wrong')
    for (const each of deps.mayPurge() ? deps.purges : []) {
      try {
        const removed = await each()
        if (removed === 0) continue
        await deps.wipe()
        deps.log.info({ removed }, 'data past its time removed')
      } catch (error) {
        deps.log.error({ err: error }, 'data past its time could not be removed')
      }
    }
    await deps.hourly().catch((error: unknown) => deps.log.error({ err: error }, 'the hourly work failed'))
  }

  return {
    start() {
      if (timers.length > 0) return
      timers = [setInterval(tick, POLL_MS).unref(), setInterval(() => void purge(), PURGE_MS).unref()]
      tick()
      void purge()
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      timers = []
      await round
      await Promise.all(deps.underWay())
    },
  }
}
