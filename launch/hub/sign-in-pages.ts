import { randomBytes } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { actorAt, COACH_COOKIE, COACH_COOKIE_OPTIONS, readCoachCookie } from './coach-session.ts'
import { type Said, sendWords } from './gate.ts'
import type { HubPageDeps } from './hub-page-deps.ts'
import type { SignInFailure } from './sign-in.ts'

const WORDS: Record<SignInFailure | 'LOST', Said & { status: number }> = {
  PROVIDER_DOWN: {
    status: 502,
    title: 'The sign-in service does not answer',
    what: 'You could not be signed in. No referral was opened or changed.',
    next: 'Wait a minute and try again.',
  },
  REFUSED: {
    status: 403,
    title: 'You were not signed in',
    what: 'The sign-in was stopped or came back in a form that cannot be trusted.',
    next: 'Open the worklist again and sign in once more.',
  },
  NOT_ALLOWED: {
    status: 403,
    title: 'You have no access to this worklist',
    what: 'You signed in, but your account is not one of this service’s coaches.',
    next: 'Ask whoever runs your sign-in to give you the role, then sign in again.',
  },
  LOST: {
    status: 400,
    title: 'This sign-in cannot be finished',
    what: 'It took too long, was finished already, or was begun in another browser.',
    next: 'Open the worklist again and sign in once more.',
  },
}

const newSecret = (): string => randomBytes(32).toString('base64url')

/** Begin, finish and end a coach's sign-in. The cookie says which browser; after sign-in it is a new one (session fixation). */
export function createSignInHandlers(deps: HubPageDeps) {
  const refuse = (res: Response, code: keyof typeof WORDS): void => {
    const { status, ...words } = WORDS[code]
    sendWords(res, status, words, deps.synthetic)
  }

  const begin: RequestHandler = async (req, res, next) => {
    const desk = deps.desks.get(String(req.params.service))
    if (!desk) return next()
    const browser = newSecret()
    const begun = await desk.signIn.begin(desk.service.id, browser)
    if (!begun.ok) return refuse(res, begun.failure)
    await deps.sessions.savePending(begun.value.pending)
    res.cookie(COACH_COOKIE, browser, COACH_COOKIE_OPTIONS)
    res.redirect(303, begun.value.url)
  }

  const complete = async (req: Request, res: Response): Promise<void> => {
    const pending = await deps.sessions.takePending(String(req.query.state))
    if (!pending || pending.browser !== readCoachCookie(req.headers.cookie)) return refuse(res, 'LOST')
    const desk = deps.desks.get(pending.serviceId)
    if (!desk) return refuse(res, 'LOST')
    const person = await desk.signIn.complete(new URL(req.originalUrl, deps.publicUrl), pending)
    if (!person.ok) return refuse(res, person.failure)
    const { subject, name, roles, isManager } = person.value
    const id = newSecret()
    const createdAt = deps.now().toISOString()
    await deps.sessions.save({
      id,
      serviceId: desk.service.id,
      issuer: desk.issuer,
      subject,
      name,
      roles: [...roles],
      isManager,
      createdAt,
    })
    await deps.audit.record({
      action: 'coach-signed-in',
      actor: actorAt({ subject, issuer: desk.issuer }),
      detail: desk.service.id,
    })
    const place = roles.includes('coach') ? await desk.worklist.service() : undefined
    // That colleagues can hand over to this coach is worth a try, and no reason to keep anybody out.
    if (place?.ok && place.value)
      await desk.worklist.introduce({ key: `${desk.service.id}/${subject}`, name, service: place.value })
    res.cookie(COACH_COOKIE, id, COACH_COOKIE_OPTIONS)
    // A lead sees counts, and no referral.
    res.redirect(303, `/hub/${desk.service.id}/${roles.includes('coach') ? '' : 'counts'}`)
  }

  const end: RequestHandler = async (req, res) => {
    const id = readCoachCookie(req.headers.cookie)
    if (id !== undefined) await deps.sessions.end(id)
    res.clearCookie(COACH_COOKIE, COACH_COOKIE_OPTIONS)
    sendWords(
      res,
      200,
      {
        title: 'You are signed out',
        what: 'Nothing of the referrals is kept in this browser.',
        next: 'Close this window, or open the worklist to sign in again.',
      },
      deps.synthetic,
    )
  }
  return { begin, complete, end }
}
