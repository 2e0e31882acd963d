import type { Request } from 'express'
import { pathOf } from '../web/audience.ts'
import { readCoachCookie } from './coach-session.ts'
import type { HubPageDeps } from './hub-page-deps.ts'

/** What a request at the desk proves, or guesses at: for the limits on the way in (docs/adr/0007). */
export function createKnownCoach({ desks, sessions }: Pick<HubPageDeps, 'desks' | 'sessions'>) {
  const coachOf = (req: Request): string | undefined => readCoachCookie(req.headers.cookie)
  const stateOf = (req: Request): string | undefined =>
    typeof req.query.state === 'string' ? req.query.state : undefined

  const isSignedIn = async (req: Request): Promise<boolean> => {
    const id = coachOf(req)
    return id !== undefined && (await sessions.read(id)) !== undefined
  }
  const isWayBack = async (req: Request): Promise<boolean> => {
    const [browser, state] = [coachOf(req), stateOf(req)]
    if (browser === undefined || state === undefined) return false
    return (await sessions.readPending(state))?.browser === browser
  }
  /** Somebody who comes to sign in, and shows nothing that could be made up. */
  const isNewcomer = (req: Request): boolean => {
    const [, , service = '', page = ''] = pathOf(req).split('/')
    const asks = req.method === 'GET' && desks.has(service)
    return asks && (page === 'sign-in' || coachOf(req) === undefined)
  }

  return {
    coachOf,
    stateOf,
    isSignedIn,
    isKnown: async (req: Request): Promise<boolean> =>
      isNewcomer(req) || (await isWayBack(req)) || (await isSignedIn(req)),
  }
}
