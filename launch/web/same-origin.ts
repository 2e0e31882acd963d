import type { Request, RequestHandler } from 'express'
import { sendError } from './send-error.ts'

const REFUSED = {
  title: 'This request did not come from the app',
  what: 'Another site or window tried to act in your name. Nothing was changed, and nothing was sent.',
  next: 'Close this window or panel and open WorkWell again from the patient’s record.',
}
const FOR_PROGRAMS =
  'Origin, Referer or Sec-Fetch-Site say that this write comes from another site. A program that is no browser sends none of them.'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

const originOf = (address: string): string | undefined => (URL.canParse(address) ? new URL(address).origin : undefined)

/**
 * Whatever a browser says of where a write comes from has to be this app; each of the three headers alone can refuse it.
 * Sec-Fetch-Site "none" is the person's own doing: a reload. `Origin: null` says nothing, because `Referrer-Policy: no-referrer`
 * makes our own forms send it; then an older browser, without Sec-Fetch-Site, is judged by its Referer. Who sends none of them is no
 * browser, so there is no cookie to misuse.
 */
function isOurs(req: Request, ownOrigin: string): boolean {
  const site = req.get('sec-fetch-site')
  const origin = req.get('origin')
  const referer = req.get('referer')
  return (
    (site === undefined || site === 'same-origin' || site === 'none') &&
    (origin === undefined || origin === 'null' || origin === ownOrigin) &&
    (referer === undefined || referer === '' || originOf(referer) === ownOrigin)
  )
}

/** Refuses writes that another site makes with our cookie: SameSite=None, which frames need, gives no such protection. */
export function refuseCrossSite({ publicUrl, synthetic }: { publicUrl: string; synthetic: boolean }): RequestHandler {
  const ownOrigin = new URL(publicUrl).origin
  return (req, res, next) => {
    if (READS.has(req.method) || isOurs(req, ownOrigin)) next()
    else sendError(res, 403, { ...REFUSED, synthetic }, FOR_PROGRAMS)
  }
}
