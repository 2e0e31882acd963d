import type { FhirResource } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { isUnder } from '../http/is-under.ts'
import { pageIn, type ResourceType } from './fhir-answer.ts'
import type { CallOptions, createFhirCall } from './fhir-call.ts'
import { withOwnReferences } from './own-references.ts'

export type SearchParams = Readonly<Record<string, string | readonly string[]>>

/** One page of a search, as the server made it: it may hold more or fewer than were asked for. */
export interface SearchPage {
  readonly resources: readonly FhirResource[]
  /** How many match in all, where the server says a number. */
  readonly total: number | undefined
  /** Where the next page is, on this very server. */
  readonly next: string | undefined
  /** There is a next page, and it is nowhere that may be followed: what is here is not all. */
  readonly isCutOff: boolean
}

/** A guard, not a wish: a list that is longer than this is a failure, so that nothing is missed in silence. */
const MOST_PAGES = 20

interface Asking {
  first(type: ResourceType, searchParams: Record<string, string | string[]>, options: CallOptions): Promise<unknown>
  next(link: string, options: CallOptions): Promise<unknown>
}

/** Searches of one FHIR server, whole or a page at a time. */
export function createFhirSearch(ask: Asking, baseUrl: string, call: ReturnType<typeof createFhirCall>) {
  /** The next link is the server's text: followed elsewhere, it would carry our token there. */
  function onThisServer(link: string): string | undefined {
    if (!URL.canParse(link, `${baseUrl}/`)) return undefined
    const { href } = new URL(link, `${baseUrl}/`)
    return isUnder(baseUrl, href) ? href : undefined
  }

  function page(
    type: ResourceType,
    answerTo: (options: CallOptions) => Promise<unknown>,
  ): Promise<Result<SearchPage, GatewayFailure>> {
    return call(`search ${type}`, true, async ({ headers, signal }) => {
      // HAPI answers a repeated search from its cache for a minute unless told not to.
      const answer = pageIn(await answerTo({ signal, headers: { ...headers, 'cache-control': 'no-cache' } }))
      if (answer === undefined) return fail({ code: 'GARBAGE', diagnostics: 'answer is not a searchset' })
      const { resources, total, next: link } = answer
      const next = link === undefined ? undefined : onThisServer(link)
      return ok({
        resources: resources.map(each => withOwnReferences(each, baseUrl)),
        total,
        next,
        isCutOff: link !== undefined && next === undefined,
      })
    })
  }

  const searchPage = (type: ResourceType, params: SearchParams) =>
    page(type, options => {
      const searchParams = Object.fromEntries(
        Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
      )
      return ask.first(type, searchParams, options)
    })

  const followPage = async (type: ResourceType, link: string): Promise<Result<SearchPage, GatewayFailure>> =>
    onThisServer(link) === link
      ? page(type, options => ask.next(link, options))
      : fail({ code: 'GARBAGE', diagnostics: 'next page is on another server' })

  return {
    /** The first page of a search. */
    searchPage,

    /** A page to which another one's `next` led. */
    followPage,

    /**
     * All pages of a search, with included resources. A caller who sets `maxPages` wants no more than that, however many they are;
     * otherwise a list that does not end is a failure.
     */
    async search(
      type: ResourceType,
      params: SearchParams,
      { maxPages }: { readonly maxPages?: number } = {},
    ): Promise<Result<FhirResource[], GatewayFailure>> {
      const found: FhirResource[] = []
      const seen = new Set<string>()
      for (let page = await searchPage(type, params), count = 1; ; count += 1) {
        if (!page.ok) return page
        const { resources, next, isCutOff } = page.value
        found.push(...resources)
        if (count === maxPages) return ok(found)
        if (isCutOff) return fail({ code: 'GARBAGE', diagnostics: 'next page is on another server' })
        if (next === undefined) return ok(found)
        if (seen.has(next)) return fail({ code: 'GARBAGE', diagnostics: 'its pages go round in a circle' })
        if (maxPages === undefined && count === MOST_PAGES)
          return fail({ code: 'GARBAGE', diagnostics: 'too many pages' })
        seen.add(next)
        page = await followPage(type, next)
      }
    },
  }
}
