import type { Request, RequestHandler, Response } from 'express'
import { createElement } from 'react'
import { z } from 'zod'
import { answering, answerLetter, answersAt, LETTER_ANSWERS } from '../../src/delivery/answer-letter.ts'
import type { ActionKind } from '../../src/domain/coach-action.ts'
import { STAGES } from '../../src/domain/coach-words.ts'
import { readStatus } from '../../src/fhir/read-status.ts'
import { standingOf } from '../../src/fhir/task-standing.ts'
import { type Letter, letterTask } from '../../src/store/letters.ts'
import { fieldsOf } from '../hub/action/action-fields.ts'
import { type FieldProblem, readAction, type Typed, typedIn, versionIn } from '../hub/action/read-action.ts'
import { CodePage } from './code-page.tsx'
import { FactorPage } from './factor-page.tsx'
import { actorOf, createLetterGate, type LetterAt, MOST_TRIES, sendPage } from './gate.ts'
import type { ReplyDeps } from './reply-deps.ts'
import { ReplyActionPage, ReplyPage } from './reply-page.tsx'
import { REPLY_COOKIE, REPLY_COOKIE_OPTIONS } from './reply-session.ts'
import { isRightFactor } from './second-factor.ts'
import { createTalkReply } from './talk-reply.ts'

const doneKind = z
  .enum([...LETTER_ANSWERS, 'spoken'])
  .optional()
  .catch(undefined)

const text = z.string().catch('')
const factorBody = z.object({ code: text, 'born-day': text, 'born-month': text, 'born-year': text })

/** The pages under `/reply/` */
export function createReplyHandlers(deps: ReplyDeps) {
  const { letters, links, audit, synthetic } = deps
  const { withLetter, opened, refuse } = createLetterGate(deps)

  const codePage: RequestHandler = (_req, res) =>
    sendPage(res, createElement(CodePage, { isUnknown: false, synthetic }))
  const typedCode: RequestHandler = (req, res) => {
    const { letter } = z.object({ letter: text }).parse(req.body ?? {})
    const letterId = links.idIn(letter)
    if (letterId === undefined) return sendPage(res, createElement(CodePage, { isUnknown: true, synthetic }), 404)
    res.redirect(303, `/reply/${links.codeOf(letterId)}/`)
  }

  const show = opened(async ({ letter, home }, req, res) => {
    const done = doneKind.parse(req.query.done)
    const held = await deps.held.read(letter.referralId)
    const contact = held?.releasedAt === undefined ? undefined : held.contact
    sendPage(res, createElement(ReplyPage, { letter, home, kinds: answersAt(letter), done, contact, synthetic }))
  })

  const factor = withLetter(async ({ letter, reply, home }, req, res) => {
    const body = factorBody.parse(req.body ?? {})
    const typed = { code: body.code, day: body['born-day'], month: body['born-month'], year: body['born-year'] }
    const entry = { actor: actorOf(letter), referralId: letter.referralId, detail: reply.asks }
    // Counted before it is compared: tries that come at the same moment count too.
    const tries = await letters.wrongTry(letter.letterId)
    if (tries > MOST_TRIES) return refuse(res, 'LOCKED')
    if (!isRightFactor(reply, typed, { letter, serviceCode: deps.serviceCodeOf(letter.serviceId) })) {
      await audit.record({ ...entry, action: 'letter-refused' })
      if (tries === MOST_TRIES) return refuse(res, 'LOCKED')
      const triesLeft = MOST_TRIES - tries
      const page = createElement(FactorPage, { asks: reply.asks, to: home, isWrong: true, triesLeft, synthetic })
      return sendPage(res, page, 422)
    }
    await letters.rightTry(letter.letterId)
    await audit.record({ ...entry, action: 'letter-opened' })
    res.cookie(REPLY_COOKIE, await deps.sessions.begin(letter.letterId), REPLY_COOKIE_OPTIONS)
    res.redirect(303, home)
  })

  const showAction = (
    res: Response,
    { letter, home }: LetterAt,
    kind: ActionKind,
    said: { status: number; typed: Typed; problems?: readonly FieldProblem[]; trouble?: string },
  ): void => {
    const { status, typed, problems = [], trouble } = said
    const fields = fieldsOf(kind, standingOf(letter.content.task) ?? { phase: 'draft' })
    sendPage(
      res,
      createElement(ReplyActionPage, { letter, home, kind, fields, typed, problems, trouble, synthetic }),
      status,
    )
  }
  const kindIn = (req: Request): ActionKind | undefined => LETTER_ANSWERS.find(each => each === req.params.kind)

  const askAction = opened((at, req, res) => {
    const kind = kindIn(req)
    if (!kind || !answersAt(at.letter).includes(kind)) return res.redirect(303, at.home)
    showAction(res, at, kind, { status: 200, typed: {} })
  })

  const doAction = opened(async (at, req, res) => {
    const { letter, service, home } = at
    const kind = kindIn(req)
    if (!kind) return res.redirect(303, home)
    const fields = fieldsOf(kind, standingOf(letter.content.task) ?? { phase: 'draft' })
    const typed = typedIn(req.body, fields)
    const action = readAction(kind, fields, typed, '')
    if (!action.ok) return showAction(res, at, kind, { status: 422, typed, problems: action.failure })
    const isStale = versionIn(req.body) !== String(letter.version)
    const said = await answerLetter(letters, letter, action.value, {
      isStale,
      by: answering(letter, service),
      now: deps.now(),
    })
    if (!said.ok) {
      const now = (await letters.read(letter.letterId)) ?? letter
      return showAction(res, { ...at, letter: now }, kind, { status: 409, typed, trouble: meanwhile(now) })
    }
    if (said.value === 'said')
      await audit.record({
        action: 'referral-moved',
        actor: actorOf(letter),
        referralId: letter.referralId,
        detail: kind,
      })
    res.redirect(303, `${home}?done=${kind}`)
  })

  return { ...createTalkReply(deps, opened), codePage, typedCode, show, factor, askAction, doAction }
}

const meanwhile = (letter: Letter): string =>
  `Nothing was saved: the referral has changed since this page was shown. It now stands at: ${STAGES[readStatus(letterTask(letter)).stage][0]}. What you typed is below: look, then save again if it still fits.`
