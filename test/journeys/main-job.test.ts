import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClinician, FIVE_TAPS, option, resourcesAt } from '../support/clinician.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

/** The referral's parts at the hub, by the phone number that this test alone uses. */
async function sentWithPhone(phone: string) {
  const patients = await resourcesAt(app.hubUrl, 'Patient?_count=200')
  return patients.filter(patient => JSON.stringify(patient).includes(phone))
}

describe('a clinician refers a patient to WorkWell', () => {
  it('in five answers, a check and a send, and the hub has it whole', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical')
    expect(first.status).toBe(200)
    expect(first.html).toContain('Mr Gareth Ashworth')

    const check = await clinician.submit(first, { ...FIVE_TAPS, 'contact-phone': '07700 900111' })
    expect(new URL(check.url).pathname).toMatch(/\/check$/)
    expect(check.html).toContain('WorkWell Demo')
    const sent = await clinician.submit(check)
    expect(sent.html).toContain('Referral sent')

    const [patient] = await sentWithPhone('07700 900111')
    const requests = await resourcesAt(
      app.hubUrl,
      `ServiceRequest?subject=Patient/${patient?.id}&_revinclude=Task:focus`,
    )
    expect(requests.map(each => each.resourceType).toSorted()).toEqual(['ServiceRequest', 'Task'])
  })

  it('and reads in the status what the coach did in the inbox', async () => {
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
      ...FIVE_TAPS,
      'contact-phone': '07700 900112',
    })
    const sent = await clinician.submit(check)
    const statusUrl = sent.url.replace(/sent$/, 'status')
    expect((await clinician.get(statusUrl)).html).toContain('Sent, not opened yet')

    const [patient] = await sentWithPhone('07700 900112')
    const [task] = await resourcesAt(app.hubUrl, `Task?patient=Patient/${patient?.id}`)
    const inbox = `${app.sandboxUrl}/workwell/referrals/${task?.id}`
    const coach = createClinician(app)
    const opened = await coach.get(inbox)
    expect(opened.html).toContain('07700 900112')

    await coach.submit(opened, {}, `${inbox}/acknowledge`)
    expect((await clinician.get(statusUrl)).html).toContain('Received by WorkWell')

    await coach.submit(await coach.get(inbox), { reason: '40', words: 'Lives outside our area' }, `${inbox}/decline`)
    const declined = (await clinician.get(statusUrl)).html
    expect(declined).toContain('Declined by WorkWell')
    expect(declined).toContain('Lives outside our area')
  })

  it('leads the next launch to how the referral stands, and warns whoever refers again', async () => {
    const clinician = createClinician(app)
    expect((await clinician.launch('patient-typical')).html).toContain('How the referral stands')
    const form = await clinician.launchToRefer('patient-typical')
    expect(form.html).toContain('A WorkWell referral is open already')
    expect(form.html).toContain('An earlier WorkWell referral is closed')
  })

  it('sends the phone number of today, whatever an earlier referral said', async () => {
    for (const phone of ['07700 900121', '07700 900122']) {
      const clinician = createClinician(app)
      const check = await clinician.submit(await clinician.launchToRefer('patient-back-pain'), {
        ...FIVE_TAPS,
        'contact-phone': phone,
      })
      await clinician.submit(check)
      const [patient, ...others] = await sentWithPhone(phone)
      expect(others).toEqual([])
      expect(patient?.telecom).toContainEqual(expect.objectContaining({ system: 'phone', value: phone }))
    }
  })

  it('sends once, however often the same page is sent', async () => {
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-back-pain'), {
      ...FIVE_TAPS,
      'contact-phone': '07700 900131',
    })
    const sends = await Promise.all(Array.from({ length: 10 }, () => clinician.submit(check)))
    expect(sends.map(each => each.html.includes('Referral sent'))).toEqual(Array(10).fill(true))
    const patients = await sentWithPhone('07700 900131')
    expect(patients).toHaveLength(1)
    const [patient] = patients
    expect(await resourcesAt(app.hubUrl, `ServiceRequest?subject=Patient/${patient?.id}`)).toHaveLength(1)
    expect(await resourcesAt(app.hubUrl, `Task?patient=Patient/${patient?.id}`)).toHaveLength(1)
  })

  it('with a fit note today, whose advice comes from the record and is shown before it leaves', async () => {
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
      ...FIVE_TAPS,
      pathway: option('pathway', 'note-and-refer'),
    })
    expect(check.html).toContain('<dt>Fit note</dt>')
    expect(check.html).toContain('May be fit for work')
  })

  it('and is told what is missing, with what was answered kept', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical')
    const { concern: _left, ...four } = FIVE_TAPS
    const back = await clinician.submit(first, { ...four, 'contact-phone': '07700 900141' })
    expect(back.status).toBe(400)
    expect(back.html).toContain('There is a problem')
    expect(back.html).toContain('Anything to keep the patient or the coach safe?')
    expect(back.html).toContain('07700 900141')
    expect(await sentWithPhone('07700 900141')).toEqual([])
  })

  it('and cannot send without any way to reach the patient', async () => {
    const clinician = createClinician(app)
    const nowhere = { 'contact-phone': '', 'contact-email': '', 'contact-address': '' }
    const back = await clinician.submit(await clinician.launchToRefer('patient-typical'), { ...FIVE_TAPS, ...nowhere })
    expect(back.status).toBe(400)
    expect(back.html).toContain('so that WorkWell can reach the patient')
  })
})
