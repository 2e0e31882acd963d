import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Clinician, createClinician, FIVE_TAPS, resourcesAt, type Seen } from '../support/clinician.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  app = await startApp()
})
afterAll(async () => {
  await app.close()
  vi.useRealTimers()
})

type Fields = Record<string, string | readonly string[]>
const PHONE = '07700 900246'

/** What the script of the page does while somebody types. */
const type = (clinician: Clinician, page: Seen, fields: Fields) =>
  clinician.submit(page, fields, new URL('typed', page.url).href)
const at = (page: Seen, place: string): string => new URL(place, page.url).href
const isChecked = ({ html }: Seen, value: string): boolean =>
  new RegExp(`<input[^>]*value="${value.replaceAll('|', '\\|')}"[^>]*\\schecked`).test(html) ||
  new RegExp(`<input[^>]*\\schecked[^>]*value="${value.replaceAll('|', '\\|')}"`).test(html)

/** A moment later: answers that are handed in now are newer than all before. */
const aMomentLater = () => vi.setSystemTime(Date.now() + 1000)

async function open(patient = 'patient-typical', who = 'gp') {
  aMomentLater()
  const clinician = createClinician(app)
  return { clinician, page: await clinician.launchToRefer(patient, who) }
}

describe('what is typed and not handed in (hazard H15)', () => {
  it('is on the page again after a reload, and nothing is judged', async () => {
    const { clinician, page } = await open()
    const kept = await type(clinician, page, { 'contact-phone': PHONE, sharing: FIVE_TAPS.sharing })
    expect(kept).toMatchObject({ status: 204, html: '' })
    const again = await clinician.get(page.url)
    expect(again.html).toContain(`value="${PHONE}"`)
    expect(isChecked(again, FIVE_TAPS.sharing)).toBe(true)
    expect(again.html).not.toContain('There is a problem')
  })

  it('does not say of a number that it is the record’s when another was typed (hazard H02)', async () => {
    const { clinician, page } = await open()
    const says = /From the record[^<]*/g
    await type(clinician, page, { 'contact-phone': PHONE })
    const again = await clinician.get(page.url)
    expect(again.html).toMatch(/The record says 0/)
    expect([...again.html.matchAll(says)].length).toBeLessThan([...page.html.matchAll(says)].length)
  })

  it('is never sent: the answers that were handed in are', async () => {
    const { clinician, page } = await open()
    const check = await clinician.submit(page, FIVE_TAPS)
    expect(check.url).toContain('/check')
    await type(clinician, await clinician.get(page.url), { 'contact-phone': '07700 900357' })
    const sent = await clinician.submit(check)
    expect(sent.html).toContain('Referral sent')
    expect(JSON.stringify(await resourcesAt(app.hubUrl, 'Patient?_count=200'))).not.toContain('07700 900357')
  })

  it('is gone once newer answers have been handed in', async () => {
    const { clinician, page } = await open('patient-flu')
    await type(clinician, page, { 'contact-phone': PHONE })
    aMomentLater()
    await clinician.submit(page, { 'contact-phone': '07700 900468' })
    const again = await clinician.get(page.url)
    expect(again.html).toContain('value="07700 900468"')
    expect(again.html).not.toContain(PHONE)
  })

  it('keeps what could not be understood through a reload', async () => {
    const { clinician, page } = await open()
    const refused = await clinician.submit(page, { 'off-work-since-day': '31', 'off-work-since-month': 'x' })
    expect(refused.status).toBe(400)
    expect((await clinician.get(page.url)).html).toContain('value="x"')
  })

  it('goes with the same clinician to the next launch of the same patient, and to nobody else', async () => {
    const { clinician, page } = await open()
    await type(clinician, page, { 'contact-phone': PHONE })
    await clinician.submit(page, {}, at(page, 'close'))
    aMomentLater()
    const other = await createClinician(app).launchToRefer('patient-typical', 'physiotherapist')
    expect(other.html).not.toContain(PHONE)
    const again = await createClinician(app).launch('patient-typical')
    expect(again.html).toContain(`value="${PHONE}"`)
  })

  it('stays when the record is read again, under what the record says now', async () => {
    const { clinician, page } = await open()
    await type(clinician, page, { 'contact-phone': PHONE })
    aMomentLater()
    const again = await clinician.submit(page, {}, at(page, 'reread'))
    expect(again.html).toContain(`value="${PHONE}"`)
  })

  it.each(['fit-note', 'health-and-work-report'])('is kept on the page %s too', async place => {
    const { clinician, page } = await open('patient-typical', 'physiotherapist')
    const form = await clinician.get(at(page, place))
    const field = /<(?:textarea|input type="text")[^>]*name="([^"]+)"/.exec(form.html)?.[1] ?? ''
    expect(field).not.toBe('')
    const kept = await clinician.submit(form, { [field]: 'Half typed' }, `${form.url}/typed`)
    expect(kept.status).toBe(204)
    expect((await clinician.get(form.url)).html).toContain('Half typed')
  })

  it('is refused for another patient than the page’s (hazard H01)', async () => {
    const { clinician, page } = await open()
    const refused = await type(clinician, page, { patientId: 'patient-minimal', 'contact-phone': PHONE })
    expect(refused.status).toBe(409)
    expect((await clinician.get(page.url)).html).not.toContain(PHONE)
  })
})
