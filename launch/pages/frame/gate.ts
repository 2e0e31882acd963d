import type { Request, RequestHandler, Response } from 'express'
import type { ReactElement } from 'react'
import type { LaunchDeps, OpeningDeps } from '../../consultation/consultation-deps.ts'
import { type Consultation, consultationOf } from '../../consultation/consultation-of.ts'
import { fieldIn } from '../../consultation/field-in.ts'
import { openConsultation } from '../../consultation/open-consultation.ts'
import { placeOf } from '../../consultation/place-of.ts'
import { readBrowserId } from '../../smart/browser-cookie.ts'
import type { LaunchSession } from '../../smart/launch-session.ts'
import { renderPage } from '../../web/render.ts'
import { requestReference } from '../../web/request-reference.ts'
import { sendError } from '../../web/send-error.ts'
import type { ShowingDeps } from '../page-deps.ts'
import { ENDED, GONE } from './ended-words.ts'

type Words = (typeof ENDED)['closed']
export type SessionHandler = (session: LaunchSession, req: Request, res: Response) => Promise<void> | void
export type ConsultationHandler = (consultation: Consultation, req: Request, res: Response) => Promise<void> | void

const OTHER_PATIENT: Words = {
  title: 'This is another patient',
  what: 'The page that you sent shows another patient than this window was opened for. Nothing was changed, and nothing was sent.',
  next: 'Close this window or panel, check which record is open, and open WorkWell again from it.',
}

const UNREADABLE: Words = {
  title: 'The patient’s details could not be read',
  what: 'Your record system did not hand out the patient’s details, so it is not certain who this would be about. Nothing was sent, and any fit note is not affected.',
  next: 'Wait a minute and reload this page. If it happens again, open WorkWell again from the patient’s record.',
}

export const sendPage = (res: Response, element: ReactElement, status = 200): void => {
  res.status(status).type('html').send(renderPage(element))
}

type Refuse = (res: Response, status: number, words: Words) => void
const refusing =
  (deps: ShowingDeps): Refuse =>
  (res, status, words) => {
    // Only of a failure that support can look for is there something to read out.
    const reference = status === 424 ? requestReference() : undefined
    sendError(res, status, { ...words, reference, synthetic: deps.synthetic })
  }

/**
 * Whatever belongs to a launch passes here (decision 1, hazard H01): the handle names the launch, the cookie proves the browser,
 * and whatever writes repeats the patient that was on the screen.
 */
export function createSessionGate(deps: LaunchDeps & ShowingDeps): (handler: SessionHandler) => RequestHandler {
  const refuse = refusing(deps)

  return handler => async (req, res) => {
    const handle = String(req.params.handle)
    const browserId = readBrowserId(req.headers.cookie)
    const session = await deps.launches.readSession(handle)
    if (!session) {
      const ended = await deps.launches.readEnded(handle)
      return refuse(res, 401, ended && ended.browserId === browserId ? ENDED[ended.because] : GONE)
    }
    if (session.browserId !== browserId) return refuse(res, 401, GONE)
    if (req.method === 'POST' && fieldOf(req, 'patientId') !== session.patientId) return refuse(res, 409, OTHER_PATIENT)
    return handler(session, req, res)
  }
}

/** Every page of a consultation: with its draft, which the first page begins, or takes up again where it was left. */
export function createGate(deps: OpeningDeps & ShowingDeps): (handler: ConsultationHandler) => RequestHandler {
  const refuse = refusing(deps)
  const sessionGate = createSessionGate(deps)

  return handler =>
    sessionGate(async (session, req, res) => {
      const draft = await deps.drafts.read(session.handle)
      if (draft) return handler(consultationOf(session, draft, deps), req, res)
      const opened = await openConsultation(session, deps)
      if (opened.ok) {
        const isTakenUpAgain = isFirstPage(req) && opened.value.draft.revision > 0
        return isTakenUpAgain
          ? res.redirect(303, pathOf(opened.value, await placeOf(opened.value, deps)))
          : handler(opened.value, req, res)
      }
      if (opened.failure.code !== 'UNAUTHORIZED') return refuse(res, 424, UNREADABLE)
      return refuse(res, 401, ENDED['sign-in-ended'])
    })
}

/** Where a launch leads that was made for nothing in particular (ADR 0031). */
const isFirstPage = (req: Request): boolean =>
  req.method === 'GET' && req.path.replace(/\/$/, '') === `/r/${req.params.handle}` && req.query.refer === undefined

/** The fields of a form body; none where there is no form. */
export function bodyOf(req: Request): Record<string, unknown> {
  const body: unknown = req.body
  return typeof body === 'object' && body !== null ? { ...body } : {}
}

/** One text field of a form body; anything else counts as absent. */
export const fieldOf = (req: Request, name: string): string | undefined => fieldIn(bodyOf(req), name)

type NotePage =
  | 'typed'
  | 'fit-note/typed'
  | 'health-and-work-report/typed'
  | 'fit-note'
  | 'fit-note/copy'
  | 'fit-note/pdf'
  | 'fit-note/issued'
  | 'fit-note/fhir'
  | 'health-and-work-report'
  | 'health-and-work-report/copy'
  | 'health-and-work-report/pdf'
  | 'health-and-work-report/fhir'

/** Where a page of this consultation stands. */
export const pathOf = (
  consultation: Consultation,
  page:
    | ''
    | 'check'
    | 'pause'
    | 'nothing-sent'
    | 'sent'
    | 'sent/copy'
    | 'status'
    | 'withdraw'
    | 'amend'
    | 'release'
    | 'answer'
    | 'reread'
    | 'close'
    | 'closing-letter'
    | 'handout'
    | 'handout/pdf'
    | 'later-note'
    | 'letter'
    | 'letter/pdf'
    | 'practice'
    | NotePage,
) => `/r/${consultation.session.handle}/${page}`
