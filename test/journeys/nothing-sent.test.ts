import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClinician, FIVE_TAPS, option, resourcesAt } from '../support/clinician.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const requestsAtHub = () => resourcesAt(app.hubUrl, 'ServiceRequest?_count=200')

describe('a consultation that sends nothing says so', () => {
  it.each(['note-refer-later', 'note-only', 'neither'])('with "%s" needing no other answer', async pathway => {
    const clinician = createClinician(app)
    const page = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
      pathway: option('pathway', pathway),
    })
    expect(page.html).toContain('Nothing was sent to WorkWell')
    expect(await requestsAtHub()).toEqual([])
  })

  it('when the patient does not agree, without pressing for other answers, and remembers it (hazard H11)', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-declines')
    const page = await clinician.submit(first, {
      pathway: FIVE_TAPS.pathway,
      sharing: option('sharing-level', 'none'),
    })
    expect(page.html).toContain('Nothing was sent to WorkWell')
    expect(await requestsAtHub()).toEqual([])
    const next = await createClinician(app).launch('patient-declines')
    expect(next.html).toContain('the patient did not agree to a WorkWell referral')
    expect((await createClinician(app).launch('patient-typical')).html).not.toContain('did not agree')
  })

  it('and cannot be sent from a check page that is called up by its address', async () => {
    const clinician = createClinician(app)
    const page = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
      pathway: option('pathway', 'note-only'),
    })
    const check = await clinician.get(page.url.replace(/nothing-sent$/, 'check'))
    expect(check.html).not.toContain('Send referral')
  })
})

describe('an urgent or safeguarding concern (hazard H04)', () => {
  it('pauses before anything is sent, whatever else is unanswered', async () => {
    const clinician = createClinician(app)
    const page = await clinician.submit(await clinician.launchToRefer('patient-not-safe'), {
      pathway: FIVE_TAPS.pathway,
      concern: option('concern', 'urgent'),
    })
    expect(page.html).toContain('Deal with the concern first')
    const check = await clinician.get(page.url.replace(/pause$/, 'check'))
    expect(check.html).not.toContain('Send referral')
    expect(await requestsAtHub()).toEqual([])
  })

  it('is told to the coach as managed when the clinician resumes', async () => {
    const clinician = createClinician(app)
    const pause = await clinician.submit(await clinician.launchToRefer('patient-not-safe'), {
      ...FIVE_TAPS,
      concern: option('concern', 'urgent'),
    })
    const check = await clinician.submit(pause)
    expect(check.html).toContain('Urgent or safeguarding concern today')
    expect(check.html).toContain('Urgent or safeguarding concern managed today')
    expect((await clinician.submit(check)).html).toContain('Referral sent')
    const [form] = await resourcesAt(app.hubUrl, 'QuestionnaireResponse?_sort=-_lastUpdated&_count=1')
    expect(JSON.stringify(form)).toContain('"linkId":"concern-managed"')
  })

  it('has to be managed again when it is raised again', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-not-safe')
    const urgent = { ...FIVE_TAPS, concern: option('concern', 'urgent') }
    await clinician.submit(await clinician.submit(first, urgent))
    await clinician.submit(first, FIVE_TAPS)
    expect((await clinician.submit(first, urgent)).html).toContain('Deal with the concern first')
  })
})

describe('a patient who cannot be referred from here', () => {
  it.each([
    ['patient-deceased', 'the patient has died'],
    ['patient-saturday-job-15', 'younger than the WorkWell service accepts'],
    ['patient-restricted', 'The record is restricted'],
    ['patient-merged', 'merged into another one'],
  ])('%s: the page says why, offers no form, and a forged form sends nothing', async (patientId, why) => {
    const clinician = createClinician(app)
    const before = await requestsAtHub()
    const page = await clinician.launchToRefer(patientId)
    expect(page.html).toContain('This patient cannot be referred from here')
    expect(page.html).toContain(why)
    const isThere = !['patient-deceased', 'patient-merged'].includes(patientId)
    expect(page.html.includes('A fit note is not affected')).toBe(isThere)
    expect(page.html).not.toContain('Check before sending')
    await clinician.submit(page, { ...FIVE_TAPS, patientId })
    const check = await clinician.submit({ ...page, url: `${page.url}check` }, { patientId, revision: '0' })
    expect(check.html).not.toContain('Referral sent')
    expect(await requestsAtHub()).toHaveLength(before.length)
  })
})
