import { createHash } from 'node:crypto'
import type { WorklistQuery } from '../domain/worklist-query.ts'
import type { SearchPage } from './fhir-search.ts'

/** Where a coach is in a list: a page of it is a page of the hub. */
export interface ListPlace {
  readonly asked: WorklistQuery
  /** Which of the list's searches, and the hub's own link to a further page of it. */
  readonly part: number
  readonly link?: string | undefined
  readonly page: number
  /** How many were shown on the pages before. */
  readonly seen: number
  /** An earlier page, by which a circle is told. */
  readonly mark?: string | undefined
}

export const firstPlace = (asked: WorklistQuery): ListPlace => ({ asked, part: 0, page: 1, seen: 0 })

const markOf = (link: string | undefined): string =>
  createHash('sha256')
    .update(link ?? '')
    .digest('base64url')
    .slice(0, 12)

/**
 * The place after this one, where the hub names a next page; `circle` where it names one that was passed. Only every page that is a power of
 * two is remembered: any circle meets one of them (Brent), and a place stays short however long the list is.
 */
export function placeAfter(place: ListPlace, { next }: Pick<SearchPage, 'next'>): ListPlace | 'circle' | undefined {
  if (next === undefined) return undefined
  const isPowerOfTwo = (place.page & (place.page - 1)) === 0
  const mark = place.mark === undefined || isPowerOfTwo ? markOf(place.link) : place.mark
  return markOf(next) === mark || next === place.link ? 'circle' : { ...place, link: next, page: place.page + 1, mark }
}
