import type { Request, RequestHandler } from 'express'
import { createElement } from 'react'
import { ErrorPage } from './error-page.tsx'
import { renderPage } from './render.ts'

const REFUSED = {
  title: 'This request did not come from the app',
  what: 'Another site or window tried to act in your name. Nothing was changed, and nothing was sent.',
  next: 'Close this window or panel and open WorkWell again from the patient’s record.',
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Sec-Fetch-Site decides where the browser sends it ("none" is the person's own doing: a reload). Origin alone must not, because
 * `Referrer-Policy: no-referrer` makes our own forms send `Origin: null`. Without either header it is no browser, so there is no
 * cookie to misuse.
 */
function isOurs(req: Request, ownOrigin: string): boolean {
  const site = req.get('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = req.get('origin')
  return origin === undefined || origin === ownOrigin
}

/** Refuses writes that another site makes with our cookie: SameSite=None, which frames need, gives no such protection. */
export function refuseCrossSite({ publicUrl, synthetic }: { publicUrl: string; synthetic: boolean }): RequestHandler {
  const ownOrigin = new URL(publicUrl).origin
  return (req, res, next) => {
    if (READS.has(req.method) || isOurs(req, ownOrigin)) {
      next()
      return
    }
    res.status(403).set('Cache-Control', 'no-store').type('html')
    res.send(renderPage(createElement(ErrorPage, { ...REFUSED, synthetic })))
  }
}
