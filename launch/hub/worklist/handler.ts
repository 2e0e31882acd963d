import type { Request, Response } from 'express'
import { createElement } from 'react'
import { londonDay } from '../../../src/domain/local-date.ts'
import { firstPlace } from '../../../src/gateways/list-place.ts'
import { actorAt } from '../coach-session.ts'
import { type AtDesk, sendHubFailure, sendPage } from '../gate.ts'
import type { HubPageDeps } from '../hub-page-deps.ts'
import { WorklistPage } from './page.tsx'
import { createPlaceTokens } from './place-token.ts'

/** GET `/hub/{service}/` */
export function createWorklistHandler(deps: HubPageDeps) {
  const { addressOf, placeIn } = createPlaceTokens(deps)
  return async (at: AtDesk, req: Request, res: Response): Promise<void> => {
    const { worklist, service } = at.desk
    const place = placeIn(at, req.query)
    const today = londonDay(deps.now())
    const coachKey = `${service.id}/${at.session.subject}`
    const listed = await worklist.page(place, { coachKey, today })
    if (!listed.ok) {
      // A hub keeps the pages of a search for a while only: then the list begins anew.
      const isGone = place.link !== undefined && listed.failure.code === 'NOT_FOUND'
      if (!isGone) return sendHubFailure(res, listed.failure, { asked: 'all', synthetic: deps.synthetic })
      return res.redirect(303, `${addressOf(at, firstPlace(place.asked))}&anew=yes`)
    }
    await deps.audit.record({ action: 'worklist-viewed', actor: actorAt(at.session), detail: service.id })
    const { next } = listed.value
    const isAnew = req.query.anew === 'yes'
    const { synthetic } = deps
    const addresses = {
      list: (asked: typeof place.asked) => addressOf(at, firstPlace(asked)),
      next: next && addressOf(at, next),
    }
    sendPage(res, createElement(WorklistPage, { at, place, listed: listed.value, addresses, today, isAnew, synthetic }))
  }
}
