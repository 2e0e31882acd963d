import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClinician, FIVE_TAPS } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import { letterSite } from '../support/letter-site.ts'
import { rawRequest, sendRaw } from '../support/raw-http.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

/** As long as a handle, a state or a cookie. */
const madeUp = (each: number): string => `${'A'.repeat(39)}${each}`
const FORM = ['Content-Type: application/x-www-form-urlencoded']
const FHIR = ['Content-Type: application/fhir+json']

/** How many failures an address may have at one door here, and then some. */
const FAILURES = 40
const ENOUGH = FAILURES + 5

type Bytes = readonly [method: string, target: string, more?: { headers?: readonly string[]; body?: string }]

/** Failing requests at each door, by somebody who knows nothing, each at another thing. */
const GUESSES: Readonly<Record<string, (each: number) => Bytes>> = {
  launch: each => ['GET', `/launch?iss=https%3A%2F%2Fevil${each}.example&launch=x`],
  callback: each => ['GET', `/callback?code=a&state=${madeUp(each)}`],
  pages: each => ['GET', `/r/${madeUp(each)}/`, { headers: [`Cookie: __Host-ww_browser=${madeUp(each)}`] }],
  reply: each => ['POST', '/reply/', { headers: FORM, body: `letter=0000-0000-${each}-0000-0000` }],
  forms: () => ['POST', '/fhir/Questionnaire/$populate', { headers: FHIR, body: '{}' }],
  check: each => ['GET', `/ehr-check/report/${madeUp(each)}`],
  desk: each => ['GET', '/hub/demo-workwell/', { headers: [`Cookie: __Host-ww_coach=${madeUp(each)}`] }],
  notices: each => ['POST', `/notices/service-${each}`, { headers: ['Authorization: Bearer wrong'], body: '{}' }],
  other: () => ['GET', '/nowhere'],
}

async function guess(app: RunningApp, door: string, times: number): Promise<number[]> {
  const statuses: number[] = []
  for (let each = 0; each < times; each += 1) {
    const [method, target, more] = GUESSES[door]?.(1000 + each) ?? ['GET', '/nowhere']
    statuses.push((await sendRaw(app.url, rawRequest(method, target, more))).status)
  }
  return statuses
}

/** What somebody new at this address gets at each door that has no session: all but 429 is an answer. */
const NEWCOMERS: Readonly<Record<string, (app: RunningApp) => Promise<number>>> = {
  'a launch': async app => (await createClinician(app).launch('patient-typical')).status,
  'a coach who signs in': async app => (await (await createCoach(app)).signIn()).status,
  'the page for codes': async app => (await fetch(`${app.url}/reply/`)).status,
  'a form': async app => (await fetch(`${app.url}/forms/preview`)).status,
  'the check': async app => (await fetch(`${app.url}/ehr-check`)).status,
  'the keys': async app => (await fetch(`${app.url}/.well-known/jwks.json`)).status,
  probes: async app => (await fetch(`${app.url}/readyz`)).status,
  metrics: async app => (await fetch(`${app.url}/metrics`)).status,
}
/** The doors that share one count with what a newcomer does there. */
const SAME_DOOR: Readonly<Record<string, readonly string[]>> = {
  reply: ['the page for codes'],
  forms: ['a form', 'the check'],
  check: ['a form', 'the check'],
}

describe.each(Object.keys(GUESSES))('after too many failures from one address at the door "%s"', door => {
  let app: RunningApp
  beforeAll(async () => {
    app = await startApp({ LIMIT_FAILURES: String(FAILURES) })
  })
  afterAll(() => app.close())

  it('sessions of that address go on, at every door, and newcomers get in at all others', async () => {
    const [gp, coach] = [createClinician(app), await createCoach(app)]
    const first = await gp.launchToRefer('patient-typical')
    await coach.signIn()
    const statuses = await guess(app, door, ENOUGH)
    expect(statuses.map(status => status === 429).indexOf(true)).toBe(FAILURES)

    const check = await gp.submit(first, FIVE_TAPS)
    const sent = await gp.submit(check)
    expect(sent.html).toContain('Referral sent')
    // What a person gets wrong is no guess either.
    const wrong = []
    for (let each = 0; each < ENOUGH; each += 1) wrong.push((await gp.submit(first, { sharing: 'nonsense' })).status)
    expect(wrong).not.toContain(429)
    expect((await gp.launch('patient-back-pain')).html).toContain('Work and health')
    expect((await coach.get('')).html).toContain('Sign out')
    for (const [who, comes] of Object.entries(NEWCOMERS))
      if (!SAME_DOOR[door]?.includes(who)) expect([who, await comes(app)]).toEqual([who, 200])
  })
})

describe('a letter while its service’s address is full of guesses', () => {
  const site = letterSite({ asks: 'service-code', codeFrom: 'NORTH_LETTER_CODE' })
  let app: RunningApp
  let link: string
  beforeAll(async () => {
    app = await startApp({ SITES_DIR: site.folder, NORTH_LETTER_CODE: 'north-secret-7', LIMIT_FAILURES: '20' })
    const gp = createClinician(app)
    const made = await gp.submit(await gp.submit(await gp.launchToRefer('patient-typical'), FIVE_TAPS))
    link = /http[^"]*\/reply\/[^"]{20,}\//.exec(made.html)?.[0] ?? ''
  })
  afterAll(async () => {
    await app.close()
    site.remove()
  })

  it('is opened by its code, typed or followed, and answered', async () => {
    expect((await guess(app, 'reply', 25)).at(-1)).toBe(429)
    const service = createClinician(app)
    const typed = await service.submit(
      { url: `${app.url}/reply/`, status: 200, html: '' },
      { letter: link.split('/')[4] ?? '' },
    )
    expect(typed.html).toContain('Your service’s code')
    const opened = await service.submit(await service.get(link), { code: 'north-secret-7' })
    expect(opened.html).toContain('Ashworth')
  })

  it('is braked by itself when its second factor is guessed at, but not for who has given it', async () => {
    const service = createClinician(app)
    await service.submit(await service.get(link), { code: 'north-secret-7' })
    const stranger = createClinician(app)
    const page = await stranger.get(link)
    const statuses = []
    for (let each = 0; each < 4; each += 1) statuses.push((await stranger.submit(page, { code: 'wrong' })).status)
    expect(statuses).toEqual([422, 422, 429, 429])
    expect((await service.get(link)).html).toContain('Ashworth')
  })
})

describe('a proxy that the app was not told of', () => {
  it('is said by /readyz, which stays ready', async () => {
    const app = await startApp()
    const ready = async () => (await fetch(`${app.url}/readyz`)).json()
    expect(await ready()).toEqual({ status: 'ready' })
    await fetch(`${app.url}/healthz`, { headers: { 'X-Forwarded-For': '192.0.2.1' } })
    expect(await ready()).toEqual({ status: 'ready', warnings: [expect.stringContaining('TRUSTED_PROXIES')] })
    await app.close()
  })

  it('is expected where proxies are trusted', async () => {
    const app = await startApp({ TRUSTED_PROXIES: '1' })
    const answer = await fetch(`${app.url}/readyz`, { headers: { 'X-Forwarded-For': '192.0.2.1' } })
    expect(await answer.json()).toEqual({ status: 'ready' })
    await app.close()
  })
})
