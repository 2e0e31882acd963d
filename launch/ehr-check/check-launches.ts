import { z } from 'zod'
import type { PendingLaunch } from '../smart/launch-session.ts'
import { createLaunchStore, type LaunchStore, type Vault } from '../smart/launch-store.ts'
import { newSecret } from '../smart/new-secret.ts'
import { type Report, reportSchema } from './report.ts'

const PENDING_MS = 10 * 60_000
const REPORT_MS = 60 * 60_000

export interface CheckLaunches {
  /** Where launches that are only checks wait: no session ever comes of one, and no session's launch is found here. */
  readonly pending: LaunchStore
  /** The next launch with this state also writes into the record. */
  wishToWrite(state: string, now: Date): Promise<void>
  takePending(state: string): Promise<{ launch: PendingLaunch; write: boolean } | undefined>
  /** @returns the name under which the report can be read for an hour */
  keep(report: Report, now: Date): Promise<string>
  read(id: string): Promise<Report | undefined>
}

/** The same vault as for consultations, in kinds of its own. */
const apart = (vault: Vault): Vault => {
  const own = (kind: string): string => `ehr-check-${kind}`
  return {
    put: (kind, ...rest) => vault.put(own(kind), ...rest),
    get: (kind, id) => vault.get(own(kind), id),
    take: (kind, id) => vault.take(own(kind), id),
    delete: (kind, id) => vault.delete(own(kind), id),
    replace: (kind, ...rest) => vault.replace(own(kind), ...rest),
    has: (kind, id) => vault.has(own(kind), id),
  }
}

export function createCheckLaunches(shared: Vault): CheckLaunches {
  const vault = apart(shared)
  const pending = createLaunchStore(vault)
  const later = (now: Date, ms: number): { until: Date } => ({ until: new Date(now.getTime() + ms) })
  return {
    pending,
    wishToWrite: (state, now) => vault.put('write', state, true, later(now, PENDING_MS)),
    async takePending(state) {
      const launch = await pending.takePending(state)
      const write = z.literal(true).safeParse(await vault.take('write', state)).success
      return launch && { launch, write }
    },
    async keep(report, now) {
      const id = newSecret()
      await vault.put('report', id, report, later(now, REPORT_MS))
      return id
    },
    read: async id => reportSchema.safeParse(await vault.get('report', id)).data,
  }
}
