import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import type { OperationOutcome } from 'fhir/r4.js'
import { createElement } from 'react'
import { z } from 'zod'
import { safeError } from '../../src/domain/safe-error.ts'
import { StoreFailure } from '../../src/domain/store-failure.ts'
import { ErrorPage, type ErrorPageProps } from './error-page.tsx'
import { renderPage } from './render.ts'
import { routeOf } from './request-log.ts'
import { requestReference } from './request-reference.ts'
import { STORE_WORDS } from './store-words.ts'

/** The part of a pino logger that is needed here. */
export interface ErrorLog {
  warn(fields: Record<string, unknown>, message: string): void
  error(fields: Record<string, unknown>, message: string): void
}

const UNKNOWN_ADDRESS = {
  title: 'This page does not exist',
  what: 'There is nothing at this address.',
  next: 'Close this window or panel and open WorkWell again from the patient’s record.',
}
const BAD_REQUEST = {
  title: 'This could not be understood',
  what: 'What your browser sent was incomplete, too large or damaged. Nothing was sent to WorkWell.',
  next: 'Go back and try again. If it happens again, open WorkWell again from the patient’s record.',
}
const BUG = {
  title: 'Something went wrong in this app',
  what: 'This is a fault in the app, not in what you did. Unless a page has told you so, do not take it that the referral was sent.',
  next: 'Open WorkWell again from the patient’s record: it shows whether a referral was sent. If it happens again, ask for help.',
}

type IssueCode = OperationOutcome['issue'][number]['code']

/** What body-parser and express themselves throw for a request that cannot be read. */
const clientFault = z.object({ status: z.int().min(400).max(499) })

const wantsPage = (req: Request): boolean =>
  !/^\/fhir(\/|$)/.test(req.path) && req.accepts(['html', 'application/fhir+json', 'json']) === 'html'

function answer(req: Request, res: Response, status: number, code: IssueCode, words: ErrorPageProps): void {
  res.status(status).set('Cache-Control', 'no-store')
  if (wantsPage(req)) {
    res.type('html').send(renderPage(createElement(ErrorPage, words)))
    return
  }
  const reference = words.reference === undefined ? '' : ` Reference: ${words.reference}.`
  const outcome = {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code, diagnostics: `${words.what}${reference}` }],
  } satisfies OperationOutcome
  res.type('application/fhir+json').send(JSON.stringify(outcome))
}

/** The last of the handlers: nothing answered. */
export function createNotFoundHandler({ synthetic }: { synthetic: boolean }): RequestHandler {
  return (req, res) => answer(req, res, 404, 'not-found', { ...UNKNOWN_ADDRESS, synthetic })
}

/** Bugs and unreadable requests: a page with a reference for people, an OperationOutcome for programs, a log line without data. */
export function createErrorHandler(deps: { log: ErrorLog; synthetic: boolean }): ErrorRequestHandler {
  const { log, synthetic } = deps
  return (error: unknown, req, res, next) => {
    const reference = requestReference()
    const fault = clientFault.safeParse(error)
    const isStore = error instanceof StoreFailure
    const status = isStore ? 503 : fault.success ? fault.data.status : 500
    const line = { status, method: req.method, route: routeOf(req), ...safeError(error) }
    // What somebody sent is no fault of ours: nobody is woken for it.
    if (status < 500) log.warn(line, 'request not understood')
    else log.error(line, 'request failed')
    if (res.headersSent) next(error)
    else if (status < 500) answer(req, res, status, 'invalid', { ...BAD_REQUEST, reference, synthetic })
    else if (isStore) answer(req, res, status, 'no-store', { ...STORE_WORDS[error.fault], reference, synthetic })
    else answer(req, res, status, 'exception', { ...BUG, reference, synthetic })
  }
}
