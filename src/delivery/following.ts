import type { Logger } from 'pino'
import { courseAfter, isEnded } from '../domain/referral-course.ts'
import { readStatus } from '../fhir/read-status.ts'
import type { Hub } from '../gateways/hub.ts'
import { type Courses, LOOKS_UNTIL_MISSING } from '../store/courses.ts'
import type { Outbox } from '../store/outbox.ts'

export interface FollowingDeps {
  readonly courses: Pick<Courses, 'due' | 'read' | 'save' | 'missing'>
  readonly outbox: Pick<Outbox, 'read'>
  readonly hubFor: (serviceId: string) => Hub | undefined
  readonly now: () => Date
  readonly log: Pick<Logger, 'error'>
  /** How often each referral is looked up. Gravity's floor is once a working day, its ceiling every fifteen minutes. */
  readonly everyMinutes: number
  /** What is kept for as long as a referral goes on may be forgotten. */
  readonly ended?: (referralId: string) => Promise<void>
}

export interface Following {
  start(): void
  stop(): Promise<void>
  /** Asks the hubs about everything that is due. */
  look(): Promise<void>
  /** Does so now, or once more after the round that is under way. */
  nudge(): void
}

const LONGEST_TICK_MS = 20_000
const AT_ONCE = 4
const BATCH = 40

/**
 * Looks up what became of each referral, at its hub and never in a memory: lost, doubled and late notices cannot make it wrong (hazard
 * H16). Several instances share the work.
 */
export function createFollowing(deps: FollowingDeps): Following {
  const { courses, outbox, hubFor, now, log, everyMinutes } = deps
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> | undefined
  let isStopping = false
  let isNudged = false

  async function lookUp(referralId: string): Promise<void> {
    const row = await outbox.read(referralId)
    if (!row?.receipt) return
    const { receipt, serviceId } = row
    const found = await hubFor(serviceId)?.looksUp?.readTask({ referralId, receipt })
    // What cannot be read now stays as it was last seen, with the time of that.
    if (!found?.ok) return
    const task = found.value
    if (!task) {
      // Nothing that stands in its place is counted. One empty answer may be a hub that is still sorting itself; after the second somebody
      // has to ask there (hazard H01).
      if ((await courses.missing(referralId)) === LOOKS_UNTIL_MISSING)
        log.error({ referralId, serviceId }, 'the hub no longer has a referral that it confirmed')
      return
    }
    const before = await courses.read(referralId)
    const version = task.meta?.versionId ?? ''
    const status = readStatus(task)
    await courses.save(referralId, courseAfter(before, status, version, now().toISOString()))
    if (isEnded(status.stage)) await deps.ended?.(referralId)
  }

  // One that cannot be looked up holds up no other.
  const failed = (error: unknown): void => log.error({ err: error }, 'a hub could not be asked how a referral stands')

  async function look(): Promise<void> {
    for (;;) {
      const ids = await courses.due(BATCH, everyMinutes)
      for (let first = 0; first < ids.length && !isStopping; first += AT_ONCE)
        await Promise.all(ids.slice(first, first + AT_ONCE).map(id => lookUp(id).catch(failed)))
      if (ids.length < BATCH || isStopping) return
    }
  }

  function tick(): void {
    if (round || isStopping) return
    round = look()
      .catch(failed)
      .finally(() => {
        round = undefined
        if (!isNudged) return
        isNudged = false
        tick()
      })
  }

  return {
    look,
    nudge() {
      if (round) isNudged = true
      else tick()
    },
    start() {
      timer = setInterval(tick, Math.min(LONGEST_TICK_MS, everyMinutes * 60_000)).unref()
    },
    async stop() {
      isStopping = true
      clearInterval(timer)
      await round
    },
  }
}
