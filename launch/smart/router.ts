import { type Request, type Response, Router } from 'express'
import { beginLaunch } from './begin-launch.ts'
import { BROWSER_COOKIE, BROWSER_COOKIE_OPTIONS, mintBrowserId, readBrowserId } from './browser-cookie.ts'
import type { CredentialOf } from './client-credential.ts'
import { completeLaunch } from './complete-launch.ts'
import { createDiscovery } from './discovery.ts'
import type { EhrRegistry } from './ehr-registry.ts'
import { createJwks } from './jwks.ts'
import type { LaunchFailure } from './launch-failure.ts'
import { type AskedLaunch, parseLaunchQuery } from './launch-query.ts'
import type { LaunchSession } from './launch-session.ts'
import type { LaunchStore } from './launch-store.ts'

export interface LaunchRouterDeps {
  readonly registry: EhrRegistry
  readonly store: LaunchStore
  /** Where the browser finds this app; the redirect URI that EHRs register is `{publicUrl}/callback`. */
  readonly publicUrl: string
  readonly credentialOf: CredentialOf
  readonly now: () => Date
  /** Shows the failure to the clinician and writes it to the log. */
  readonly onFailure: (failure: LaunchFailure, req: Request, res: Response) => void
  readonly onLaunched?: (session: LaunchSession) => void
  /** For each call to the EHR. */
  readonly timeoutMs?: number
}

/** Where a launch leads. It stands in the address and not in the session, which an instance of the version before could not read. */
const OPENS = { none: '', 'workwell-refer': '?refer=again', 'workwell-status': 'status' } as const

const IN_FRAME = '/launch/in-frame'

/** Browsers say so by themselves. One too old to say gets no second question, and is told at the callback. */
const isFramed = (req: Request): boolean => /^(iframe|frame|embed|object)$/.test(req.get('sec-fetch-dest') ?? '')

/** GET /launch and GET /callback: the two addresses that an EHR knows. */
export function createLaunchRouter(deps: LaunchRouterDeps): Router {
  const { registry, store, credentialOf, now, onFailure, onLaunched, timeoutMs = 5000 } = deps
  const redirectUri = `${deps.publicUrl.replace(/\/+$/, '')}/callback`
  const discover = createDiscovery({ now, timeoutMs })
  const jwks = createJwks({ now, timeoutMs })
  for (const ehr of registry) credentialOf(ehr) // A missing secret stops the start, not the first launch.

  const router = Router()
  router.use(['/launch', '/callback'], (req, res, next) => {
    res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
    // A HEAD of a link scanner must not spend a state, so it is not express's silent GET.
    if (req.method === 'GET') return next()
    res.set('Allow', 'GET')
    if (req.method === 'OPTIONS') return void res.status(204).end()
    const code = req.baseUrl === '/callback' ? 'BAD_CALLBACK' : 'BAD_LAUNCH_REQUEST'
    return onFailure({ code, detail: 'method is not GET' }, req, res)
  })

  router.get(['/launch', IN_FRAME], async (req, res) => {
    const asked = parseLaunchQuery(req.query, registry)
    if (!asked.ok) return onFailure(asked.failure, req, res)
    const known = readBrowserId(req.headers.cookie)
    if (known === undefined && isFramed(req)) return withoutCookie(asked.value, req, res)
    const browserId = known ?? mintBrowserId()
    const begun = await beginLaunch(asked.value, browserId, { store, discover, redirectUri, now })
    if (!begun.ok) return onFailure(begun.failure, req, res)
    jwks.warm(begun.value.jwksUri)
    res.cookie(BROWSER_COOKIE, browserId, BROWSER_COOKIE_OPTIONS)
    res.redirect(302, begun.value.redirectTo)
  })

  /**
   * In a frame a browser may take no cookie of ours, and the sign-in would end in nothing. So a new browser is asked once more, on
   * this server, before the EHR is: its launch token may be good for one try only. A window of its own still has that try.
   */
  function withoutCookie({ ehr, launch }: AskedLaunch, req: Request, res: Response): void {
    const query = new URLSearchParams({ iss: ehr.issuer, ...(launch === undefined ? {} : { launch }) })
    if (req.path === IN_FRAME) {
      const ownWindow = `/launch?${query}`
      onFailure({ code: 'COOKIES_BLOCKED', detail: 'no cookie in a frame', ownWindow }, req, res)
    } else {
      res.cookie(BROWSER_COOKIE, mintBrowserId(), BROWSER_COOKIE_OPTIONS)
      res.redirect(302, `${IN_FRAME}?${query}`)
    }
  }

  router.get('/callback', async (req, res) => {
    const browserId = readBrowserId(req.headers.cookie)
    const launched = await completeLaunch(req.query, browserId, { registry, store, jwks, credentialOf, now, timeoutMs })
    if (!launched.ok) return onFailure(launched.failure, req, res)
    const { session, intent } = launched.value
    // Another clinician than before in this browser: it has a new id.
    if (session.browserId !== browserId) res.cookie(BROWSER_COOKIE, session.browserId, BROWSER_COOKIE_OPTIONS)
    onLaunched?.(session)
    res.redirect(303, `/r/${session.handle}/${OPENS[intent ?? 'none']}`)
  })

  return router
}
