import type { RequestHandler, Response } from 'express'
import { createElement } from 'react'
import { answering } from '../../src/delivery/answer-letter.ts'
import { talkOf } from '../../src/fhir/task-talk.ts'
import { type FieldProblem, type Typed, typedIn } from '../hub/action/read-action.ts'
import { readTalk, TALK_FIELDS, talkNow } from '../hub/talk/talk-fields.ts'
import { actorOf, type LetterAt, type LetterHandler, sendPage } from './gate.ts'
import type { ReplyDeps } from './reply-deps.ts'
import { ReplyTalkPage } from './talk-page.tsx'

const NOT_SAVED = 'Nothing was saved: this may pass. What you typed is below: save it again, or ring the practice.'

/** GET and POST `/reply/{code}/spoken`: whoever answers a letter has spoken with the referrer, and sees how to reach the patient (hazard H10). */
export function createTalkReply(
  deps: ReplyDeps,
  opened: (handler: LetterHandler) => RequestHandler,
): Record<'askTalk' | 'sayTalk', RequestHandler> {
  const show = (
    res: Response,
    { letter, home }: LetterAt,
    said: { status: number; typed: Typed; problems?: readonly FieldProblem[]; trouble?: string },
  ): void => {
    const { status, typed, problems = [], trouble } = said
    const { synthetic } = deps
    sendPage(res, createElement(ReplyTalkPage, { letter, home, typed, problems, trouble, synthetic }), status)
  }
  const isWaiting = ({ letter }: LetterAt): boolean => talkOf(letter.content.task) === 'waiting'

  return {
    askTalk: opened((at, _req, res) => {
      if (!isWaiting(at)) return res.redirect(303, at.home)
      show(res, at, { status: 200, typed: talkNow(deps.now()) })
    }),

    sayTalk: opened(async (at, req, res) => {
      const { letter, service, home } = at
      if (!isWaiting(at)) return res.redirect(303, home)
      const typed = typedIn(req.body, TALK_FIELDS)
      const release = readTalk(typed, deps.now())
      if (!release.ok) return show(res, at, { status: 422, typed, problems: release.failure })
      const agent = answering(letter, service)
      const released = await deps.releaseContact(
        { referralId: letter.referralId, serviceId: letter.serviceId },
        {
          release: release.value,
          by: { name: agent.who?.display ?? service.name, entries: [], agent, byIdentifier: agent },
        },
      )
      if (!released.ok) return show(res, at, { status: 502, typed, trouble: NOT_SAVED })
      if (released.value === 'over') return res.redirect(303, home)
      await deps.audit.record({
        action: 'contact-released',
        actor: actorOf(letter),
        referralId: letter.referralId,
        detail: 'letter',
      })
      res.redirect(303, `${home}?done=spoken`)
    }),
  }
}
