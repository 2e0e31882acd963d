import { ok, type Result } from '../../domain/result.ts'
import type { Criterion } from './criterion.ts'
import { isHas } from './has.ts'
import { type IncludeRule, isInclude, parseInclude } from './include.ts'
import { type Problem, refuse } from './outcome.ts'
import { parseCriterion, unknownParameter } from './parse-criterion.ts'
import { parameterOf, type SearchParameter } from './search-parameters.ts'

export interface SortKey {
  readonly parameter: SearchParameter
  readonly descending: boolean
}

export interface SearchQuery {
  readonly type: string
  readonly criteria: readonly Criterion[]
  readonly sort: readonly SortKey[]
  readonly includes: readonly IncludeRule[]
  readonly count: number | undefined
  readonly countOnly: boolean
  readonly withTotal: boolean
}

/** Said about the answer, not about what is searched. */
const PRESENTATION = ['_format', '_pretty', '_summary', '_elements', '_total', '_count', '_sort']

export const parseSearch = (type: string, params: URLSearchParams, base: string): Result<SearchQuery, Problem> => {
  const criteria: Criterion[] = []
  const includes: IncludeRule[] = []
  for (const [key, text] of params) {
    // HAPI ignores a parameter without a value, but for _has; repeated parameters are AND.
    if ((text === '' && !isHas(key)) || PRESENTATION.includes(key)) continue
    if (isInclude(key)) {
      const rule = parseInclude(key, text)
      if (!rule.ok) return rule
      includes.push(rule.value)
      continue
    }
    const criterion = parseCriterion(type, key, text, base)
    if (!criterion.ok) return criterion
    criteria.push(criterion.value)
  }
  const sort = parseSort(type, params.getAll('_sort').join(','))
  if (!sort.ok) return sort
  const count = parseCount(params)
  if (!count.ok) return count
  const total = params.get('_total') ?? 'accurate'
  if (!['none', 'estimate', 'accurate'].includes(total)) return refuse(400, 'value', 'HAPI-2069: Invalid _total value')
  const summary = params.get('_summary') ?? 'false'
  if (!['true', 'text', 'data', 'count', 'false'].includes(summary)) {
    return refuse(400, 'value', 'HAPI-0378: Invalid _summary value')
  }
  return ok({
    type,
    criteria,
    sort: sort.value,
    includes,
    count: count.value,
    countOnly: summary === 'count' || count.value === 0,
    withTotal: total !== 'none',
  })
}

export const parseCount = (params: URLSearchParams): Result<number | undefined, Problem> => {
  const text = params.get('_count')
  if (text === null || text === '') return ok(undefined)
  return /^\d{1,6}$/.test(text)
    ? ok(Number(text))
    : refuse(400, 'value', 'HAPI-0368: Invalid _count value: it must be a whole number')
}

const parseSort = (type: string, text: string): Result<readonly SortKey[], Problem> => {
  const keys: SortKey[] = []
  for (const part of text.split(',').filter(part => part !== '')) {
    const descending = part.startsWith('-')
    const name = descending ? part.slice(1) : part
    const parameter = parameterOf(type, name)
    if (!parameter) return refuse(400, 'not-supported', unknownParameter(type, name).replace('0524', '1194'))
    keys.push({ parameter, descending })
  }
  return ok(keys)
}
