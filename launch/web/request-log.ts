import type { Request, RequestHandler } from 'express'
import { withReference } from './request-reference.ts'

/** The part of a pino logger that is needed here. */
export interface RequestLog {
  info(fields: Record<string, unknown>, message: string): void
  error(fields: Record<string, unknown>, message: string): void
}

export interface RequestLine {
  readonly method: string
  readonly route: string
  readonly status: number
  readonly ms: number
}

/** One line for each request, when its answer has gone out; it says neither address nor query, which hold handles, codes and names. */
export function createRequestLog(
  log: RequestLog,
  observe: (line: RequestLine) => void = () => undefined,
): RequestHandler {
  return (req, res, next) =>
    withReference(reference => {
      const begun = performance.now()
      res.set('X-Request-Id', reference)
      res.once('close', () => {
        const ms = Math.round(performance.now() - begun)
        // Whoever asked may have gone away before the answer was whole.
        const cutOff = res.writableFinished ? {} : { cutOff: true }
        const line = { method: req.method, route: routeOf(req), status: res.statusCode, ms }
        const how = { reference, ...line, ...cutOff }
        if (res.statusCode < 500) log.info(how, 'request')
        else log.error(how, 'request')
        observe(line)
      })
      next()
    })
}

/** The route's pattern, as it stands in the code. */
export const routeOf = (req: Request): string => String(req.route?.path ?? 'none')
