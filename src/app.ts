import { constants } from 'node:zlib'
import compression from 'compression'
import express, { type Express, type Request, type Response } from 'express'
import type { Logger } from 'pino'
import { createElement } from 'react'
import { createEhrCheckRouter } from '../launch/ehr-check/router.ts'
import type { HubPageDeps } from '../launch/hub/hub-page-deps.ts'
import { createHubPages } from '../launch/hub/router.ts'
import { createPreviewPages } from '../launch/pages/forms-preview/handler.ts'
import type { PageDeps } from '../launch/pages/page-deps.ts'
import { createPages } from '../launch/pages/router.ts'
import type { ReplyDeps } from '../launch/reply/reply-deps.ts'
import { createReplyPages } from '../launch/reply/router.ts'
import type { LaunchFailure } from '../launch/smart/launch-failure.ts'
import type { Vault } from '../launch/smart/launch-store.ts'
import { createLaunchRouter, type LaunchRouterDeps } from '../launch/smart/router.ts'
import { createAssets } from '../launch/web/assets.ts'
import { createErrorHandler, createNotFoundHandler, refuseWithoutHost } from '../launch/web/error-handler.ts'
import { LAUNCH_FAILURES, launchFailureWords } from '../launch/web/launch-failure-page.tsx'
import { createRateLimits, type RateLimits } from '../launch/web/rate-limits.ts'
import { renderPage } from '../launch/web/render.ts'
import { createRequestLog } from '../launch/web/request-log.ts'
import { requestReference } from '../launch/web/request-reference.ts'
import { refuseCrossSite } from '../launch/web/same-origin.ts'
import { noStore, securityHeaders } from '../launch/web/security-headers.ts'
import { sendError } from '../launch/web/send-error.ts'
import { WelcomePage } from '../launch/web/welcome-page.tsx'
import { capabilityStatement } from './api/capability-statement.ts'
import type { Metrics } from './api/metrics.ts'
import { createNoticeRoutes } from './api/notices.ts'
import { createPopulateOperation } from './api/populate-operation.ts'
import { createProxyWatch } from './api/proxy-watch.ts'
import type { Readiness } from './api/readiness.ts'
import type { Notices } from './delivery/notices.ts'
import type { AnswerForm } from './form-processes/form-call.ts'
import type { PublicKeySet } from './gateways/client-key.ts'
import { limitsAtDoors } from './limits-at-doors.ts'

export interface AppDeps {
  readonly publicUrl: string
  readonly frameOrigins: readonly string[]
  /** The make-believe EHR's page, where there is one. */
  readonly sandboxUrl: string | undefined
  readonly rateLimits: RateLimits
  /** How many proxies of ours stand in front, each of which adds the address that it saw to X-Forwarded-For. */
  readonly trustedProxies: number
  readonly launch: Omit<LaunchRouterDeps, 'onFailure'>
  /** Where the checks of EHRs keep their launches and reports. */
  readonly vault: Vault
  readonly pages: PageDeps
  readonly hub: HubPageDeps
  readonly reply: ReplyDeps
  readonly notices: Pick<Notices, 'secretOf' | 'hint'>
  /** Every public key by which a server may know this app. */
  readonly publicKeys: PublicKeySet
  /** Whether the store takes a write just now, and what else an operator should know; configuration was checked before the start. */
  readonly readiness: () => Promise<Readiness>
  readonly metrics: Metrics
  /** Answers forms that callers send, where it is on (PUBLIC_FORMS). */
  readonly answerForm: AnswerForm | undefined
  readonly log: Logger
}

/** What is made anew for each request: the best level takes three times as long, and saves 1 kB of 50. */
const QUICK = { level: 1, brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } } }

/** What happens to a request, from top to bottom. */
export function createApp(deps: AppDeps): Express {
  const { publicUrl, frameOrigins, sandboxUrl, log } = deps
  const synthetic = sandboxUrl !== undefined
  // No page is kept by a browser (see noStore), so none is asked for again by its fingerprint.
  const app = express().disable('x-powered-by').disable('etag').set('trust proxy', deps.trustedProxies)
  const limit = createRateLimits(deps.rateLimits, { synthetic })
  const proxies = createProxyWatch({ trusted: deps.trustedProxies, log })

  app.use(securityHeaders({ publicUrl, frameOrigins }), noStore, refuseWithoutHost, proxies.watch)
  // Nobody shows a coach's page, or a letter's, in a frame.
  app.use(['/hub', '/reply'], securityHeaders({ publicUrl, frameOrigins: [] }))
  app.get('/healthz', (_req, res) => void res.json({ status: 'up' }))
  app.get('/readyz', async (_req, res) => {
    const { isReady, ...said } = await deps.readiness()
    const warnings = proxies.warnings()
    res.status(isReady ? 200 : 503).json({ ...said, ...(warnings.length > 0 && { warnings }) })
  })

  app.use('/assets', createAssets())
  app.get('/metrics', limit.failures(deps.metrics.mayRead), deps.metrics.handler)
  app.use(createRequestLog(log, deps.metrics.observe), compression(QUICK))

  // Kept for five minutes and no longer, so that a changed key is soon known everywhere (SMART App Launch 2.2).
  app.get('/.well-known/jwks.json', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=300').json(deps.publicKeys)
  })
  app.get('/fhir/metadata', (_req, res) => {
    const statement = capabilityStatement(publicUrl, { publicForms: deps.answerForm !== undefined })
    res.type('application/fhir+json').json(statement)
  })
  app.get('/', (_req, res) => void res.type('html').send(renderPage(createElement(WelcomePage, { sandboxUrl }))))

  app.use(limitsAtDoors(deps, limit))
  app.use(createPopulateOperation(deps.answerForm))
  app.use(createNoticeRoutes(deps.notices))
  const onFailure = ({ code, detail, ownWindow }: LaunchFailure, _req: Request, res: Response): void => {
    log.warn({ code, detail }, 'launch failed')
    const words = launchFailureWords({ code, reference: requestReference(), ownWindow, synthetic })
    sendError(res, LAUNCH_FAILURES[code].status, words, `${words.title} (${code}).`)
  }
  // Before the launch itself: of what comes to /callback it takes only its own.
  app.use(createEhrCheckRouter({ ...deps.launch, vault: deps.vault, synthetic, onFailure }))
  app.use(createLaunchRouter({ ...deps.launch, onFailure }))
  app.use(refuseCrossSite({ publicUrl, synthetic }))
  app.use(createHubPages(deps.hub))
  app.use(createReplyPages(deps.reply))
  app.use(createPreviewPages(deps.answerForm, { synthetic }))
  app.use(createPages(deps.pages))

  app.use(limit.failures(), createNotFoundHandler({ synthetic }))
  app.use(createErrorHandler({ log, synthetic }))
  return app
}
