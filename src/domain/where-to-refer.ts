import type { ClinicalContext } from './clinical-context.ts'
import { type Eligibility, eligibilityOf, type Known } from './eligibility.ts'
import type { LocalDate } from './local-date.ts'
import { type SendStop, sendStops } from './referral.ts'
import type { WorkWellService } from './site.ts'
import { candidatesFor, type ServiceCandidate } from './site-area.ts'

/** What is known of a patient when it is asked where they can be referred. */
export interface Asked {
  readonly context: Pick<ClinicalContext, 'patient' | 'referrals' | 'gaps'>
  readonly today: LocalDate
  readonly workStatus: Known['workStatus']
}

/** A service whose area the patient belongs to, and what its own rules say. */
export interface PossibleService extends ServiceCandidate {
  readonly known: Known
  readonly eligibility: Eligibility
  readonly stops: readonly SendStop[]
}

export interface WhereToRefer {
  /** Several where areas overlap; then the clinician picks (hazard H12). */
  readonly possible: readonly PossibleService[]
  /** The only one, or the one that was picked. */
  readonly chosen: PossibleService | undefined
  readonly stops: readonly SendStop[]
}

/** The services for a patient, what their rules say and what stops a referral at all: asked here by whoever must know. */
export function whereToRefer(asked: Asked, services: readonly WorkWellService[], picked?: string): WhereToRefer {
  const { context, today } = asked
  const possible = candidatesFor(context.patient, services).map(each => possibleService(each, asked))
  const chosen = possible.length === 1 ? possible[0] : possible.find(each => each.service.id === picked)
  // Several services may cover the patient; which one is asked, and its own rules are judged once it is known.
  const { stops } = chosen ?? possible[0] ?? { stops: sendStops(context.patient, undefined, today) }
  return { possible, chosen, stops }
}

/** What one service would say, whether or not it covers the patient. */
export function possibleService(candidate: ServiceCandidate, { context, today, workStatus }: Asked): PossibleService {
  const { patient, referrals, gaps } = context
  const known: Known = {
    candidate,
    patient,
    today,
    workStatus,
    // Referrals that were read count, even where others were not.
    referrals: referrals.length === 0 && gaps.some(gap => gap.part === 'referrals') ? 'unreadable' : referrals,
  }
  return { ...candidate, known, eligibility: eligibilityOf(known), stops: sendStops(patient, candidate.service, today) }
}

/** Who declined before is asked whether that has changed. */
export const withDeclined = ({ known }: PossibleService, declinedOn: LocalDate | undefined): Eligibility =>
  eligibilityOf({ ...known, declinedOn })
