import type { Request, RequestHandler, Response } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import { sendError } from './send-error.ts'

/** How many a minute. A whole region may reach us from one address, so what is counted by address is for thousands of people. */
export interface RateLimits {
  /** Launches, sign-ins of coaches, or forms that are tried out, from one address. */
  readonly launches: number
  /** Requests from one address that failed at one door: guessing is answered with nothing but failures, and people fail seldom. */
  readonly failures: number
  /** Writes of one session: nobody presses buttons that fast. All its requests: four times as many. */
  readonly writes: number
}

/** Whether a request is no guess: it proves a session, or names a thing of ours that nobody finds by guessing. */
export type IsKnown = (req: Request, res: Response) => boolean | Promise<boolean>

const MINUTE_MS = 60_000
const REQUESTS_FOR_A_WRITE = 4
/** Of the failures that an address may have, so many at one letter, handle or state, from wherever. */
const SHARE_OF_ONE_THING = 0.1

const TOO_MANY = {
  title: 'Too many requests at once',
  what: 'This app had more requests from here in the last minute than it can take. Nothing was changed, and nothing was sent.',
  next: 'Wait a minute, then try again. What you had answered is kept, and any fit note is not affected.',
}
const LONGEST_KEY = 200
const FOR_PROGRAMS = 'Too many requests in the last minute. Wait a minute, then try again.'

type KeyOf = (req: Request) => string | undefined

const never: IsKnown = () => false

/** Where the store cannot say, the page itself will: an outage makes nobody a guesser. */
async function knows(isKnown: IsKnown, req: Request, res: Response): Promise<boolean> {
  try {
    return await isKnown(req, res)
  } catch {
    return true
  }
}

/** Whose address counts is said by `trust proxy`. None is left when the caller has gone. */
const addressOf = (req: Request): string => ipKeyGenerator(req.ip ?? '', 56)

/** What a guess gets. Being told to wait is none, nor is an outage of a record system (424), of a hub or of ours. */
function isFailure(res: Response): boolean {
  const { statusCode } = res
  if (statusCode < 400) return String(res.get('location') ?? '').endsWith('/sign-in')
  return statusCode < 500 && statusCode !== 424 && statusCode !== 429
}

/**
 * 429 in plain words, with Retry-After, in place of what was asked. Each call makes a count of its own, so that no door locks another;
 * each instance of the app counts for itself (docs/adr/0007).
 */
export function createRateLimits(limits: RateLimits, { synthetic }: { synthetic: boolean }) {
  const refuse = (res: Response): void => {
    res.set('Retry-After', String(MINUTE_MS / 1000))
    sendError(res, 429, { ...TOO_MANY, synthetic }, FOR_PROGRAMS)
  }
  const count = (limit: number, keyOf: KeyOf, isKnown: IsKnown, onlyFailures: boolean): RequestHandler =>
    rateLimit({
      windowMs: MINUTE_MS,
      standardHeaders: false,
      legacyHeaders: false,
      // A header that anybody can send is no reason for a line on the console.
      validate: false,
      limit: Math.max(1, Math.floor(limit)),
      skip: req => keyOf(req) === undefined,
      // What is made up may be long.
      keyGenerator: req => (keyOf(req) ?? '').slice(0, LONGEST_KEY),
      skipSuccessfulRequests: onlyFailures,
      requestWasSuccessful: async (req, res) => !isFailure(res) || (await knows(isKnown, req, res)),
      handler: async (req, res, next) => ((await knows(isKnown, req, res)) ? next() : refuse(res)),
    })

  return {
    /** Failures from one address; who is known is neither counted nor refused. */
    failures: (isKnown: IsKnown = never): RequestHandler => count(limits.failures, addressOf, isKnown, true),
    /** Failures at one thing that is guessed at, from wherever; undefined where nothing is. */
    guesses: (thingOf: KeyOf, isKnown: IsKnown): RequestHandler =>
      count(limits.failures * SHARE_OF_ONE_THING, thingOf, isKnown, true),
    /** Whatever costs something and needs nothing, from one address; apart for each kind, where there is one. */
    starts: (isKnown: IsKnown = never, kindOf: (req: Request) => string = () => ''): RequestHandler =>
      count(limits.launches, req => `${addressOf(req)} ${kindOf(req)}`, isKnown, false),
    /** A runaway client of one session. What is made up counts for nobody but itself. */
    pace: (sessionOf: KeyOf): RequestHandler[] => [
      count(limits.writes * REQUESTS_FOR_A_WRITE, sessionOf, never, false),
      count(limits.writes, req => (req.method === 'POST' ? sessionOf(req) : undefined), never, false),
    ],
  }
}
