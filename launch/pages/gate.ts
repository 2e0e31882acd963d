import type { Request, RequestHandler, Response } from 'express'
import { createElement, type ReactElement } from 'react'
import { readBrowserId } from '../smart/browser-cookie.ts'
import { ErrorPage } from '../web/error-page.tsx'
import { renderPage } from '../web/render.ts'
import { type Consultation, consultationOf } from './consultation-of.ts'
import { openConsultation } from './open-consultation.ts'
import type { PageDeps } from './page-deps.ts'

export type ConsultationHandler = (consultation: Consultation, req: Request, res: Response) => Promise<void> | void

const GONE = {
  title: 'This consultation is closed',
  what: 'It was open for too long without being used, or it belongs to another window. Nothing was sent from here that you have not seen confirmed.',
  next: 'Open WorkWell again from the patient’s record.',
}

const OTHER_PATIENT = {
  title: 'This is another patient',
  what: 'The page that you sent shows another patient than this window was opened for. Nothing was changed, and nothing was sent.',
  next: 'Close this window or panel, check which record is open, and open WorkWell again from it.',
}

const UNREADABLE = {
  title: 'The patient’s details could not be read',
  what: 'Your record system did not hand out the patient’s details, so it is not certain who this would be about. Nothing was sent, and any fit note is not affected.',
  next: 'Wait a minute and reload this page. If it happens again, open WorkWell again from the patient’s record.',
}

export const sendPage = (res: Response, element: ReactElement, status = 200): void => {
  res.status(status).type('html').send(renderPage(element))
}

/**
 * Every page of a consultation passes here (decision 1, hazard H01): the handle names the launch, the cookie proves the
 * browser, and whatever writes repeats the patient that was on the screen.
 */
export function createGate(deps: PageDeps): (handler: ConsultationHandler) => RequestHandler {
  const refuse = (res: Response, status: number, words: typeof GONE) =>
    sendPage(res, createElement(ErrorPage, { ...words, synthetic: deps.synthetic }), status)

  return handler => async (req, res) => {
    const handle = String(req.params.handle)
    const session = await deps.launches.readSession(handle)
    if (!session || session.browserId !== readBrowserId(req.headers.cookie)) return refuse(res, 401, GONE)
    if (req.method === 'POST' && fieldOf(req, 'patientId') !== session.patientId) return refuse(res, 409, OTHER_PATIENT)
    const draft = await deps.drafts.read(handle)
    if (draft) return handler(consultationOf(session, draft, deps), req, res)
    const opened = await openConsultation(session, deps)
    if (!opened.ok) return refuse(res, 502, UNREADABLE)
    return handler(opened.value, req, res)
  }
}

/** One text field of a form body; anything else counts as absent. */
export function fieldOf(req: Request, name: string): string | undefined {
  const body: unknown = req.body
  const value =
    typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined
  return typeof value === 'string' ? value : undefined
}

/** Where a page of this consultation stands. */
export const pathOf = (
  consultation: Consultation,
  page: '' | 'check' | 'pause' | 'nothing-sent' | 'sent' | 'status' | 'reread',
) => `/r/${consultation.session.handle}/${page}`
