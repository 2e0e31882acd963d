import { matching } from './criterion.ts'
import { rangeOf } from './date-range.ts'
import { foldText, textsOf } from './match-text.ts'
import { tokensOf } from './match-token.ts'
import { valuesOf } from './parameter-values.ts'
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
  const matches = matching(records, type, criteria)
  return sort.length === 0 ? matches : inOrder(matches, sort)
}

/** The keys are read once for each and not once for each comparison. */
const inOrder = (matches: readonly Version[], keys: readonly SortKey[]): readonly Version[] =>
  matches
    .map(version => ({ version, values: keys.map(({ parameter }) => sortValue(parameter, version)) }))
    .sort((one, other) => {
      for (const [index, { descending }] of keys.entries()) {
        const [left, right] = [one.values[index], other.values[index]]
        if (left === right) continue
        // Resources without the value come last, whatever the direction.
        if (left === undefined) return 1
        if (right === undefined) return -1
        return left < right === descending ? 1 : -1
      }
      return 0
    })
    .map(({ version }) => version)

const sortValue = (parameter: SearchParameter, version: Version): string | number | undefined => {
  const value = valuesOf(parameter, version)[0]
  if (value === undefined) return undefined
  if (parameter.kind === 'date') return rangeOf(value)?.from
  if (parameter.kind === 'token') return tokensOf(value)[0]?.code
  if (parameter.kind === 'string') return foldText(textsOf(value)[0] ?? '')
  return referenceText(value)
}
