import type { CookieOptions } from 'express'
import { z } from 'zod'
import { type PendingSignIn, pendingSignIn, ROLES } from './sign-in.ts'

/** Who is signed in to the worklist of one service, in one browser. */
const coachSession = z.object({
  id: z.string(),
  serviceId: z.string(),
  issuer: z.string(),
  subject: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  /** A session of before knows no managers. */
  isManager: z.boolean().default(false),
  createdAt: z.string(),
})
export type CoachSession = z.infer<typeof coachSession>

export const COACH_COOKIE = '__Host-ww_coach'
/** Lax: the way back from the provider is a link from another site; nobody shows this page in a frame. */
export const COACH_COOKIE_OPTIONS = {
  httpOnly: true,
  secure: true,
  sameSite: 'lax',
  path: '/',
} as const satisfies CookieOptions

/** The encrypted store, as far as sessions need it. */
export interface SessionVault {
  put(kind: string, id: string, value: unknown, keep: { until: Date; idleSeconds?: number }): Promise<void>
  get(kind: string, id: string): Promise<unknown>
  take(kind: string, id: string): Promise<unknown>
  delete(kind: string, id: string): Promise<void>
}

const TIMES = { signInMs: 10 * 60_000, absoluteMs: 8 * 3_600_000, idleSeconds: 900 }

/** Idle 15 minutes, absolute 8 hours, as a clinician's session. What is broken counts as absent. */
export function createCoachSessions(vault: SessionVault, now: () => Date) {
  const after = (ms: number): Date => new Date(now().getTime() + ms)
  return {
    savePending: (pending: PendingSignIn) =>
      vault.put('coach-sign-in', pending.state, pending, { until: after(TIMES.signInMs) }),
    readPending: async (state: string) => pendingSignIn.safeParse(await vault.get('coach-sign-in', state)).data,
    takePending: async (state: string) => pendingSignIn.safeParse(await vault.take('coach-sign-in', state)).data,
    save: (session: CoachSession) =>
      vault.put('coach-session', session.id, session, {
        until: after(TIMES.absoluteMs),
        idleSeconds: TIMES.idleSeconds,
      }),
    read: async (id: string) => coachSession.safeParse(await vault.get('coach-session', id)).data,
    end: (id: string) => vault.delete('coach-session', id),
  }
}
export type CoachSessions = ReturnType<typeof createCoachSessions>

/** The session's id from a Cookie header; undefined when absent or not one of ours. */
export function readCoachCookie(cookieHeader: string | undefined): string | undefined {
  for (const pair of (cookieHeader ?? '').split(';')) {
    const [name, value] = pair.trim().split('=')
    if (name === COACH_COOKIE && value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value)) return value
  }
  return undefined
}

/** Whoever is signed in at the desk, as the audit names them. */
export const actorAt = ({ subject, issuer }: Pick<CoachSession, 'subject' | 'issuer'>) => ({
  fhirUser: subject,
  issuer,
})
