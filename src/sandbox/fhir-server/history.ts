import { ok } from '../../domain/result.ts'
import type { Answered, FhirRequest } from './answer.ts'
import { rangeOfText } from './date-range.ts'
import { refuse } from './outcome.ts'
import type { JsonObject } from './resource.ts'
import { parseCount } from './search-query.ts'
import type { ServerContext } from './server-context.ts'
import type { Records } from './store.ts'
import { etagOf, type Version } from './version.ts'

/** Of one resource, of a type, or of everything; newest first. */
export const history = (
  context: ServerContext,
  records: Records,
  request: FhirRequest,
  type?: string,
  id?: string,
): Answered => {
  const count = parseCount(request.params)
  if (!count.ok) return count
  const sinceText = request.params.get('_since')
  const since = sinceText ? rangeOfText(sinceText) : undefined
  if (sinceText && !since) return refuse(400, 'value', 'HAPI-1882: Invalid _since value')

  const versions = type && id ? records.versions(type, id) : records.log().filter(v => !type || v.type === type)
  if (id && versions.length === 0) return refuse(404, 'not-found', `HAPI-2001: Resource ${type}/${id} is not known`)
  const shown = versions.filter(version => !since || Date.parse(version.at) >= since.from).toReversed()
  const set = {
    kind: 'history',
    size: shown.length,
    total: shown.length,
    pageSize: count.value || context.pageSize,
    entries: (from: number, to: number, base: string) => shown.slice(from, to).map(v => historyEntry(v, base)),
  } as const
  const query = request.params.size > 0 ? `?${request.params}` : ''
  const self = `${[request.base, ...request.path].join('/')}${query}`
  return ok({ status: 200, body: context.pages.first(set, request.base, self) })
}

const historyEntry = (version: Version, base: string): JsonObject => ({
  fullUrl: `${base}/${version.type}/${version.id}`,
  ...(version.resource ? { resource: version.resource } : {}),
  request: {
    method: version.method,
    url: version.method === 'POST' ? version.type : `${version.type}/${version.id}`,
  },
  response: {
    status: version.method === 'DELETE' ? '204 No Content' : version.version === 1 ? '201 Created' : '200 OK',
    etag: etagOf(version),
    lastModified: version.at,
  },
})
