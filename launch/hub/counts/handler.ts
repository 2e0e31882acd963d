import type { Request, Response } from 'express'
import { createElement } from 'react'
import { PATHWAYS } from '../../../src/domain/consultation-words.ts'
import { countsOf, shown } from '../../../src/domain/referral-counts.ts'
import { actorAt } from '../coach-session.ts'
import { type AtDesk, sendPage } from '../gate.ts'
import type { HubPageDeps } from '../hub-page-deps.ts'
import type { Counted } from './counted.ts'
import { countsCsv } from './counts-csv.ts'
import { CountsPage } from './page.tsx'

/** GET `/hub/{service}/counts` and `/hub/{service}/counts.csv`: what became of the referrals, for the ICB lead; nobody can be told from it. */
export function createCountsHandlers(deps: HubPageDeps) {
  async function counted(at: AtDesk): Promise<Counted> {
    const { session, desk } = at
    const [referrals, asked] = await Promise.all([deps.countedOf(desk.service.id), deps.askedOf(desk.service.id)])
    await deps.audit.record({
      action: 'counts-read',
      actor: actorAt(session),
      detail: desk.service.id,
    })
    const pathways = [...PATHWAYS, 'unknown'].filter(pathway => referrals.some(each => each.pathway === pathway))
    const rows = [
      { pathway: 'all', counts: countsOf(referrals) },
      ...pathways.map(pathway => ({ pathway, counts: countsOf(referrals.filter(each => each.pathway === pathway)) })),
    ]
    return { rows, offered: shown(asked.offered), declined: shown(asked.declined) }
  }
  return {
    page: async (at: AtDesk, _req: Request, res: Response): Promise<void> => {
      const numbers = await counted(at)
      sendPage(
        res,
        createElement(CountsPage, { at, ...numbers, countedAt: deps.now().toISOString(), synthetic: deps.synthetic }),
      )
    },
    csv: async (at: AtDesk, _req: Request, res: Response): Promise<void> => {
      const text = countsCsv(at.desk.service, await counted(at))
      res.attachment(`workwell-counts-${at.desk.service.id}.csv`).type('text/csv').send(text)
    },
  }
}
