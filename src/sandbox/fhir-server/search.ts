import { parameterValues } from './criterion.ts'
import { rangeOf } from './date-range.ts'
import { foldText, textsOf } from './match-text.ts'
import { tokensOf } from './match-token.ts'
import { referenceText } from './reference-text.ts'
import type { SearchParameter } from './search-parameters.ts'
import type { SearchQuery, SortKey } from './search-query.ts'
import type { Records } from './store.ts'
import type { Version } from './version.ts'

/** Reads the live records each time: a search always sees what was committed before it. */
export const findMatches = (
  records: Records,
  { type, criteria, sort }: Pick<SearchQuery, 'type' | 'criteria' | 'sort'>,
): readonly Version[] => {
  const matches = records.ofType(type).filter(({ resource }) => resource && criteria.every(c => c(resource, records)))
  return sort.length === 0 ? matches : [...matches].sort(byKeys(sort))
}

const byKeys =
  (keys: readonly SortKey[]) =>
  (a: Version, b: Version): number => {
    for (const { parameter, descending } of keys) {
      const left = sortValue(parameter, a)
      const right = sortValue(parameter, b)
      if (left === right) continue
      // Resources without the value come last, whatever the direction.
      if (left === undefined) return 1
      if (right === undefined) return -1
      return left < right === descending ? 1 : -1
    }
    return 0
  }

const sortValue = (parameter: SearchParameter, { resource }: Version): string | number | undefined => {
  const value = resource && parameterValues(parameter, resource)[0]
  if (value === undefined) return undefined
  if (parameter.kind === 'date') return rangeOf(value)?.from
  if (parameter.kind === 'token') return tokensOf(value)[0]?.code
  if (parameter.kind === 'string') return foldText(textsOf(value)[0] ?? '')
  return referenceText(value)
}
