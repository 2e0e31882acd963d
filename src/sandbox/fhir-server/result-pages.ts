import { randomUUID } from 'node:crypto'
import { ok, type Result } from '../../domain/result.ts'
import { type Problem, refuse } from './outcome.ts'
import type { JsonObject } from './resource.ts'

/** A whole result, of which a client sees a page at a time. */
interface ResultSet {
  readonly kind: 'searchset' | 'history'
  readonly size: number
  readonly total: number | undefined
  readonly pageSize: number
  entries(from: number, to: number, base: string): readonly JsonObject[]
}

/**
 * The further pages of results, kept so that writes between two pages neither repeat nor skip anyone.
 * Links look like HAPI's (`?_getpages=...` on the base): a client has to follow them as they stand.
 */
export interface ResultPages {
  /** `from` is where the first page begins, where that is not the beginning. */
  first(set: ResultSet, base: string, self: string, from?: number): PageBundle
  page(params: URLSearchParams, base: string): Result<PageBundle, Problem>
}

type PageBundle = ReturnType<typeof bundleOf>
type Link = { relation: string; url: string }

export const createResultPages = (now: () => Date, kept = 500): ResultPages => {
  const sets = new Map<string, ResultSet>()

  const keep = (set: ResultSet): string => {
    const id = randomUUID()
    sets.set(id, set)
    const [oldest] = sets.keys()
    if (sets.size > kept && oldest !== undefined) sets.delete(oldest)
    return id
  }

  const links = (set: ResultSet, id: string, offset: number, count: number, base: string): readonly Link[] => {
    const url = (at: number) => `${base}?_getpages=${id}&_getpagesoffset=${at}&_count=${count}&_bundletype=${set.kind}`
    return [
      ...(offset + count < set.size ? [{ relation: 'next', url: url(offset + count) }] : []),
      ...(offset > 0 ? [{ relation: 'previous', url: url(Math.max(0, offset - count)) }] : []),
    ]
  }

  return {
    first: (set, base, self, from = 0) => {
      const isAll = from === 0 && set.size <= set.pageSize
      const more = isAll ? [] : links(set, keep(set), from, set.pageSize, base)
      const entries = set.entries(from, from + set.pageSize, base)
      return bundleOf(set, now(), [{ relation: 'self', url: self }, ...more], entries)
    },
    page: (params, base) => {
      const id = params.get('_getpages') ?? ''
      const set = sets.get(id)
      if (!set) return refuse(410, 'not-found', 'HAPI-0417: The search does not exist and may have expired')
      const offset = Number(params.get('_getpagesoffset') ?? '0')
      const count = Number(params.get('_count') ?? set.pageSize)
      if (!Number.isInteger(offset) || !Number.isInteger(count) || offset < 0 || count < 1) {
        return refuse(400, 'value', 'HAPI-0368: Invalid paging parameters')
      }
      const self = { relation: 'self', url: `${base}?${params}` }
      const entries = set.entries(offset, offset + count, base)
      return ok(bundleOf(set, now(), [self, ...links(set, id, offset, count, base)], entries))
    },
  }
}

const bundleOf = (set: ResultSet, at: Date, link: readonly Link[], entry: readonly JsonObject[]) => ({
  resourceType: 'Bundle',
  id: randomUUID(),
  meta: { lastUpdated: at.toISOString() },
  type: set.kind,
  ...(set.total === undefined ? {} : { total: set.total }),
  link,
  ...(entry.length > 0 ? { entry } : {}),
})
