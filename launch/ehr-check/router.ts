import { type Request, type Response, Router } from 'express'
import { createElement, type ReactElement } from 'react'
import { z } from 'zod'
import { BROWSER_COOKIE, BROWSER_COOKIE_OPTIONS, mintBrowserId, readBrowserId } from '../smart/browser-cookie.ts'
import { findEhr } from '../smart/ehr-registry.ts'
import type { LaunchFailure } from '../smart/launch-failure.ts'
import { parseLaunchQuery } from '../smart/launch-query.ts'
import type { Vault } from '../smart/launch-store.ts'
import { wantsPage } from '../web/audience.ts'
import { renderPage } from '../web/render.ts'
import { sendError } from '../web/send-error.ts'
import { createCheckLaunches } from './check-launches.ts'
import { createLaunchedCheck, type LaunchedCheckDeps } from './launched-check.ts'
import { type Report, reportSchema } from './report.ts'
import { ReportPage } from './report-page.tsx'
import { checkedEhrOf, createRunCheck } from './run-check.ts'
import { checkUrl, StartPage } from './start-page.tsx'

export interface EhrCheckDeps extends Pick<LaunchedCheckDeps, 'registry' | 'credentialOf' | 'now'> {
  readonly publicUrl: string
  readonly vault: Vault
  readonly synthetic: boolean
  readonly onFailure: (failure: LaunchFailure, req: Request, res: Response) => void
  readonly timeoutMs?: number
}

const asked = z.object({ iss: z.string().optional() })

const NOT_REGISTERED = {
  title: 'This EHR is not registered',
  what: 'This page checks only the EHRs in the app’s registry: otherwise anybody could send the app to any address.',
  next: 'Run npm run ehr-check with the FHIR base, where you have the app’s code; or have the EHR added to the registry.',
}
const NO_REPORT = {
  title: 'This report is not here',
  what: 'A report can be read for an hour after its check.',
  next: 'Launch the check again from the EHR.',
}

/** The pages on which an EHR's engineers learn whether their system can launch this app (docs/adr/0010). */
export function createEhrCheckRouter(deps: EhrCheckDeps): Router {
  const { registry, credentialOf, now, synthetic, onFailure, timeoutMs = 5000 } = deps
  const home = deps.publicUrl.replace(/\/+$/, '')
  const redirectUri = `${home}/callback`
  const addresses = { launchUrl: `${home}/ehr-check/launch`, writeUrl: `${home}/ehr-check/launch-and-write` }
  const launches = createCheckLaunches(deps.vault)
  const runCheck = createRunCheck({ now, timeoutMs })
  const launchedCheck = createLaunchedCheck({ registry, credentialOf, launches, redirectUri, now, timeoutMs })

  const send = (res: Response, status: number, page: ReactElement): void =>
    void res.status(status).type('html').send(renderPage(page))
  const refuse = (status: number, words: typeof NO_REPORT, res: Response): void =>
    sendError(res, status, { ...words, synthetic }, `${words.title}. ${words.next}`)

  function show(report: Report, address: string, req: Request, res: Response): void {
    if (!wantsPage(req)) return void res.json(report)
    const ehrName = findEhr(registry, report.issuer)?.name ?? report.issuer
    const jsonUrl = `${address}${address.includes('?') ? '&' : '?'}format=json`
    send(res, 200, createElement(ReportPage, { report, ehrName, jsonUrl, synthetic, ...addresses }))
  }

  const begin = (write: boolean) => async (req: Request, res: Response) => {
    const launch = parseLaunchQuery(req.query, registry)
    if (!launch.ok) return onFailure(launch.failure, req, res)
    const browserId = readBrowserId(req.headers.cookie) ?? mintBrowserId()
    const begun = await launchedCheck.begin(launch.value, browserId, write)
    if ('reportId' in begun) return res.redirect(303, `/ehr-check/report/${begun.reportId}`)
    res.cookie(BROWSER_COOKIE, browserId, BROWSER_COOKIE_OPTIONS)
    res.redirect(302, begun.redirectTo)
  }

  const router = Router()
  router.get('/ehr-check', async (req, res) => {
    if (req.query.iss === undefined)
      return send(res, 200, createElement(StartPage, { registry, synthetic, ...addresses }))
    const iss = asked.safeParse(req.query).data?.iss
    const ehr = iss === undefined ? undefined : findEhr(registry, iss)
    if (ehr === undefined) return refuse(403, NOT_REGISTERED, res)
    show(await runCheck(checkedEhrOf(ehr, redirectUri), credentialOf(ehr)), checkUrl(ehr.issuer), req, res)
  })
  router.get('/ehr-check/report.schema.json', (_req, res) => void res.json(z.toJSONSchema(reportSchema)))
  router.get('/ehr-check/report/:id', async (req, res) => {
    const kept = await launches.read(req.params.id)
    if (kept === undefined) refuse(404, NO_REPORT, res)
    else show(kept, `/ehr-check/report/${req.params.id}`, req, res)
  })
  router.get('/ehr-check/launch', begin(false))
  router.get('/ehr-check/launch-and-write', begin(true))

  // The registered redirect address serves both: a state of a check is found here, any other goes on to the launch.
  router.get('/callback', async (req, res, next) => {
    // A HEAD, which express makes a GET, must not spend a state.
    if (req.method !== 'GET') return next()
    const completed = await launchedCheck.complete(req.query, readBrowserId(req.headers.cookie))
    if (completed === undefined) next()
    else if (!completed.ok) onFailure(completed.failure, req, res)
    else res.redirect(303, `/ehr-check/report/${completed.value.reportId}`)
  })
  return router
}
