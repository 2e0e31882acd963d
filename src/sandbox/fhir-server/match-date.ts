import { hasTime, rangeOf, rangeOfText } from './date-range.ts'
import type { ValueTest } from './value-test.ts'

type Comparable = number | string
type Comparison = (from: Comparable, to: Comparable, wantedFrom: Comparable, wantedTo: Comparable) => boolean

/** R4 search, section "date": the value asked for is a range too, as wide as its precision. */
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  eq: (from, to, wantedFrom, wantedTo) => from >= wantedFrom && to <= wantedTo,
  ne: (from, to, wantedFrom, wantedTo) => from < wantedFrom || to > wantedTo,
  gt: (_from, to, _wantedFrom, wantedTo) => to > wantedTo,
  ge: (_from, to, wantedFrom) => to >= wantedFrom,
  lt: (from, _to, wantedFrom) => from < wantedFrom,
  le: (from, _to, _wantedFrom, wantedTo) => from <= wantedTo,
  sa: (from, _to, _wantedFrom, wantedTo) => from > wantedTo,
  eb: (_from, to, wantedFrom) => to < wantedFrom,
}

/** Undefined when the text is no date that can be asked for. */
export const dateTest = (text: string): ValueTest | undefined => {
  const [, prefix = 'eq', date = ''] = /^([a-z]{2})?(.+)$/.exec(text) ?? []
  const compare = COMPARISONS[prefix]
  const wanted = rangeOfText(date)
  if (!compare || !wanted) return undefined
  return value => {
    const range = rangeOf(value)
    if (!range) return false
    return hasTime(date)
      ? compare(range.from, range.to, wanted.from, wanted.to)
      : compare(range.firstDay, range.lastDay, wanted.firstDay, wanted.lastDay)
  }
}
