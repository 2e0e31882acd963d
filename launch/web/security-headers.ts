import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { RequestHandler } from 'express'
import helmet from 'helmet'

export interface SecurityHeaderOptions {
  /** Where the app is reached: HSTS is promised only for https. */
  publicUrl: string
  /** Origins of the EHRs that may show the app in a frame, from the registry. */
  frameOrigins: readonly string[]
  /** Other origins that a form's answer may redirect to (browsers apply form-action to redirects too). */
  formOrigins?: readonly string[]
}

// Needed by none of our pages. The clipboard is: "Copy record entry".
const PERMISSIONS =
  'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=(), browsing-topics=(), clipboard-read=(), clipboard-write=(self)'

/** Only a bare origin: a path, a wildcard or a second directive in a registry entry would silently widen the policy. */
function origin(text: string): string {
  const bare = /^https?:\/\/[a-z0-9.[\]:-]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text
  if (!bare) throw new Error('an origin in the security policy is not of the form https://host[:port]')
  return text
}

/** A handler of node's own requests too. */
type HeaderWriter = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void

/** Headers of every answer. No X-Frame-Options: it cannot name origins, `frame-ancestors` can. */
export function securityHeaders({ publicUrl, frameOrigins, formOrigins = [] }: SecurityHeaderOptions): HeaderWriter {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // data: for the icons inside the stylesheet; it can carry nothing out.
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        // Keeps what is typed, at this app alone.
        connectSrc: ["'self'"],
        formAction: ["'self'", ...formOrigins.map(origin)],
        baseUri: ["'none'"],
        frameAncestors: ["'self'", ...frameOrigins.map(origin)],
      },
    },
    // An EHR watches the window that it opened, to close it with the record; same-origin would cut that tie.
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    frameguard: false,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: publicUrl.startsWith('https:') ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  })
  return (req, res, next) => {
    res.setHeader('Permissions-Policy', PERMISSIONS)
    headers(req, res, next)
  }
}

/**
 * The same for answers that no handler gives: what is no HTTP, what is cut off, what comes before the app is there. Nobody shows
 * those in a frame.
 */
export function bareHeaders(publicUrl: string): Readonly<Record<string, string>> {
  const req = new IncomingMessage(new Socket())
  const res = new ServerResponse(req)
  securityHeaders({ publicUrl, frameOrigins: [] })(req, res, () => undefined)
  const headers = Object.entries(res.getHeaders()).map(([name, value]) => [name, String(value)])
  return { ...Object.fromEntries(headers), 'cache-control': 'no-store' }
}

/** Pages hold a patient: no cache, not the browser's either, keeps one (hazard H01). */
export const noStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store')
  next()
}
