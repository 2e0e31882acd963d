import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Clinician, createClinician, FIVE_TAPS, option } from '../support/clinician.ts'
import { readPdf } from '../support/read-pdf.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

function fetchAs(clinician: Clinician, url: string): Promise<Response> {
  const cookie = clinician.cookiesFor(url).map(({ name, value }) => `${name}=${value}`)
  return fetch(url, { headers: { cookie: cookie.join('; '), accept: 'text/html' }, redirect: 'manual' })
}
async function textOf(response: Response): Promise<string> {
  const { pages } = await readPdf(new Uint8Array(await response.arrayBuffer()))
  return pages.join(' ')
}

describe('a paper as a file', () => {
  it('is saved under a name without a patient, is kept in no cache, and opens in no other browser', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical')
    const file = await fetchAs(clinician, `${first.url}handout/pdf?print=large`)
    expect(file.status).toBe(200)
    expect(file.headers.get('content-type')).toBe('application/pdf')
    expect(file.headers.get('cache-control')).toBe('no-store')
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="for-the-patient-large-print.pdf"')
    const stranger = await fetchAs(createClinician(app), `${first.url}handout/pdf`)
    expect([stranger.status, stranger.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8'])
  })

  it('leads back where there is no such paper: nothing was written, sent or made', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical')
    for (const path of ['letter', 'fit-note', 'health-and-work-report', 'closing-letter/none']) {
      const { status } = await fetchAs(clinician, `${first.url}${path}/pdf`)
      expect([path, status]).toEqual([path, 303])
    }
  })
})

describe('the handout', () => {
  const REFERRED = 'You were referred today'
  async function referredWith(answers: Record<string, string>) {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical')
    const handout = () => fetchAs(clinician, `${first.url}handout/pdf`).then(textOf)
    const before = await handout()
    await clinician.submit(await clinician.submit(first, answers))
    return { clinician, first, before, now: await handout(), handout }
  }

  it('says of a referral what was shared only once the service has it, and nothing once it was withdrawn', async () => {
    const { clinician, first, before, now, handout } = await referredWith(FIVE_TAPS)
    expect(before).not.toContain(REFERRED)
    expect(now).toContain(REFERRED)
    const status = await clinician.get(`${first.url}status`)
    const [, path = ''] = /href="([^"]*\/withdraw\/[^"]*)"/.exec(status.html) ?? []
    await clinician.submit(await clinician.get(new URL(path, first.url).href), { why: 'patient-withdrew' })
    await expect.poll(handout, { timeout: 30_000 }).not.toContain(REFERRED)
  })

  it('says nothing of it where a call comes first: it may be found at home (hazard H24)', async () => {
    const { before, now } = await referredWith({ ...FIVE_TAPS, concern: option('concern', 'phone-first') })
    expect(now).toBe(before)
  })
})
