import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { LAUNCH_FAILURES } from '../../launch/web/launch-failure-page.tsx'
import { EHR_FAULTS } from '../../src/sandbox/ehr/faults/ehr-faults.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import type { Seen } from '../support/clinician.ts'
import { faultsOf, launchWith, wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
let clock = Date.now()
beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => {
  // So late that the app asks for discovery and keys anew.
  clock += 11 * 60_000
  vi.setSystemTime(clock)
})
afterAll(async () => {
  vi.useRealTimers()
  await app.close()
})

/** What every failure page owes the clinician, whatever went wrong. */
function isPlainFailure(page: Seen, code: string): void {
  const { status, title, what, next } = LAUNCH_FAILURES[code as keyof typeof LAUNCH_FAILURES]
  const words = wordsOf(page)
  expect(/<h1[^>]*>([^<]*)<\/h1>/.exec(page.html)?.[1]?.replaceAll('&#x27;', "'")).toBe(title)
  expect(page.status).toBe(status)
  for (const said of [what, 'What to do now', next]) expect(words).toContain(said)
  expect(words).toMatch(/reference: [0-9A-HJKMNP-TV-Z]{8}/)
  expect(page.html).not.toMatch(/\.(ts|js):\d+|at \w+ \(|undefined|\[object|<script>|a script from the EHR/)
  expect(page.html).not.toContain('Ashworth')
}

const launchFaults = EHR_FAULTS.flatMap(({ name, code }) => (code === undefined ? [] : [{ name, code }]))

describe('a launch that goes wrong at the EHR', () => {
  it.each(launchFaults)('shows the page of $code and opens no consultation: $name', async ({ name, code }) => {
    const { page } = await launchWith(app, name)
    isPlainFailure(page, code)
    expect(page.url).not.toContain('/r/')
  })

  it('leaves no session behind, whatever went wrong', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'workwell-'))
    const other = await startApp({ DATA_DIR: dataDir })
    // Discovery first: once the app has a good one, it does not ask again for minutes.
    const quick = launchFaults.map(({ name }) => name).filter(name => !name.endsWith('-slow'))
    const isDiscovery = (name: string): boolean => name.startsWith('discovery-')
    for (const name of [...quick.filter(isDiscovery), ...quick.filter(name => !isDiscovery(name))])
      expect((await launchWith(other, name)).page.url).not.toContain('/r/')
    await other.close()
    const database = await openDatabase({ dataDir })
    const kept = await database.select('select distinct kind from vault')
    await database.close()
    rmSync(dataDir, { recursive: true })
    expect(kept.filter(({ kind }) => kind !== 'pending-launch')).toEqual([])
  })

  it.each(launchFaults.filter(({ name }) => /^(discovery|jwks)-(?!slow)/.test(name)))(
    'is forgotten as soon as the EHR is well again: $name',
    async ({ name, code }) => {
      isPlainFailure((await launchWith(app, name)).page, code)
      vi.setSystemTime(clock + 31_000)
      expect((await launchWith(app, 'none')).page.html).toContain('Gareth Ashworth')
    },
  )

  it('that keeps no cookie in a frame shows the page of COOKIES_BLOCKED, with the way out of the frame', async () => {
    const launch = `iss=${encodeURIComponent(`${app.sandboxUrl}/fhir`)}&launch=x`
    const answer = await fetch(`${app.url}/launch/in-frame?${launch}`, { headers: { 'Sec-Fetch-Dest': 'iframe' } })
    const page = { url: answer.url, status: answer.status, html: await answer.text() }
    isPlainFailure(page, 'COOKIES_BLOCKED')
    const [, address] = /<a class="nhsuk-button" href="([^"]*)" target="_blank"/.exec(page.html) ?? []
    expect(address?.replaceAll('&amp;', '&')).toBe(`/launch?${launch}`)
  })

  it('leads to every page that a launch can fail with', () => {
    const reached = new Set(['COOKIES_BLOCKED', ...launchFaults.map(({ code }) => code)])
    expect(reached).toEqual(new Set(Object.keys(LAUNCH_FAILURES)))
  })
})

describe('a launch at an EHR that is odd within the standard', () => {
  it.each([
    'discovery-relative',
    'token-without-expiry',
    'token-with-dots',
    'token-more-fields',
    'refresh-refused',
    'refresh-other-patient',
  ])('works: %s', async fault => {
    const { page } = await launchWith(app, fault)
    expect(page.html).toContain('Gareth Ashworth')
    expect(page.status).toBe(200)
  })

  it('recovers from rotated keys by itself', async () => {
    expect((await launchWith(app, 'none')).page.html).toContain('Gareth Ashworth')
    await fetch(`${app.sandboxUrl}/faults/rotate-keys`, { method: 'POST' })
    vi.setSystemTime(clock + 31_000)
    expect((await launchWith(app, 'none')).page.html).toContain('Gareth Ashworth')
    vi.setSystemTime(clock + 62_000)
    expect((await launchWith(app, 'keys-rotated')).page.html).toContain('Gareth Ashworth')
  })
})

describe('whatever the EHR says', () => {
  it('the app has asked nothing of a host that is not the EHR', async () => {
    for (const name of ['discovery-redirect', 'discovery-token-elsewhere', 'token-redirect', 'id-token-wrong-iss'])
      await launchWith(app, name)
    expect((await faultsOf(app)).elsewhere).toMatchObject({ requests: 0, withAuthorization: 0 })
  })
})
