import { isAtBorder } from './border-areas.ts'
import type { PatientSummary } from './clinical-context.ts'
import { type Home, homeOf, liesIn } from './postcode.ts'
import type { WorkWellService } from './site.ts'

/** Whether something holds; a record or a pack that does not say leaves it unknown, which is never "no". */
export type Holds = 'yes' | 'no' | 'unknown'

/** A service whose area a patient belongs to, and by what. */
export interface ServiceCandidate {
  readonly service: WorkWellService
  readonly registered: Holds
  readonly resident: Holds
  /** Whether the service's own rule of registration and residence is kept. */
  readonly covered: Holds
  /** In words for the clinician, the strongest first. */
  readonly because: readonly string[]
}

/**
 * The services for this patient, by practice, then primary care network, then home postcode; never by where the clinician works
 * (decision 13). Where the patient lives in one area and is registered in another both are there, and the clinician picks
 * (hazard H12). A pack that takes everyone else is used only when no listed area keeps the patient.
 */
export function candidatesFor(
  patient: Pick<PatientSummary, 'practiceCode' | 'postcode'>,
  services: readonly WorkWellService[],
): ServiceCandidate[] {
  const listed = services.flatMap(service => candidate(patient, service)).sort((one, other) => rank(one) - rank(other))
  const rest = services.filter(each => each.area.covers === 'everyone-else')
  if (listed.some(each => each.covered !== 'no')) return listed
  return [
    ...listed,
    ...rest.map(service => ({
      service,
      registered: 'unknown' as const,
      resident: 'unknown' as const,
      covered: 'yes' as const,
      because: ['takes every patient whom no other service covers'],
    })),
  ]
}

const RULE_ORDER: Record<Holds, number> = { yes: 0, unknown: 1, no: 2 }
const rank = (each: ServiceCandidate): number => 2 * RULE_ORDER[each.covered] + (each.registered === 'yes' ? 0 : 1)

function candidate(
  { practiceCode, postcode }: Pick<PatientSummary, 'practiceCode' | 'postcode'>,
  service: WorkWellService,
): ServiceCandidate[] {
  const { area } = service
  if (area.covers !== 'listed') return []
  const pcn = area.pcns.find(each => each.practiceCodes.includes(practiceCode))
  const byPractice = area.practiceCodes.includes(practiceCode)
  const listsPractices = area.practiceCodes.length + area.pcns.length > 0
  const registered: Holds = byPractice || pcn ? 'yes' : practiceCode === 'unknown' || !listsPractices ? 'unknown' : 'no'
  const home = homeOf(postcode)
  const resident = residentIn(home, area.postcodes)
  const mayBeNear = resident === 'unknown' && isNearBorder(home, area.postcodes)
  if (registered !== 'yes' && resident !== 'yes' && !mayBeNear) return []
  const because = [
    byPractice && `registered with a practice in its area (${practiceCode})`,
    !byPractice && pcn && `registered with a practice of ${pcn.name} (${practiceCode})`,
    resident === 'yes' && `lives in its area (${'postcode' in home ? home.postcode : postcode})`,
    mayBeNear && `may live in its area (${'postcode' in home ? home.postcode : postcode} is near a border: ask)`,
  ].filter(each => typeof each === 'string')
  return [{ service, registered, resident, covered: ruleKept(area.counts, registered, resident), because }]
}

function residentIn(home: Home, postcodes: readonly string[]): Holds {
  if (!('postcode' in home) || postcodes.length === 0) return 'unknown'
  // In an area that two countries share only a whole postcode proves a home, and its absence from a list proves nothing (hazard H12).
  if (isAtBorder(home.postcode)) return postcodes.some(area => isWhole(area, home)) ? 'yes' : 'unknown'
  const lies = postcodes.map(area => liesIn(area, home.postcode))
  if (lies.includes(true)) return 'yes'
  return lies.includes('unknown') ? 'unknown' : 'no'
}

const isWhole = (area: string, home: Home): boolean => {
  const listed = homeOf(area)
  return listed.is === 'postcode' && home.is === 'postcode' && listed.postcode === home.postcode
}

/** The pack lists the letters, district or sector in which the home lies, on whichever side of the border. */
const isNearBorder = (home: Home, postcodes: readonly string[]): boolean =>
  'postcode' in home && isAtBorder(home.postcode) && postcodes.some(area => liesIn(area, home.postcode) !== false)

function ruleKept(counts: 'registered' | 'resident' | 'either' | 'both', registered: Holds, resident: Holds): Holds {
  switch (counts) {
    case 'registered':
      return registered
    case 'resident':
      return resident
    case 'either':
      return registered === 'yes' || resident === 'yes' ? 'yes' : 'unknown'
    case 'both':
      if (registered === 'no' || resident === 'no') return 'no'
      return registered === 'yes' && resident === 'yes' ? 'yes' : 'unknown'
  }
}
