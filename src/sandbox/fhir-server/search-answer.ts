import { ok } from '../../domain/result.ts'
import type { Answered, FhirRequest } from './answer.ts'
import { included } from './include.ts'
import type { JsonObject } from './resource.ts'
import { findMatches } from './search.ts'
import { parseSearch } from './search-query.ts'
import type { ServerContext } from './server-context.ts'
import type { Records } from './store.ts'
import { subsetOf } from './subset.ts'
import { isLive, type Version } from './version.ts'

export const search = (context: ServerContext, records: Records, request: FhirRequest, type: string): Answered => {
  const query = parseSearch(type, request.params, request.base)
  if (!query.ok) return query
  const { includes, count, countOnly, withTotal } = query.value
  const matches = findMatches(records, query.value)
  const shown = countOnly ? [] : matches

  const entries = (from: number, to: number, base: string): readonly JsonObject[] => {
    // A later page shows what the resource is by then, and leaves out what was deleted since.
    const page = shown.slice(from, to).flatMap(({ type: of, id }) => liveVersion(records, of, id))
    const entry = (mode: string) => (version: Version) => ({
      fullUrl: `${base}/${version.type}/${version.id}`,
      resource: version.resource && subsetOf(version.resource, request.params),
      search: { mode },
    })
    return [...page.map(entry('match')), ...included(records, page, includes).map(entry('include'))]
  }
  const set = {
    kind: 'searchset',
    size: shown.length,
    total: withTotal || countOnly ? matches.length : undefined,
    pageSize: count || context.pageSize,
    entries,
  } as const
  const self = `${request.base}/${type}${request.params.size > 0 ? `?${request.params}` : ''}`
  return ok({ status: 200, body: context.pages.first(set, request.base, self) })
}

const liveVersion = (records: Records, type: string, id: string): readonly Version[] => {
  const version = records.current(type, id)
  return version && isLive(version) ? [version] : []
}
