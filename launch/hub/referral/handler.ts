import type { Request, Response } from 'express'
import { createElement } from 'react'
import { z } from 'zod'
import type { ActionKind } from '../../../src/domain/coach-action.ts'
import { ACTION_WORDS } from '../action/action-words.ts'
import { actorAt } from '../coach-session.ts'
import { type AtDesk, sendHubFailure, sendPage } from '../gate.ts'
import type { HubPageDeps } from '../hub-page-deps.ts'
import { isTalkKind, type TalkKind } from '../talk/talk-words.ts'
import { ReferralPage } from './page.tsx'

const query = z.object({
  done: z
    .custom<ActionKind | TalkKind>(
      value => typeof value === 'string' && (Object.hasOwn(ACTION_WORDS, value) || isTalkKind(value)),
    )
    .optional()
    .catch(undefined),
})

/** GET `/hub/{service}/referrals/{taskId}` */
export function createReferralHandler(deps: HubPageDeps) {
  return async (at: AtDesk, req: Request, res: Response): Promise<void> => {
    const referral = await at.desk.worklist.open(String(req.params.taskId))
    if (!referral.ok) return sendHubFailure(res, referral.failure, { asked: 'one', synthetic: deps.synthetic })
    await deps.audit.record({
      action: 'referral-opened',
      actor: actorAt(at.session),
      referralId: referral.value.view.about,
      detail: referral.value.view.status.stage,
    })
    const { done } = query.parse(req.query)
    sendPage(res, createElement(ReferralPage, { at, referral: referral.value, done, synthetic: deps.synthetic }))
  }
}
