import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { everyPageState } from '../pages/every-page-state.ts'
import type { PageState } from '../pages/page-state.ts'
import { startPageWorld } from '../pages/page-world.ts'
import { getRoutes } from '../pages/routes.ts'
import { showState } from '../pages/show-state.ts'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import type { RunningApp } from '../support/running-app.ts'
import { barriers, sidewaysScrolls } from './barriers.ts'
import { walkFaults } from './keyboard-walk.ts'

/** What GET answers with a file, a redirect or data, and no page. */
const NO_PAGE = [
  /\/(pdf|fhir)$/,
  /\.csv$/,
  /\.schema\.json$/,
  /^\/hub\/:service\/sign-in$/,
  /^\/ehr-check\/launch/,
  /^\/launch\/in-frame$/,
  // One service is there: this leads to it.
  /^\/hub\/$/,
]
const withoutSlash = (route: string): string => (route.length > 1 ? route.replace(/\/$/, '') : route)

/** What a page is built of: each element with what it stands in, and how its headings follow each other. */
const BUILT_OF = `(() => {
  const kind = each => [each.tagName, each.className?.baseVal ?? each.className, each.type, each.getAttribute('role')].join(' ')
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(each => each.tagName)
  return [...new Set([
    ...[...document.querySelectorAll('body *')].map(each => kind(each.parentElement) + ' > ' + kind(each)),
    ...headings.map((each, index) => (headings[index - 1] ?? 'top') + ' then ' + each),
  ])]
})()`

let app: RunningApp
const states: PageState[] = []
beforeAll(async () => {
  app = await startPageWorld()
  // Each page is held to it on the way that no two elements share an id and no control is without a name.
  for await (const each of everyPageState(app)) states.push(each)
})
afterAll(() => app?.close())

describe('the list of pages and states', () => {
  it('has every page that a router of the app knows', () => {
    const known = new Set(states.map(({ route }) => route))
    const pages = getRoutes().filter(route => !NO_PAGE.some(each => each.test(route)))
    expect(pages.length).toBeGreaterThan(30)
    expect(pages.map(withoutSlash).filter(route => !known.has(route))).toEqual([])
  })

  it('names each state once', () => {
    const names = states.map(({ who, name }) => `${who}: ${name}`)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})

describeInBrowser('every page in every state', () => {
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    browser = await launchBrowser()
    page = await (await newPerson(browser, { viewport: { width: 1280, height: 800 } })).newPage()
  })
  afterAll(() => browser?.close())

  it('has no barrier that a machine can find, at 100, 200 and 400 % zoom, in forced colours, without motion', async () => {
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
    const found: string[] = []
    const known = new Set<string>()
    let judged = 0
    // Who tries the sandbox sits at a desk.
    for (const state of states.filter(({ who }) => who !== 'sandbox')) {
      await showState(page, state)
      const fresh = z
        .array(z.string())
        .parse(await page.evaluate(BUILT_OF))
        .filter(each => !known.has(each))
      for (const each of fresh) known.add(each)
      // Axe has nothing to say of a page that is built of nothing but what it has seen: it takes most of the time.
      const judge = fresh.length === 0 ? sidewaysScrolls : barriers
      if (fresh.length > 0) judged += 1
      found.push(...(await judge(page, `${state.who}: ${state.name}`)))
    }
    expect(judged).toBeGreaterThan(40)
    expect(found).toEqual([])
  })

  it('is walked through with Tab in a panel: each control is reached, in sight, and seen to have the focus', async () => {
    await page.emulateMedia({ forcedColors: 'none' })
    await page.setViewportSize({ width: 400, height: 676 })
    const found: string[] = []
    const walked = new Set<string>()
    for (const state of states) {
      // One state of each page, and whatever was not right on it.
      const kind = `${state.who} ${state.route} ${state.page.status < 400}`
      if (walked.has(kind)) continue
      walked.add(kind)
      await showState(page, state)
      found.push(...(await walkFaults(page)).map(line => `${state.who}: ${state.name}: ${line}`))
    }
    expect(found).toEqual([])
  })
})
