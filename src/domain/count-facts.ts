import type { PatientSummary } from './clinical-context.ts'
import type { Profession } from './clinician.ts'
import { WORK_STATUSES, type WorkStatus } from './consultation-words.ts'
import { ageOn, type LocalDate } from './local-date.ts'
import { homeOf } from './postcode.ts'
import { CONDITION_GROUPS, type ConditionGroup, type Referral, SHARING_LEVELS } from './referral.ts'

export const AGE_BANDS = ['16-24', '25-34', '35-44', '45-54', '55-64', '65-and-over'] as const
export type AgeBand = (typeof AGE_BANDS)[number]

/** By which door a referral came. */
export const SOURCES = ['launch'] as const
export type Source = (typeof SOURCES)[number]

/** Tenths of the neighbourhoods of England, 1 the most deprived (Index of Multiple Deprivation). */
export const DECILES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const
export type Decile = (typeof DECILES)[number]
export type DecileOf = (postcode: string) => Decile | undefined

export const COUNTED_GROUPS = [...CONDITION_GROUPS, 'not-shared'] as const
export const COUNTED_WORK_STATUSES = [...WORK_STATUSES, 'unknown'] as const

/** The few coarse facts of a referral that are kept to count by: none of them is an answer as it was given, or a day. */
export interface CountFacts {
  readonly source: Source
  readonly profession: Profession
  /** ODS code of the practice whose clinician refers, as the record names it. */
  readonly practice: string | 'unknown'
  /** What the service itself may not know is not kept for counting either (hazard H09). */
  readonly group: ConditionGroup | 'not-shared'
  readonly ageBand: AgeBand | 'unknown'
  readonly workStatus: WorkStatus | 'unknown'
  readonly deprivationDecile: Decile | 'unknown'
}

export function countFacts(
  { requester, sharing, mainCondition }: Referral,
  known: {
    readonly patient: PatientSummary
    readonly practice: string | 'unknown'
    readonly workStatus: WorkStatus | undefined
    readonly today: LocalDate
    readonly decileOf: DecileOf
  },
): CountFacts {
  const { patient, practice, workStatus = 'unknown', today, decileOf } = known
  const home = homeOf(patient.postcode)
  return {
    source: 'launch',
    profession: requester.profession.is,
    practice,
    group: SHARING_LEVELS.indexOf(sharing) >= SHARING_LEVELS.indexOf('standard') ? mainCondition.group : 'not-shared',
    ageBand: patient.birthDate === 'unknown' ? 'unknown' : ageBandOf(ageOn(patient.birthDate, today)),
    workStatus,
    deprivationDecile: (home.is === 'postcode' ? decileOf(home.postcode) : undefined) ?? 'unknown',
  }
}

/** @param age in whole years; nobody under 16 is referred */
export const ageBandOf = (age: number): AgeBand =>
  AGE_BANDS.find(band => age <= Number(band.split('-')[1])) ?? '65-and-over'
