import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const patientsAtHub = () => resourcesAt(app.hubUrl, 'Patient?_count=200')

describe('never the wrong patient (hazard H01)', () => {
  it('keeps two patients of one browser apart, in whatever order they are sent', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical')
    const second = await clinician.launch('patient-back-pain')
    const checkFirst = await clinician.submit(first, { ...FIVE_TAPS, 'contact-phone': '07700 900301' })
    const checkSecond = await clinician.submit(second, { ...FIVE_TAPS, 'contact-phone': '07700 900302' })
    expect(checkFirst.html).toContain('Gareth Ashworth')
    expect(checkSecond.html).toContain('Marek Kowalczyk')
    await clinician.submit(checkSecond)
    await clinician.submit(checkFirst)
    const sent = JSON.stringify(await patientsAtHub())
    expect(sent).toMatch(/Ashworth[^}]*}[^{]*{"system":"phone","value":"07700 900301"/)
    expect(sent).toMatch(/Kowalczyk[^}]*}[^{]*{"system":"phone","value":"07700 900302"/)
  })

  it('still shows the first patient when the first page is loaded again after the second launch', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical')
    await clinician.launch('patient-back-pain')
    expect((await clinician.get(first.url)).html).toContain('Gareth Ashworth')
  })

  it('refuses a form that shows another patient than the launch was for, and sends nothing', async () => {
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
      ...FIVE_TAPS,
      'contact-phone': '07700 900303',
    })
    const refused = await clinician.submit(check, { patientId: 'patient-back-pain' })
    expect(refused.status).toBe(409)
    expect(refused.html).toContain('This is another patient')
    expect(JSON.stringify(await patientsAtHub())).not.toContain('07700 900303')
  })

  it('refuses a form that names no patient', async () => {
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), FIVE_TAPS)
    expect((await clinician.submit(check, { patientId: [] })).status).toBe(409)
  })

  it('opens a consultation only in the browser that launched it', async () => {
    const page = await createClinician(app).launchToRefer('patient-typical')
    const other = await createClinician(app).get(page.url)
    expect(other.status).toBe(401)
    expect(other.html).not.toContain('Ashworth')
  })

  it('does not open a handle that nobody was given', async () => {
    const guessed = await createClinician(app).get(`${app.url}/r/${'A'.repeat(43)}/`)
    expect(guessed.status).toBe(401)
  })

  it('refuses a write that another site makes in the clinician’s browser', async () => {
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), FIVE_TAPS)
    const forged = await fetch(check.url, {
      method: 'POST',
      headers: { 'Sec-Fetch-Site': 'cross-site' },
      redirect: 'manual',
    })
    expect(forged.status).toBe(403)
  })

  it('shows answers that were changed in another window before it sends them', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical')
    const check = await clinician.submit(first, { ...FIVE_TAPS, 'contact-phone': '07700 900311' })
    await clinician.submit(first, { ...FIVE_TAPS, 'contact-phone': '07700 900312' })
    const again = await clinician.submit(check)
    expect(again.status).toBe(409)
    expect(again.html).toContain('07700 900312')
    expect(JSON.stringify(await patientsAtHub())).not.toContain('07700 90031')
    expect((await clinician.submit(again)).html).toContain('Referral sent')
  })

  it('answers for another patient’s referral that is asked for by its reference with nothing', async () => {
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), FIVE_TAPS)
    await clinician.submit(check)
    const [request] = await resourcesAt(app.hubUrl, 'ServiceRequest?_sort=-_lastUpdated&_count=1')
    const reference = /[0-9a-f-]{36}/.exec(JSON.stringify(request?.identifier))?.[0]
    const other = await clinician.launch('patient-flu')
    const status = await clinician.get(`${other.url}status/${reference}`)
    expect(status.html).not.toContain('How the referral stands')
  })
})
