import type { Request, Response } from 'express'
import { createElement } from 'react'
import { type ActionKind, actionsAt } from '../../../src/domain/coach-action.ts'
import { STAGES } from '../../../src/domain/coach-words.ts'
import { kindOfAnswer } from '../../../src/domain/failure-kind.ts'
import type { OpenAround } from '../../../src/fhir/end-with-referral.ts'
import { standingOf } from '../../../src/fhir/task-standing.ts'
import { coachTransaction } from '../../../src/fhir/write-coach-action.ts'
import type { OpenReferral } from '../../../src/gateways/open-referral.ts'
import { actorAt } from '../coach-session.ts'
import { ANOTHER_NOW, type AtDesk, sendHubFailure, sendPage, sendWords } from '../gate.ts'
import type { HubPageDeps } from '../hub-page-deps.ts'
import { type Field, fieldsOf } from './action-fields.ts'
import { ACTION_WORDS, UNSAVED } from './action-words.ts'
import { ActionPage } from './page.tsx'
import { aboutIn, type FieldProblem, readAction, type Typed, typedIn, versionIn } from './read-action.ts'

const isKind = (text: string): text is ActionKind => Object.hasOwn(ACTION_WORDS, text)

/** GET and POST `/hub/{service}/referrals/{taskId}/{kind}`: made on the version that the coach saw, or not at all. */
export function createActionHandlers(deps: HubPageDeps) {
  interface Opened {
    readonly kind: ActionKind
    readonly referral: OpenReferral
    readonly fields: readonly Field[]
    readonly isPossible: boolean
  }
  const keyOf = ({ desk, session }: AtDesk): string => `${desk.service.id}/${session.subject}`

  async function opened(at: AtDesk, req: Request, res: Response): Promise<Opened | undefined> {
    const kind = String(req.params.kind)
    const referral = await at.desk.worklist.open(String(req.params.taskId))
    if (!referral.ok || !isKind(kind)) {
      sendHubFailure(res, referral.ok ? { code: 'NOT_FOUND' } : referral.failure, {
        asked: 'one',
        synthetic: deps.synthetic,
      })
      return undefined
    }
    const standing = standingOf(referral.value.task)
    const isPossible = actionsAt(standing).includes(kind)
    const fields = fieldsOf(kind, standing ?? { phase: 'draft' }, referral.value, keyOf(at))
    return { kind, referral: referral.value, fields, isPossible }
  }

  const show = (
    at: AtDesk,
    res: Response,
    { kind, referral, fields }: Opened,
    said: { status: number; typed: Typed; problems?: readonly FieldProblem[]; trouble?: string },
  ): void => {
    const { status, typed, problems = [], trouble } = said
    const { synthetic } = deps
    sendPage(
      res,
      createElement(ActionPage, { at, referral, kind, fields, typed, problems, trouble, synthetic }),
      status,
    )
  }

  return {
    async get(at: AtDesk, req: Request, res: Response): Promise<void> {
      const found = await opened(at, req, res)
      if (!found) return
      if (!found.isPossible) return res.redirect(303, `${at.home}referrals/${found.referral.task.id}`)
      show(at, res, found, { status: 200, typed: {} })
    },

    async post(at: AtDesk, req: Request, res: Response): Promise<void> {
      const found = await opened(at, req, res)
      if (!found) return
      const { kind, referral, fields } = found
      // A server that gave its resources new ids has another patient's referral at this address (hazard H01).
      const about = aboutIn(req.body)
      if (about !== '' && about !== referral.view.about) return sendWords(res, 409, ANOTHER_NOW, deps.synthetic)
      const typed = typedIn(req.body, fields)
      const done = `${at.home}referrals/${referral.task.id}?done=${kind}`
      const isStale = versionIn(req.body) !== referral.view.version
      const action = readAction(kind, fields, typed, at.session.name)
      if (!action.ok) return show(at, res, found, { status: 422, typed, problems: action.failure })
      const service = await at.desk.worklist.service()
      if (!service.ok || service.value === undefined) {
        const kind = service.ok ? 'to-mend' : kindOfAnswer(service.failure)
        return show(at, res, found, { status: 502, typed, trouble: UNSAVED[kind] })
      }
      const coach = { key: keyOf(at), name: at.session.name, service: service.value, worksFor: at.desk.service }
      const moveWith = (open: OpenAround) =>
        coachTransaction(referral.task, action.value, coach, deps.now().toISOString(), open)
      const transaction = moveWith(referral.open)
      const isNew = !transaction.ok || transaction.value !== 'unchanged'
      if (!transaction.ok || (isNew && (isStale || !found.isPossible)))
        return show(at, res, found, { status: 409, typed, trouble: meanwhile(referral, isStale) })
      if (transaction.value === 'unchanged') return res.redirect(303, done)
      let written = await at.desk.worklist.write(transaction.value)
      // Where a hub lets its desk change no request, to complete it is the hub's own duty: the move itself is made all the same.
      const alone = moveWith({ ...referral.open, request: undefined })
      if (!written.ok && written.failure.code === 'FORBIDDEN' && alone.ok && alone.value !== 'unchanged')
        written = await at.desk.worklist.write(alone.value)
      if (!written.ok && written.failure.code === 'CONFLICT') {
        const after = await opened(at, req, res)
        return after && show(at, res, after, { status: 409, typed, trouble: meanwhile(after.referral, true) })
      }
      if (!written.ok)
        return show(at, res, found, { status: 502, typed, trouble: UNSAVED[kindOfAnswer(written.failure)] })
      await deps.audit.record({
        action: 'referral-moved',
        actor: actorAt(at.session),
        referralId: referral.view.about,
        detail: kind,
      })
      res.redirect(303, done)
    },
  }
}

/** What stands in the way: where a colleague was quicker, who it was and where the referral stands now. */
function meanwhile({ view, lastBy }: OpenReferral, isStale: boolean): string {
  const now = `It now stands at: ${STAGES[view.status.stage][0]}`
  if (!isStale) return `This is not possible where the referral stands. ${now}. Nothing was changed.`
  const who = lastBy === undefined ? 'Someone' : lastBy
  return `${who} changed this referral while you had it open. ${now}. What you typed is below: look, then save again if it still fits.`
}
