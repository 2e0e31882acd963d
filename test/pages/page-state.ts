import type { Seen } from '../support/clinician.ts'

export type Who = 'clinician' | 'coach' | 'ICB lead' | 'service that gets letters' | 'anybody' | 'sandbox'

/** One page in one state, as it came: whose it is, which one in which state, and by which route (`/r/:handle/check`). */
export interface PageState {
  readonly who: Who
  readonly name: string
  readonly route: string
  readonly page: Seen
}
export type States = AsyncGenerator<PageState, void>

const fits = (route: string, path: string): boolean =>
  new RegExp(`^${route.replaceAll('.', '\\.').replaceAll(/:[a-zA-Z]+/g, '[^/]+')}/?$`).test(path)

/** Names states of one kind of people. A journey that comes out somewhere else than it says is a mistake of the list, and thrown. */
export const statesFor =
  (who: Who) =>
  (name: string, route: string, page: Seen, status = 200): PageState => {
    const { pathname } = new URL(page.url)
    if (!fits(route, pathname) || page.status !== status)
      throw new Error(`“${name}” should be ${status} at ${route}, and is ${page.status} at ${pathname}`)
    if (!/^<!doctype html>/i.test(page.html)) throw new Error(`“${name}” is no page`)
    return { who, name, route, page }
  }

/** The page with one form only: the one that leads to such an address, by its own action. */
export function formTo(page: Seen, place: string): { readonly page: Seen; readonly action: string } {
  const action = new RegExp(`action="([^"]*${place}[^"]*)"`).exec(page.html)?.[1]
  const form = page.html.split('<form').find(each => action !== undefined && each.includes(action))
  if (action === undefined || form === undefined) throw new Error(`${page.url} has no form to ${place}`)
  return { page: { ...page, html: `<form${form.split('</form>')[0]}` }, action }
}

/** Where a page's link to such an address leads. */
export function linkTo(page: Seen, place: string): string {
  const found = new RegExp(`href="([^"]*${place}[^"]*)"`).exec(page.html)?.[1]
  if (found === undefined) throw new Error(`${page.url} has no link to ${place}`)
  return new URL(found, page.url).href
}
