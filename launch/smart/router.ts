import { type Request, type Response, Router } from 'express'
import { beginLaunch } from './begin-launch.ts'
import { BROWSER_COOKIE, BROWSER_COOKIE_OPTIONS, mintBrowserId, readBrowserId } from './browser-cookie.ts'
import type { CredentialOf } from './client-credential.ts'
import { completeLaunch } from './complete-launch.ts'
import { createDiscovery } from './discovery.ts'
import type { EhrRegistry } from './ehr-registry.ts'
import { createJwks } from './jwks.ts'
import type { LaunchFailure } from './launch-failure.ts'
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

/** GET /launch and GET /callback: the two addresses that an EHR knows. */
export function createLaunchRouter(deps: LaunchRouterDeps): Router {
  const { registry, store, credentialOf, now, onFailure, onLaunched, timeoutMs = 5000 } = deps
  const redirectUri = `${deps.publicUrl.replace(/\/+$/, '')}/callback`
  const discover = createDiscovery({ now, timeoutMs })
  const jwks = createJwks({ now, timeoutMs })
  for (const ehr of registry) credentialOf(ehr) // A missing secret stops the start, not the first launch.

  const router = Router()
  router.use(['/launch', '/callback'], (_req, res, next) => {
    res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
    next()
  })

  router.get('/launch', async (req, res) => {
    const browserId = readBrowserId(req.headers.cookie) ?? mintBrowserId()
    const begun = await beginLaunch(req.query, browserId, { registry, store, discover, redirectUri, now })
    if (!begun.ok) return onFailure(begun.failure, req, res)
    res.cookie(BROWSER_COOKIE, browserId, BROWSER_COOKIE_OPTIONS)
    res.redirect(302, begun.value.redirectTo)
  })

  router.get('/callback', async (req, res) => {
    const browserId = readBrowserId(req.headers.cookie)
    const launched = await completeLaunch(req.query, browserId, { registry, store, jwks, credentialOf, now, timeoutMs })
    if (!launched.ok) return onFailure(launched.failure, req, res)
    // Another clinician than before in this browser: it has a new id.
    if (launched.value.browserId !== browserId) {
      res.cookie(BROWSER_COOKIE, launched.value.browserId, BROWSER_COOKIE_OPTIONS)
    }
    onLaunched?.(launched.value)
    res.redirect(303, `/r/${launched.value.handle}/`)
  })

  return router
}
