import type { Request, Response } from 'express'
import { createElement } from 'react'
import { actorAt } from '../coach-session.ts'
import { type AtDesk, sendPage } from '../gate.ts'
import type { HubPageDeps } from '../hub-page-deps.ts'
import { countsCsv } from './counts-csv.ts'
import { type CountedAt, createKeptCounts } from './kept-counts.ts'
import { CountsPage } from './page.tsx'

/** GET `/hub/{service}/counts` and `/hub/{service}/counts.csv`: what became of the referrals, for the ICB lead; nobody can be told from it. */
export function createCountsHandlers(deps: HubPageDeps) {
  const countsOf = createKeptCounts(deps)
  async function counted({ session, desk }: AtDesk): Promise<CountedAt> {
    const counts = await countsOf(desk.service.id)
    await deps.audit.record({ action: 'counts-read', actor: actorAt(session), detail: desk.service.id })
    return counts
  }
  return {
    page: async (at: AtDesk, _req: Request, res: Response): Promise<void> => {
      const numbers = await counted(at)
      sendPage(res, createElement(CountsPage, { at, ...numbers, synthetic: deps.synthetic }))
    },
    csv: async (at: AtDesk, _req: Request, res: Response): Promise<void> => {
      const text = countsCsv(at.desk.service, await counted(at))
      res.attachment(`workwell-counts-${at.desk.service.id}.csv`).type('text/csv').send(text)
    },
  }
}
