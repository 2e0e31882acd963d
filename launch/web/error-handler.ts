import type { ErrorRequestHandler, RequestHandler } from 'express'
import { z } from 'zod'
import { safeError } from '../../src/domain/safe-error.ts'
import { StoreFailure } from '../../src/domain/store-failure.ts'
import { routeOf } from './request-log.ts'
import { requestReference } from './request-reference.ts'
import { sendError } from './send-error.ts'
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

/** For programs. */
const SAID: Readonly<Record<number, string>> = {
  413: 'The request is larger than this address takes, or has too many fields.',
  415: 'The encoding or character set of the request is not supported.',
}
const UNREADABLE =
  'The request is incomplete or damaged: its address, its encoding, or a body that is not what Content-Type says.'
const FAULT = 'A fault in this app. Do not take it that anything was done.'

/** What body-parser and express themselves throw for a request that cannot be read. */
const clientFault = z.object({ status: z.int().min(400).max(499) })

/** HTTP/1.1 asks for a Host (RFC 9112, 3.2). Node would say so itself, without the headers that every answer has. */
export const refuseWithoutHost: RequestHandler = (req, _res, next) => {
  const isMissing = req.headers.host === undefined && req.httpVersion === '1.1'
  next(isMissing ? Object.assign(new Error('no Host'), { status: 400 }) : undefined)
}

/** The last of the handlers: nothing answered. */
export function createNotFoundHandler({ synthetic }: { synthetic: boolean }): RequestHandler {
  return (_req, res) => sendError(res, 404, { ...UNKNOWN_ADDRESS, synthetic }, UNKNOWN_ADDRESS.what)
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
    else if (status < 500) sendError(res, status, { ...BAD_REQUEST, reference, synthetic }, SAID[status] ?? UNREADABLE)
    else if (isStore) {
      const words = STORE_WORDS[error.fault]
      sendError(res, status, { ...words, reference, synthetic }, words.what)
    } else sendError(res, status, { ...BUG, reference, synthetic }, FAULT)
  }
}
