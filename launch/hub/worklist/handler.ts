import type { Request, Response } from 'express'
import { createElement } from 'react'
import { z } from 'zod'
import { londonDay } from '../../../src/domain/local-date.ts'
import { pageOf, SHOWS, SORTS, type WorklistQuery } from '../../../src/domain/work-item.ts'
import { actorAt } from '../coach-session.ts'
import { type AtDesk, sendHubFailure, sendPage } from '../gate.ts'
import type { HubPageDeps } from '../hub-page-deps.ts'
import { WorklistPage } from './page.tsx'

/** Filters, order and page stand in the address; what makes no sense there is left out. */
const query: z.ZodType<WorklistQuery> = z.object({
  show: z.enum(SHOWS).catch('open'),
  sort: z.enum(SORTS).catch('oldest'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})

/** GET `/hub/{service}/` */
export function createWorklistHandler(deps: HubPageDeps) {
  return async (at: AtDesk, req: Request, res: Response): Promise<void> => {
    const { worklist, service } = at.desk
    const listed = await worklist.list()
    if (!listed.ok) return sendHubFailure(res, listed.failure, { asked: 'all', synthetic: deps.synthetic })
    const today = londonDay(deps.now())
    const asked = query.parse(req.query)
    const { items, coaches } = listed.value
    const me = coaches.find(each => each.key === `${service.id}/${at.session.subject}`)?.reference
    const shown = pageOf(items, asked, today, me)
    const views = await worklist.views(shown.items)
    if (!views.ok) return sendHubFailure(res, views.failure, { asked: 'all', synthetic: deps.synthetic })
    await deps.audit.record({
      action: 'worklist-viewed',
      actor: actorAt(at.session),
      detail: service.id,
    })
    sendPage(
      res,
      createElement(WorklistPage, { at, asked, shown, views: views.value, today, synthetic: deps.synthetic }),
    )
  }
}
