import type { Request, RequestHandler, Response } from 'express'
import { createElement, type ReactElement } from 'react'
import { type LetterReply, letterReply } from '../../src/domain/channel.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import type { Letter } from '../../src/store/letters.ts'
import { renderPage } from '../web/render.ts'
import { sendError } from '../web/send-error.ts'
import { FactorPage } from './factor-page.tsx'
import { type ReplyDeps, SERVICE_NAME } from './reply-deps.ts'

/** Wrong second factors that one letter bears, in all: a date of birth is soon guessed. */
export const MOST_TRIES = 5

/** A letter whose link holds, and how its service answers. */
export interface LetterAt {
  readonly letter: Letter
  readonly reply: LetterReply
  readonly service: WorkWellService
  /** Where its pages stand: `/reply/{code}/`. */
  readonly home: string
}
export type LetterHandler = (at: LetterAt, req: Request, res: Response) => Promise<void> | void

/** Whoever answers a letter, as the audit names them. */
export const actorOf = ({ serviceId }: Letter) => ({ fhirUser: `service/${serviceId}`, issuer: 'letter' })

export const sendPage = (res: Response, element: ReactElement, status = 200): void => {
  res.status(status).type('html').send(renderPage(element))
}

const REFUSALS = {
  UNKNOWN: {
    status: 404,
    title: 'No letter has this code',
    what: 'The link is not complete, or none of ours. Nothing was changed.',
    next: 'Compare it with the letter, or type the code of the letter at the address without it. Else ring the practice that is named on the letter.',
  },
  OVER: {
    status: 410,
    title: 'This link has ended',
    what: 'Letters can be answered here for some weeks. Nothing was changed.',
    next: 'Ring the practice that is named on the letter.',
  },
  LOCKED: {
    status: 423,
    title: 'This link is locked',
    what: 'Too many wrong answers were given. Nothing was shown and nothing was changed.',
    next: 'Ring the practice that is named on the letter.',
  },
} as const

/** Whatever is about a letter passes here: a code that we signed, in its time, and not locked. */
export function createLetterGate(deps: ReplyDeps) {
  const refuse = (res: Response, code: keyof typeof REFUSALS): void => {
    const { status, ...words } = REFUSALS[code]
    sendError(res, status, { ...words, service: SERVICE_NAME, synthetic: deps.synthetic })
  }

  const withLetter =
    (handler: LetterHandler): RequestHandler =>
    async (req, res) => {
      const code = String(req.params.code)
      const letterId = deps.links.idIn(code)
      const letter = letterId === undefined ? undefined : await deps.letters.read(letterId)
      const service = deps.services.find(each => each.id === letter?.serviceId)
      const reply = service && letterReply(service)
      if (!letter || !service || !reply) return refuse(res, 'UNKNOWN')
      if (letter.expiresAt <= deps.now().toISOString()) return refuse(res, 'OVER')
      if (letter.wrongTries >= MOST_TRIES) return refuse(res, 'LOCKED')
      return handler({ letter, reply, service, home: `/reply/${deps.links.codeOf(letter.letterId)}/` }, req, res)
    }

  /** Before the second factor nothing is shown but what it is. */
  const opened = (handler: LetterHandler): RequestHandler =>
    withLetter(async (at, req, res) => {
      if ((await deps.sessions.letterOf(req.headers.cookie)) === at.letter.letterId) return handler(at, req, res)
      const { asks } = at.reply
      const triesLeft = MOST_TRIES - at.letter.wrongTries
      const page = createElement(FactorPage, {
        asks,
        to: at.home,
        isWrong: false,
        triesLeft,
        synthetic: deps.synthetic,
      })
      sendPage(res, page, req.method === 'GET' ? 200 : 401)
    })

  return { withLetter, opened, refuse }
}
