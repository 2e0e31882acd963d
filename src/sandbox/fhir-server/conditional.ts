import { ok, type Result } from '../../domain/result.ts'
import { type Problem, refuse } from './outcome.ts'
import type { FhirResource } from './resource.ts'
import { findMatches } from './search.ts'
import { parseSearch } from './search-query.ts'
import type { Records } from './store.ts'
import type { Version } from './version.ts'

/** The one resource that a condition (`If-None-Exist`, `PUT Type?...`) means; more than one is nobody's to choose. */
export const findConditional = (
  records: Records,
  type: string,
  condition: string,
  base: string,
): Result<Version | undefined, Problem> => {
  const query = parseCondition(type, condition, base)
  if (!query.ok) return query
  const [match, ...others] = findMatches(records, query.value)
  if (others.length > 0) {
    const text = `HAPI-0962: Failed to process a conditional ${type}: the criteria matched ${others.length + 1} resources`
    return refuse(412, 'multiple-matches', text)
  }
  return ok(match)
}

/** HAPI refuses what it could never find again by its own condition. */
export const checkSatisfies = (
  records: Records,
  resource: FhirResource,
  condition: string,
  base: string,
): Result<undefined, Problem> => {
  const query = parseCondition(resource.resourceType, condition, base)
  if (!query.ok) return query
  return query.value.criteria.every(criterion => criterion({ resource }, records))
    ? ok(undefined)
    : refuse(
        400,
        'processing',
        'HAPI-0929: Failed to process conditional create. The supplied resource did not satisfy the conditional URL.',
      )
}

/** `Type?a=b`, `?a=b` or `a=b`. */
const parseCondition = (type: string, condition: string, base: string) => {
  const params = new URLSearchParams(condition.replace(/^[^?]*\?/, ''))
  const query = parseSearch(type, params, base)
  if (query.ok && query.value.criteria.length === 0) {
    return refuse(400, 'invalid', 'HAPI-0503: Invalid match URL: it has no search parameter')
  }
  return query
}
