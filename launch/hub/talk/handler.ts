import type { Request, Response } from 'express'
import { createElement } from 'react'
import { kindOfAnswer } from '../../../src/domain/failure-kind.ts'
import type { Result } from '../../../src/domain/result.ts'
import type { Release } from '../../../src/domain/ring-first.ts'
import { coachByIdentifier } from '../../../src/fhir/write-coach-action.ts'
import type { OpenReferral } from '../../../src/gateways/open-referral.ts'
import { UNSAVED } from '../action/action-words.ts'
import { aboutIn, type FieldProblem, type Typed, typedIn } from '../action/read-action.ts'
import { actorAt } from '../coach-session.ts'
import { ANOTHER_NOW, type AtDesk, NOT_YOURS, sendHubFailure, sendPage, sendWords } from '../gate.ts'
import type { HubPageDeps } from '../hub-page-deps.ts'
import { TalkPage } from './page.tsx'
import { OPEN_FIELDS, readOpening, readTalk, TALK_FIELDS, talkNow } from './talk-fields.ts'
import type { TalkKind } from './talk-words.ts'

const FIELDS = { spoken: TALK_FIELDS, 'open-contact': OPEN_FIELDS }
const ENDED = 'This referral has ended meanwhile, so nothing was released. Open it again to see how it stands.'

/**
 * GET and POST `/hub/{service}/referrals/{taskId}/spoken`, and `.../open-contact` for a manager of the service: contact details that were held
 * back follow (hazard H10). Who let them go, and why, stands on the referral and in the audit.
 */
export function createTalkHandlers(deps: HubPageDeps, kind: TalkKind) {
  async function opened(at: AtDesk, req: Request, res: Response): Promise<OpenReferral | undefined> {
    if (kind === 'open-contact' && !at.session.isManager) {
      sendWords(res, 403, NOT_YOURS, deps.synthetic)
      return undefined
    }
    const referral = await at.desk.worklist.open(String(req.params.taskId))
    if (referral.ok) return referral.value
    sendHubFailure(res, referral.failure, { asked: 'one', synthetic: deps.synthetic })
    return undefined
  }

  const show = (
    at: AtDesk,
    res: Response,
    referral: OpenReferral,
    said: { status: number; typed: Typed; problems?: readonly FieldProblem[]; trouble?: string },
  ): void => {
    const { status, typed, problems = [], trouble } = said
    const { synthetic } = deps
    const props = { at, referral, kind, fields: FIELDS[kind], typed, problems, trouble, synthetic }
    sendPage(res, createElement(TalkPage, props), status)
  }

  const placeOf = (at: AtDesk, referral: OpenReferral): string => `${at.home}referrals/${referral.task.id}`
  const read = (typed: Typed): Result<Release, FieldProblem[]> =>
    kind === 'spoken' ? readTalk(typed, deps.now()) : readOpening(typed)

  return {
    async get(at: AtDesk, req: Request, res: Response): Promise<void> {
      const referral = await opened(at, req, res)
      if (!referral) return
      if (referral.view.talk !== 'waiting') return res.redirect(303, placeOf(at, referral))
      show(at, res, referral, { status: 200, typed: kind === 'spoken' ? talkNow(deps.now()) : {} })
    },

    async post(at: AtDesk, req: Request, res: Response): Promise<void> {
      const referral = await opened(at, req, res)
      if (!referral) return
      const { about } = referral.view
      // A server that gave its resources new ids has another patient's referral at this address (hazard H01).
      if (aboutIn(req.body) !== about) return sendWords(res, 409, ANOTHER_NOW, deps.synthetic)
      const done = `${placeOf(at, referral)}?done=${kind}`
      if (referral.view.talk !== 'waiting') return res.redirect(303, done)
      const typed = typedIn(req.body, FIELDS[kind])
      const release = read(typed)
      if (!release.ok) return show(at, res, referral, { status: 422, typed, problems: release.failure })
      const { session, desk } = at
      const { service } = desk
      const by = coachByIdentifier({ key: `${service.id}/${session.subject}`, name: session.name, worksFor: service })
      const released = await deps.releaseContact(
        { referralId: about, serviceId: service.id },
        { release: release.value, by: { name: session.name, entries: [], agent: by, byIdentifier: by } },
      )
      if (!released.ok)
        return show(at, res, referral, { status: 502, typed, trouble: UNSAVED[kindOfAnswer(released.failure)] })
      if (released.value === 'over') return show(at, res, referral, { status: 409, typed, trouble: ENDED })
      await deps.audit.record({
        action: kind === 'spoken' ? 'contact-released' : 'contact-opened',
        actor: actorAt(session),
        referralId: about,
        detail: release.value.how === 'talk' ? 'coach' : release.value.why,
      })
      res.redirect(303, done)
    },
  }
}
