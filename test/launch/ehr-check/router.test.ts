import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listening } from '../../sandbox/ehr/listening.ts'
import { type CheckSetting, checkSetting } from '../../support/check-setting.ts'

let ehr: CheckSetting
beforeAll(async () => {
  ehr = await checkSetting()
})
beforeEach(() => {
  ehr.clock.ahead += 61_000
})
afterAll(() => ehr.close())

const check = (iss: string, accept = 'text/html') =>
  fetch(`${ehr.url}/ehr-check?${new URLSearchParams({ iss })}`, { headers: { accept } })

describe('the address of an EHR that nobody has registered', () => {
  it('is asked nothing, and the person is told how to go on', async () => {
    const stranger = await listening()
    let asked = 0
    stranger.app.use((_req, res) => {
      asked += 1
      res.json({})
    })
    for (const iss of [
      `${stranger.url}/fhir`,
      `${ehr.sandbox.issuer}/`,
      'http://169.254.169.254/latest',
      'file:///etc',
    ]) {
      const answer = await check(iss)
      expect(answer.status).toBe(403)
      expect(await answer.text()).toContain('npm run ehr-check')
      expect((await fetch(`${ehr.url}/ehr-check/launch?${new URLSearchParams({ iss, launch: 'x' })}`)).status).toBe(403)
    }
    await stranger.close()
    expect(asked).toBe(0)
    expect(ehr.failures.at(-1)).toMatchObject({ code: 'UNKNOWN_ISSUER' })
  })

  it('is not smuggled in by a second iss', async () => {
    const answer = await fetch(
      `${ehr.url}/ehr-check?iss=${encodeURIComponent(ehr.sandbox.issuer)}&iss=http://evil.invalid`,
    )
    expect(answer.status).toBe(403)
  })
})

describe('the page', () => {
  it('names the EHRs that can be checked, and the addresses to launch', async () => {
    const page = await (await fetch(`${ehr.url}/ehr-check`, { headers: { accept: 'text/html' } })).text()
    expect(page).toContain('Check Test EHR')
    expect(page).toContain(`${ehr.url}/ehr-check/launch</code>`)
  })

  it('is a page for a person and JSON for a program, with the same checks', async () => {
    const page = await (await check(ehr.sandbox.issuer)).text()
    const report = await (await check(ehr.sandbox.issuer, 'application/json')).json()
    expect(report).toMatchObject({ issuer: ehr.sandbox.issuer, depth: 'without-sign-in', summary: { fail: 0 } })
    for (const { id } of report.checks) expect(page).toContain(`id="${id}"`)
    expect(await ehr.reportAt(`${ehr.url}/ehr-check?iss=${encodeURIComponent(ehr.sandbox.issuer)}`)).toEqual(report)
  })

  it('publishes the shape of its JSON', async () => {
    const schema = await (await fetch(`${ehr.url}/ehr-check/report.schema.json`)).json()
    expect(schema.properties.checks.items.properties.status.enum).toEqual(['pass', 'warn', 'fail', 'not-run'])
  })

  it('asks an EHR at most once a minute, however many ask us', async () => {
    const at = async () => (await (await check(ehr.sandbox.issuer, 'application/json')).json()).checkedAt
    const all = await Promise.all(Array.from({ length: 20 }, at))
    expect(new Set(all).size).toBe(1)
    ehr.clock.ahead += 61_000
    expect(await at()).not.toBe(all[0])
  })
})

describe('a check through a launch', () => {
  it('writes nothing unless it was asked to', async () => {
    const { checks } = await ehr.reportOf('none', 'on')
    expect(checks.find(({ id }) => id === 'write-referral')).toMatchObject({ status: 'not-run' })
    const { checks: after } = await ehr.reportOf('none', 'write')
    expect(after.find(({ id }) => id === 'write-referral')).toMatchObject({ status: 'pass' })
  })

  it('tells no token and nothing of the patient', async () => {
    const page = await ehr.launch('none')
    const said = `${page.url} ${page.html} ${JSON.stringify(await ehr.reportAt(page.url))}`
    expect(page.status).toBe(200)
    expect(said).not.toMatch(/Ashworth|Gareth|999 ?910|1980|patient-typical|clinician-gp|Rahman|eyJ[A-Za-z0-9]/)
    // The tokens of this EHR are 43 characters long; a report's own name is one too.
    const long = said.replaceAll(page.url.split('/').at(-1) ?? '', '').match(/\b[A-Za-z0-9_-]{43}\b/g) ?? []
    const kids = said.match(/Keys: [A-Za-z0-9_-]{43}/g)?.map(each => each.slice(6)) ?? []
    expect(long.filter(each => !kids.includes(each))).toEqual([])
  })

  it('leaves no token that works behind', async () => {
    const { checks } = await ehr.reportOf('none')
    expect(checks.find(({ id }) => id === 'revocation-works')).toMatchObject({ status: 'pass' })
  })

  it('leaves callbacks of consultations alone', async () => {
    const answer = await fetch(`${ehr.url}/callback?state=${'A'.repeat(43)}&code=x`)
    expect([answer.status, await answer.text()]).toEqual([404, 'nobody’s'])
  })

  it('comes back only to the browser that began it, and only once', async () => {
    const begun = await fetch(
      `${ehr.url}/ehr-check/launch?${new URLSearchParams({ iss: ehr.sandbox.issuer, launch: 'x' })}`,
      { redirect: 'manual' },
    )
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state')
    const back = `${ehr.url}/callback?${new URLSearchParams({ state: state ?? '', code: 'stolen' })}`
    expect((await fetch(back)).status).toBe(403)
    expect(ehr.failures.at(-1)).toMatchObject({ code: 'OTHER_BROWSER' })
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect((await fetch(back, { headers: { cookie } })).status).toBe(404)
  })

  it('keeps its report for an hour', async () => {
    const { url } = await ehr.launch('none', 'on')
    ehr.clock.ahead += 59 * 60_000
    expect((await fetch(url)).status).toBe(200)
    ehr.clock.ahead += 2 * 60_000
    expect((await fetch(url)).status).toBe(404)
    expect((await fetch(`${ehr.url}/ehr-check/report/nothing`)).status).toBe(404)
  })
})
