import express, { type RequestHandler, type Response, Router } from 'express'
import { createElement, type ReactElement } from 'react'
import { z } from 'zod'
import { ErrorPage } from '../../../launch/web/error-page.tsx'
import { renderPage } from '../../../launch/web/render.ts'
import { refuseCrossSite } from '../../../launch/web/same-origin.ts'
import { noStore } from '../../../launch/web/security-headers.ts'
import type { GatewayFailure } from '../../domain/gateway-failure.ts'
import type { FhirConnection } from '../../gateways/fhir-call.ts'
import { createFhirClient } from '../../gateways/fhir-client.ts'
import { readInbox, readReferral } from '../../gateways/read-referrals.ts'
import { createCaseSystem } from '../case-system/case-system.ts'
import { standingNamed } from '../case-system/way-to.ts'
import { hubProblem } from './hub-problem.ts'
import { InboxPage } from './inbox-page.tsx'
import { moveOf, readMoveForm } from './move-form.ts'
import { ReferralPage, type ReferralPageProps } from './referral-page.tsx'
import { type Move, moveTask } from './task-moves.ts'

export interface HubInboxDeps {
  readonly hubFhirUrl: string
  /** Of a hub that is protected. */
  readonly accessToken?: FhirConnection['accessToken']
  readonly now?: () => Date
  readonly timeoutMs?: number
}

const MOVES: readonly Move['kind'][] = ['acknowledge', 'accept', 'decline', 'close']

const CHANGED = 'Someone changed this referral while you had it open. Look at where it stands now, then decide again.'
const ILLEGAL = 'This is not possible where the referral stands now. Nothing was changed.'
const UNSAVED = 'The hub did not confirm the change. Open the referral again to see where it stands, then decide.'

function send(res: Response, status: number, page: ReactElement): void {
  res.status(status).type('html').send(renderPage(page))
}

/** What the coach had typed stands on the page, so that a hub that fails loses no words. */
function sendProblem(res: Response, failure: GatewayFailure, words = ''): void {
  const { status, what, ...said } = hubProblem(failure)
  const kept = words === '' ? what : `${what} You had written: “${words}”`
  send(res, status, createElement(ErrorPage, { ...said, what: kept, synthetic: true }))
}

/** No cookie says who the coach is, but another site must not decide on referrals through the coach's browser. */
const ownFormsOnly: RequestHandler = (req, res, next) =>
  refuseCrossSite({ publicUrl: `${req.protocol}://${req.get('host') ?? 'unknown'}`, synthetic: true })(req, res, next)

/** The make-believe coach's inbox, to be mounted at `/workwell`; works against any FHIR R4 hub, by HTTP only. */
export function createHubInbox(deps: HubInboxDeps): Router {
  const { hubFhirUrl, accessToken, now = () => new Date(), timeoutMs = 8_000 } = deps
  const client = createFhirClient({ baseUrl: hubFhirUrl, timeoutMs, ...(accessToken && { accessToken }) })
  const router = Router()

  router.get('/', noStore, async (req, res) => {
    const inbox = await readInbox(client)
    if (inbox.ok) send(res, 200, createElement(InboxPage, { inbox: inbox.value, home: `${req.baseUrl}/` }))
    else sendProblem(res, inbox.failure)
  })

  router.get<{ taskId: string }>('/referrals/:taskId', noStore, async (req, res) => {
    const referral = await readReferral(client, req.params.taskId)
    const home = `${req.baseUrl}/`
    if (referral.ok) send(res, 200, createElement(ReferralPage, { home, referral: referral.value.view }))
    else sendProblem(res, referral.failure)
  })

  /** The coach's decision: made on the version that the coach saw, or not at all. */
  async function decide(kind: Move['kind'], taskId: string, body: unknown, home: string, res: Response): Promise<void> {
    const { version, about, draft } = readMoveForm(body)
    const before = await readReferral(client, taskId)
    if (!before.ok) return sendProblem(res, before.failure, draft.words)
    const { task, view } = before.value
    const refuse = (status: number, problem: ReferralPageProps['problem'], referral = view): void =>
      send(res, status, createElement(ReferralPage, { home, draft, problem, referral }))
    if (about !== '' && about !== view.about) return refuse(409, { message: CHANGED })

    const move = moveOf(kind, draft)
    if (!move.ok) return refuse(422, move.failure)
    const moved = moveTask(task, move.value, now().toISOString())
    if (!moved.ok) return refuse(409, { message: view.version === version ? ILLEGAL : CHANGED })
    if (moved.value.length > 0 && view.version !== version) return refuse(409, { message: CHANGED })
    let seen = version
    for (const step of moved.value) {
      const written = await client.update({ ...step, id: taskId }, seen === '' ? {} : { ifMatch: `W/"${seen}"` })
      if (written.ok) seen = written.value.resource?.meta?.versionId ?? ''
      if (!written.ok && written.failure.code !== 'CONFLICT') return refuse(502, { message: UNSAVED })
      if (!written.ok) {
        const after = await readReferral(client, taskId)
        return after.ok
          ? refuse(409, { message: CHANGED }, after.value.view)
          : sendProblem(res, after.failure, draft.words)
      }
    }
    res.redirect(303, `${home}referrals/${taskId}`)
  }

  const form = express.urlencoded({ extended: false, limit: '20kb' })
  const caseSystem = createCaseSystem(client)
  router.post<{ taskId: string }>('/referrals/:taskId/bring', noStore, ownFormsOnly, form, async (req, res) => {
    const { taskId } = req.params
    const place = `${req.baseUrl}/referrals/${taskId}`
    const to = standingNamed(z.object({ to: z.string() }).catch({ to: '' }).parse(req.body).to)
    const before = await readReferral(client, taskId)
    if (!before.ok) return sendProblem(res, before.failure)
    const { version, about } = readMoveForm(req.body)
    const isStale = before.value.view.version !== version || (about !== '' && about !== before.value.view.about)
    const brought = to && !isStale ? await caseSystem.bring(taskId, to) : undefined
    if (brought?.ok) return res.redirect(303, place)
    const now = await readReferral(client, taskId)
    if (!now.ok) return sendProblem(res, now.failure)
    const code = brought?.failure.code ?? (isStale ? 'CONFLICT' : 'NO_WAY')
    const [status, message] = code === 'NO_WAY' ? [409, ILLEGAL] : code === 'CONFLICT' ? [409, CHANGED] : [502, UNSAVED]
    const page = { home: `${req.baseUrl}/`, referral: now.value.view, problem: { message } }
    send(res, Number(status), createElement(ReferralPage, page))
  })
  for (const kind of MOVES) {
    router.post<{ taskId: string }>(`/referrals/:taskId/${kind}`, noStore, ownFormsOnly, form, (req, res) =>
      decide(kind, req.params.taskId, req.body, `${req.baseUrl}/`, res),
    )
  }

  return router
}
