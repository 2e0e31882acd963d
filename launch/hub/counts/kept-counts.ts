import { PATHWAYS } from '../../../src/domain/consultation-words.ts'
import type { Instant } from '../../../src/domain/local-date.ts'
import { type CountedGroup, countsOf, shown } from '../../../src/domain/referral-counts.ts'
import type { HubPageDeps } from '../hub-page-deps.ts'
import type { Counted } from './counted.ts'

export interface CountedAt extends Counted {
  readonly countedAt: Instant
}

/** To count fewer costs nothing that anybody notices: they are counted anew each time. */
const MANY = 5000
const KEPT_MS = 60_000

/** Counts of a service; where there are many referrals, as they were within the last minute. The page says when they were counted. */
export function createKeptCounts({ countedOf, askedOf, now }: Pick<HubPageDeps, 'countedOf' | 'askedOf' | 'now'>) {
  const kept = new Map<string, CountedAt>()
  return async (serviceId: string): Promise<CountedAt> => {
    const known = kept.get(serviceId)
    const asked = now()
    const age = known && asked.getTime() - Date.parse(known.countedAt)
    if (known && age !== undefined && age >= 0 && age < KEPT_MS) return known
    const [groups, offers] = await Promise.all([countedOf(serviceId), askedOf(serviceId)])
    const counted = {
      rows: rowsOf(groups),
      offered: shown(offers.offered),
      declined: shown(offers.declined),
      countedAt: asked.toISOString(),
    }
    const isMany = groups.reduce((sum, { steps }) => sum + steps.accepted, 0) >= MANY
    if (isMany) kept.set(serviceId, counted)
    else kept.delete(serviceId)
    return counted
  }
}

function rowsOf(groups: readonly CountedGroup[]): Counted['rows'] {
  const pathways = [...PATHWAYS, 'unknown'].filter(pathway => groups.some(each => each.pathway === pathway))
  const byPathway = pathways.map(pathway => ({
    pathway,
    counts: countsOf(groups.filter(each => each.pathway === pathway)),
  }))
  return [{ pathway: 'all', counts: countsOf(groups) }, ...byPathway]
}
