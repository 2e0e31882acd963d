import type { Request, RequestHandler, Response } from 'express'
import type { ReactElement } from 'react'
import { kindOfAnswer } from '../../src/domain/failure-kind.ts'
import type { GatewayFailure } from '../../src/domain/gateway-failure.ts'
import { renderPage } from '../web/render.ts'
import { sendError } from '../web/send-error.ts'
import { type CoachSession, readCoachCookie } from './coach-session.ts'
import { type Desk, type HubPageDeps, SERVICE_NAME } from './hub-page-deps.ts'
import type { Role } from './sign-in.ts'

/** A signed-in person at the desk of their own service. */
export interface AtDesk {
  readonly desk: Desk
  readonly session: CoachSession
  readonly home: string
}
type DeskHandler = (at: AtDesk, req: Request, res: Response) => Promise<void> | void

export const sendPage = (res: Response, element: ReactElement, status = 200): void => {
  res.status(status).type('html').send(renderPage(element))
}

export interface Said {
  readonly title: string
  readonly what: string
  readonly next: string
}
export const sendWords = (res: Response, status: number, words: Said, synthetic: boolean): void =>
  sendError(res, status, { ...words, synthetic, service: SERVICE_NAME })

export const NOT_YOURS: Said = {
  title: 'This is not for your role',
  what: 'You are signed in, but this page is not for the role that you signed in with. Nothing was changed.',
  next: 'Go back, or ask whoever runs your sign-in to give you the role.',
}
export const ANOTHER_NOW: Said = {
  title: 'Nothing was changed',
  what: 'Your referral server now has another referral at this address than the one on your screen.',
  next: 'Go to your list of referrals and open the person again. If this comes back, tell whoever runs the server.',
}
const NOT_HERE: Said = {
  title: 'No such referral',
  what: 'Your service has no referral at this address.',
  next: 'Go back to your list of referrals.',
}
const HUB_DOWN: Said = {
  title: 'Your referrals could not be read',
  what: 'The server that holds your referrals did not answer as it should. As far as we can tell nothing was changed.',
  next: 'Wait a minute, then load this page again. If it stays so, tell whoever runs your referral server.',
}

const HUB_SHUT: Said = {
  title: 'Your referrals could not be read',
  what: 'The server that holds your referrals does not let this page in, or is not where it is expected. As far as we can tell nothing was changed, and no referral is lost.',
  next: 'Tell whoever runs your referral server: the connection has to be put right. Loading this page again will not help before that.',
}

/** `asked`: a 404 to the question for one referral speaks of that referral, to any other question of the server (ADR 0020). */
export function sendHubFailure(
  res: Response,
  failure: GatewayFailure,
  { asked, synthetic }: { asked: 'one' | 'all'; synthetic: boolean },
): void {
  if (failure.code === 'NOT_FOUND' && asked === 'one') sendWords(res, 404, NOT_HERE, synthetic)
  else sendWords(res, 502, kindOfAnswer(failure) === 'passing' ? HUB_DOWN : HUB_SHUT, synthetic)
}

/** Whatever shows or changes a referral passes here: signed in, at this service, in this role. */
export function createDeskGate(deps: HubPageDeps) {
  return (roles: readonly Role[], handler: DeskHandler): RequestHandler =>
    async (req, res, next) => {
      const desk = deps.desks.get(String(req.params.service))
      if (!desk) return next()
      const home = `/hub/${desk.service.id}/`
      const id = readCoachCookie(req.headers.cookie)
      const session = id === undefined ? undefined : await deps.sessions.read(id)
      if (session?.serviceId !== desk.service.id) {
        if (req.method === 'GET') return res.redirect(303, `${home}sign-in`)
        return sendWords(
          res,
          401,
          {
            title: 'You are signed out',
            what: 'Your sign-in has ended, so what you sent was not saved.',
            next: 'Go back in your browser: what you typed is still there. Copy it, sign in again in another tab, and send it again.',
          },
          deps.synthetic,
        )
      }
      if (!roles.some(role => session.roles.includes(role))) return sendWords(res, 403, NOT_YOURS, deps.synthetic)
      return handler({ desk, session, home }, req, res)
    }
}
