import type { z } from 'zod'
import {
  type BrowserUse,
  browserUseSchema,
  type EndedSession,
  endedSchema,
  type LaunchSession,
  launchSessionSchema,
  type PendingLaunch,
  pendingLaunchSchema,
} from './launch-session.ts'

/** What a launch needs of a store. All of it is kept encrypted; the store forgets it when its time is over. */
export interface LaunchStore {
  savePending(pending: PendingLaunch): Promise<void>
  /** Leaves it where it is. */
  readPending(state: string): Promise<PendingLaunch | undefined>
  /** Takes it out: the second of two racing callbacks gets nothing. */
  takePending(state: string): Promise<PendingLaunch | undefined>
  saveSession(session: LaunchSession): Promise<void>
  /** Undefined when unknown, ended, idle for too long, or past its absolute limit. Reading it counts as activity. */
  readSession(handle: string): Promise<LaunchSession | undefined>
  /** Whether the session is still open. Looking is no activity. */
  isOpen(handle: string): Promise<boolean>
  /** Renewed tokens in place of the old ones. False when the session has ended meanwhile: it stays ended. */
  replaceSession(session: LaunchSession): Promise<boolean>
  /** Ends it, and notes why for its browser, or for the browser named here. Of two that end it, one gets the session. */
  endSession(
    handle: string,
    note: Pick<EndedSession, 'because'> & Partial<EndedSession>,
  ): Promise<LaunchSession | undefined>
  readEnded(handle: string): Promise<EndedSession | undefined>
  /** The right to use the refresh token: of all instances and requests, one has it at a time. */
  takeRenewal(handle: string): Promise<boolean>
  giveRenewal(session: LaunchSession): Promise<void>
  readBrowser(browserId: string): Promise<BrowserUse | undefined>
  saveBrowser(browserId: string, use: BrowserUse, at: Date): Promise<void>
}

/** The encrypted store, as far as launches need it. What is past its time counts as absent; `take` gives a thing out once. */
export interface Vault {
  put(kind: string, id: string, value: unknown, keep: { until: Date; idleSeconds?: number }): Promise<void>
  get(kind: string, id: string): Promise<unknown>
  take(kind: string, id: string): Promise<unknown>
  delete(kind: string, id: string): Promise<void>
  replace(kind: string, id: string, value: unknown): Promise<boolean>
  has(kind: string, id: string): Promise<boolean>
}

/** How long a clinician may take to sign in at the EHR. */
const PENDING_MS = 10 * 60_000

const later = (instant: string, ms: number): Date => new Date(Date.parse(instant) + ms)

/** Launches in a vault. What comes back is parsed like anything from outside: a broken one counts as absent. */
export function createLaunchStore(
  vault: Vault,
  { idleSeconds, absoluteSeconds } = { idleSeconds: 900, absoluteSeconds: 28_800 },
): LaunchStore {
  const read = <T>(schema: z.ZodType<T>, kept: unknown): T | undefined => schema.safeParse(kept).data
  const endOf = ({ createdAt }: LaunchSession): Date => later(createdAt, absoluteSeconds * 1000)
  const giveRenewal = (session: LaunchSession): Promise<void> =>
    vault.put('renewal', session.handle, true, { until: endOf(session) })

  return {
    savePending: pending =>
      vault.put('pending-launch', pending.state, pending, { until: later(pending.createdAt, PENDING_MS) }),
    readPending: async state => read(pendingLaunchSchema, await vault.get('pending-launch', state)),
    takePending: async state => read(pendingLaunchSchema, await vault.take('pending-launch', state)),
    async saveSession(session) {
      await vault.put('launch-session', session.handle, session, { until: endOf(session), idleSeconds })
      if (session.refreshToken !== undefined) await giveRenewal(session)
    },
    readSession: async handle => read(launchSessionSchema, await vault.get('launch-session', handle)),
    isOpen: handle => vault.has('launch-session', handle),
    replaceSession: session => vault.replace('launch-session', session.handle, session),
    async endSession(handle, { because, browserId }) {
      const session = read(launchSessionSchema, await vault.take('launch-session', handle))
      await vault.delete('renewal', handle)
      if (session === undefined) return undefined
      const note: EndedSession = { because, browserId: browserId ?? session.browserId }
      await vault.put('ended-session', handle, note, { until: endOf(session) })
      return session
    },
    readEnded: async handle => read(endedSchema, await vault.get('ended-session', handle)),
    takeRenewal: async handle => (await vault.take('renewal', handle)) !== undefined,
    giveRenewal,
    readBrowser: async browserId => read(browserUseSchema, await vault.get('browser-use', browserId)),
    saveBrowser: (browserId, use, at) =>
      vault.put('browser-use', browserId, use, { until: later(at.toISOString(), absoluteSeconds * 1000) }),
  }
}
