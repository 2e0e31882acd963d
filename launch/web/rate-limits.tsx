import type { Request, RequestHandler, Response } from 'express'
import { rateLimit } from 'express-rate-limit'
import type { OperationOutcome } from 'fhir/r4.js'
import { ErrorPage } from './error-page.tsx'
import { renderPage } from './render.ts'

/** How many a minute. A whole region may reach us from one address, so what is counted by address is for thousands of people. */
export interface RateLimits {
  /** Launches from one address. */
  readonly launches: number
  /** Requests from one address that failed: guessing is answered with nothing but failures, and people fail seldom. */
  readonly failures: number
  /** Writes of one launch: nobody presses buttons that fast. */
  readonly writes: number
}

const MINUTE_MS = 60_000

const TOO_MANY = {
  title: 'Too many requests at once',
  what: 'This app had more requests from here in the last minute than it can take. Nothing was changed, and nothing was sent.',
  next: 'Wait a minute, then try again. What you had answered is kept, and any fit note is not affected.',
}

const THROTTLED = {
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'error',
      code: 'throttled',
      diagnostics: 'Too many requests in the last minute. Wait a minute, then try again.',
    },
  ],
} satisfies OperationOutcome

const isProgram = (req: Request): boolean => req.originalUrl.startsWith('/fhir/')

/** 429 in plain words, with Retry-After, in place of what was asked. Each instance of the app counts for itself (docs/adr/0007). */
export function createRateLimits(
  limits: RateLimits,
  { synthetic }: { synthetic: boolean },
): Record<keyof RateLimits | 'forms', RequestHandler> {
  const common = {
    windowMs: MINUTE_MS,
    standardHeaders: false,
    legacyHeaders: false,
    // Whose address counts is said by `trust proxy`; a header that anybody can send is no reason for a line on the console.
    validate: false,
    handler: (req: Request, res: Response) => {
      res.status(429).set({ 'Cache-Control': 'no-store', 'Retry-After': String(MINUTE_MS / 1000) })
      if (isProgram(req)) res.type('application/fhir+json').send(JSON.stringify(THROTTLED))
      else res.type('html').send(renderPage(<ErrorPage {...TOO_MANY} synthetic={synthetic} />))
    },
  } as const
  return {
    launches: rateLimit({ ...common, limit: limits.launches }),
    // Forms of strangers that are tried out, as many as launches and counted apart: nobody's launch waits for them.
    forms: rateLimit({ ...common, limit: limits.launches }),
    failures: rateLimit({
      ...common,
      limit: limits.failures,
      skipSuccessfulRequests: true,
      // Being told to wait is no guess.
      requestWasSuccessful: (_req, res) => res.statusCode < 400 || res.statusCode === 429,
    }),
    writes: rateLimit({
      ...common,
      limit: limits.writes,
      skip: req => req.method !== 'POST',
      keyGenerator: req => String(req.params.handle),
    }),
  }
}
