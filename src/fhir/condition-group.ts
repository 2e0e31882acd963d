import type { HealthCondition } from '../domain/clinical-context.ts'
import type { ConditionGroup } from '../domain/referral.ts'
import { inTable } from './elements.ts'
import { CS } from './systems.ts'

/** ICD-10 ranges to the groups of the referral data set; the first that fits holds, so narrow ranges stand first. */
const ICD10: readonly (readonly [RegExp, ConditionGroup])[] = [
  [/^(F7|F8[14])/, 'autism-learning-disability'],
  [/^(G93\.3|M79\.7|R5[23])/, 'pain-fatigue'],
  [/^(Z98|Z48|Z54\.0)/, 'post-operative'],
  [/^F/, 'mental-health'],
  [/^M/, 'musculoskeletal'],
  [/^(C|D0)/, 'cancer'],
  [/^I/, 'heart'],
  [/^J/, 'respiratory'],
  [/^G/, 'neurological'],
  [/^[A-Z]\d/, 'other'],
]

/** Read v2 chapters. */
const READ_V2: readonly (readonly [RegExp, ConditionGroup])[] = [
  [/^E/, 'mental-health'],
  [/^N/, 'musculoskeletal'],
  [/^B/, 'cancer'],
  [/^G/, 'heart'],
  [/^H/, 'respiratory'],
  [/^F/, 'neurological'],
]

const TABLES: Record<string, readonly (readonly [RegExp, ConditionGroup])[]> = {
  [CS.icd10]: ICD10,
  [CS.readV2]: READ_V2,
}

/**
 * The broad group of a recorded problem, which is all that leaves at the standard level (hazard H09).
 * A code system without a table, or no code at all, is honestly "not categorised": never guessed from words.
 */
export function conditionGroup(condition: Pick<HealthCondition, 'coding'>): ConditionGroup {
  const { coding } = condition
  if (coding === 'uncoded') return 'not-categorised'
  return inTable(TABLES, coding.system)?.find(([codes]) => codes.test(coding.code))?.[1] ?? 'not-categorised'
}
