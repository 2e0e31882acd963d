import type { Request, Response } from 'express'
import { createElement } from 'react'
import { PATHWAYS } from '../../../src/domain/consultation-words.ts'
import { type Counts, countsOf } from '../../../src/domain/referral-counts.ts'
import { type AtDesk, sendPage } from '../gate.ts'
import type { HubPageDeps } from '../hub-page-deps.ts'
import { countsCsv } from './counts-csv.ts'
import { CountsPage } from './page.tsx'

/** Counts of one pathway, or of all together. */
export interface CountedPathway {
  readonly pathway: string
  readonly counts: Counts
}

/** GET `/hub/{service}/counts` and `/hub/{service}/counts.csv`: what became of the referrals, for the ICB lead; nobody can be told from it. */
export function createCountsHandlers(deps: HubPageDeps) {
  async function counted(at: AtDesk): Promise<CountedPathway[]> {
    const { session, desk } = at
    const referrals = await deps.countedOf(desk.service.id)
    await deps.audit.record({
      action: 'counts-read',
      actor: { fhirUser: session.subject, issuer: session.issuer },
      detail: desk.service.id,
    })
    const pathways = [...PATHWAYS, 'unknown'].filter(pathway => referrals.some(each => each.pathway === pathway))
    return [
      { pathway: 'all', counts: countsOf(referrals) },
      ...pathways.map(pathway => ({ pathway, counts: countsOf(referrals.filter(each => each.pathway === pathway)) })),
    ]
  }
  return {
    page: async (at: AtDesk, _req: Request, res: Response): Promise<void> => {
      const rows = await counted(at)
      sendPage(
        res,
        createElement(CountsPage, { at, rows, countedAt: deps.now().toISOString(), synthetic: deps.synthetic }),
      )
    },
    csv: async (at: AtDesk, _req: Request, res: Response): Promise<void> => {
      const text = countsCsv(at.desk.service, await counted(at))
      res.attachment(`workwell-counts-${at.desk.service.id}.csv`).type('text/csv').send(text)
    },
  }
}
