import type { z } from 'zod'
import { type LaunchSession, launchSessionSchema, type PendingLaunch, pendingLaunchSchema } from './launch-session.ts'

/** What a launch needs of a store. Both kinds are kept encrypted; the store forgets them when their time is over. */
export interface LaunchStore {
  savePending(pending: PendingLaunch): Promise<void>
  /** Takes it out: the second of two racing callbacks gets nothing. */
  takePending(state: string): Promise<PendingLaunch | undefined>
  saveSession(session: LaunchSession): Promise<void>
  /** Undefined when unknown, idle for too long, or past its absolute limit. Reading it counts as activity. */
  readSession(handle: string): Promise<LaunchSession | undefined>
  endSession(handle: string): Promise<void>
}

/** The encrypted store, as far as launches need it. What is past its time counts as absent; `take` gives a thing out once. */
export interface Vault {
  put(kind: string, id: string, value: unknown, keep: { until: Date; idleSeconds?: number }): Promise<void>
  get(kind: string, id: string): Promise<unknown>
  take(kind: string, id: string): Promise<unknown>
  delete(kind: string, id: string): Promise<void>
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

  return {
    savePending: pending =>
      vault.put('pending-launch', pending.state, pending, { until: later(pending.createdAt, PENDING_MS) }),
    takePending: async state => read(pendingLaunchSchema, await vault.take('pending-launch', state)),
    saveSession: session =>
      vault.put('launch-session', session.handle, session, {
        until: later(session.createdAt, absoluteSeconds * 1000),
        idleSeconds,
      }),
    readSession: async handle => read(launchSessionSchema, await vault.get('launch-session', handle)),
    endSession: handle => vault.delete('launch-session', handle),
  }
}
