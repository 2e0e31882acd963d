import { type Request, type Response, urlencoded } from 'express'
import { z } from 'zod'
import { readCode } from '../../src/domain/letter-code.ts'
import { pathOf } from '../web/audience.ts'
import type { ReplyDeps } from './reply-deps.ts'
import { readReplyCookie } from './reply-session.ts'

const typed = z.object({ letter: z.string() })
const inPath = /^\/reply\/([^/]+)/i

/** A service's form, or the code that somebody typed from the letter. */
export const replyBody = urlencoded({ extended: false, limit: '20kb', parameterLimit: 50 })

/** What an answer to a letter proves, or guesses at: for the limits on the way in (docs/adr/0007). */
export function createKnownLetter({ links, sessions }: Pick<ReplyDeps, 'links' | 'sessions'>) {
  const codeOf = (req: Request): string | undefined =>
    inPath.exec(pathOf(req))?.[1] ?? typed.safeParse(req.body).data?.letter

  /** The half of a code that says which letter: as it is typed, signed by us or not. */
  const letterOf = (req: Request): string | undefined => readCode(codeOf(req) ?? '')?.id
  /** A code that we signed is no guess. */
  const isSigned = (req: Request): boolean => links.idIn(codeOf(req) ?? '') !== undefined

  return {
    letterOf,
    /** Who answers one letter in one browser; of those who show no cookie all count together. */
    sessionOf: (req: Request): string | undefined =>
      isSigned(req) ? `${letterOf(req)} ${readReplyCookie(req.headers.cookie) ?? ''}` : undefined,
    /** A code that is typed stands in the body, which nothing has read yet. */
    isNoGuess: async (req: Request, res: Response): Promise<boolean> => {
      if (codeOf(req) === undefined) await new Promise(done => replyBody(req, res, done))
      return isSigned(req)
    },
    /** Who gave the second factor of this letter. */
    isOpened: async (req: Request): Promise<boolean> => {
      const letter = links.idIn(codeOf(req) ?? '')
      return letter !== undefined && (await sessions.letterOf(req.headers.cookie)) === letter
    },
  }
}
