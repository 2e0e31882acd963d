import type { Result } from '../../domain/result.ts'
import type { Problem } from './outcome.ts'
import type { Searched } from './parameter-values.ts'
import type { SearchParameter } from './search-parameters.ts'
import type { Records } from './store.ts'
import type { Version } from './version.ts'

/** One search parameter with its value, ready to be asked of any resource. */
export interface Criterion {
  (searched: Searched, records: Records): boolean
  /** Where it is to be looked for: whatever matches stands under one of these keys of the parameter. */
  readonly at?: { readonly parameter: SearchParameter; keys(records: Records): readonly string[] }
}

/** What a key and its value ask of a type. */
export type ParseCriterion = (type: string, key: string, text: string, base: string) => Result<Criterion, Problem>

/** Those of a type that may match. */
export const candidates = (records: Records, type: string, criteria: readonly Criterion[]): readonly Version[] => {
  const places = criteria.flatMap(({ at }) => (at ? [{ parameter: at.parameter, keys: at.keys(records) }] : []))
  return records.standingAt(type, places)
}

/** Those of a type that do. */
export const matching = (records: Records, type: string, criteria: readonly Criterion[]): readonly Version[] =>
  candidates(records, type, criteria).filter(version => criteria.every(criterion => criterion(version, records)))
