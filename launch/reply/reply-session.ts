import { randomBytes } from 'node:crypto'
import type { CookieOptions } from 'express'
import { z } from 'zod'

/** Whoever gave the second factor of one letter, in one browser. */
const replySession = z.object({ letterId: z.string() })

export const REPLY_COOKIE = '__Host-ww_reply'
/** Strict: whatever comes after the second factor comes from our own pages. */
export const REPLY_COOKIE_OPTIONS = {
  httpOnly: true,
  secure: true,
  sameSite: 'strict',
  path: '/',
} as const satisfies CookieOptions

/** The session's id from a Cookie header; undefined when absent or not one of ours. */
export function readReplyCookie(cookieHeader: string | undefined): string | undefined {
  const [, id] = new RegExp(`(?:^|; *)${REPLY_COOKIE}=([A-Za-z0-9_-]{43})(?:;|$)`).exec(cookieHeader ?? '') ?? []
  return id
}

interface SessionVault {
  put(kind: string, id: string, value: unknown, keep: { until: Date; idleSeconds?: number }): Promise<void>
  get(kind: string, id: string): Promise<unknown>
}

const LONGEST_MS = 3_600_000
const IDLE_SECONDS = 900

/** An hour, and fifteen minutes without a sign of life: an answer is given in a few. What is broken counts as absent. */
export function createReplySessions(vault: SessionVault, now: () => Date) {
  return {
    /** Its id, for the cookie. */
    async begin(letterId: string): Promise<string> {
      const id = randomBytes(32).toString('base64url')
      const until = new Date(now().getTime() + LONGEST_MS)
      await vault.put('reply-session', id, { letterId }, { until, idleSeconds: IDLE_SECONDS })
      return id
    },
    /** The letter that this browser may answer. */
    async letterOf(cookieHeader: string | undefined): Promise<string | undefined> {
      const id = readReplyCookie(cookieHeader)
      return id === undefined ? undefined : replySession.safeParse(await vault.get('reply-session', id)).data?.letterId
    },
  }
}
export type ReplySessions = ReturnType<typeof createReplySessions>
