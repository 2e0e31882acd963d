import type { CookieOptions } from 'express'
import { newSecret } from './new-secret.ts'

/**
 * Says which browser, never which patient: a second launch in a neighbouring frame shares it (hazard H01).
 * `__Host-` ties it to this very host; Partitioned is the only kind that reaches us in an EHR's frame once third-party
 * cookies are blocked.
 */
export const BROWSER_COOKIE = '__Host-ww_browser'

export const BROWSER_COOKIE_OPTIONS = {
  httpOnly: true,
  secure: true,
  sameSite: 'none',
  partitioned: true,
  path: '/',
} as const satisfies CookieOptions

export const mintBrowserId = (): string => newSecret()

/** The browser's id from a Cookie header; undefined when absent or not one of ours. */
export function readBrowserId(cookieHeader: string | undefined): string | undefined {
  for (const pair of (cookieHeader ?? '').split(';')) {
    const [name, value] = pair.trim().split('=')
    if (name === BROWSER_COOKIE && value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value)) return value
  }
  return undefined
}
