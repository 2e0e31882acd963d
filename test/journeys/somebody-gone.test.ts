import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PageDeps } from '../../launch/pages/page-deps.ts'
import { createPages } from '../../launch/pages/router.ts'
import { QUESTIONS } from '../support/answers.ts'
import { createClinician, type Seen } from '../support/clinician.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

/** Every paper and action of a consultation, and whether it is there for somebody who has died or was merged. A new one has to be decided here. */
const DECIDED: Readonly<Record<string, 'withheld' | 'stopped' | 'allowed'>> = {
  '': 'allowed',
  typed: 'allowed',
  reread: 'allowed',
  // Nothing is prepared for them: these lead back by the stops of the referral.
  pause: 'stopped',
  check: 'stopped',
  sent: 'allowed',
  'sent/copy': 'allowed',
  // What went before can be looked at, answered, taken back and closed.
  status: 'allowed',
  'status/:referralId': 'allowed',
  'withdraw/:referralId': 'allowed',
  'answer/:referralId': 'allowed',
  'closing-letter/:referralId': 'allowed',
  'closing-letter/:referralId/pdf': 'allowed',
  practice: 'allowed',
  close: 'allowed',
  'nothing-sent': 'allowed',
  // Nothing new goes to the service, and nothing is written or handed out.
  'amend/:referralId': 'withheld',
  'release/:referralId': 'withheld',
  'later-note/:referralId': 'withheld',
  handout: 'withheld',
  'handout/pdf': 'withheld',
  letter: 'withheld',
  'letter/pdf': 'withheld',
  'fit-note': 'withheld',
  'fit-note/typed': 'withheld',
  'fit-note/copy': 'withheld',
  'fit-note/pdf': 'withheld',
  'fit-note/issued': 'withheld',
  'fit-note/fhir': 'withheld',
  'health-and-work-report': 'withheld',
  'health-and-work-report/typed': 'withheld',
  'health-and-work-report/copy': 'withheld',
  'health-and-work-report/pdf': 'withheld',
  'health-and-work-report/fhir': 'withheld',
}

const routes = createPages({ questionnaire: QUESTIONS } as PageDeps).stack.flatMap(layer =>
  layer.route
    ? [{ place: layer.route.path.replace('/r/:handle/', ''), isPost: layer.route.stack[0]?.method === 'post' }]
    : [],
)

describe('somebody who has died or was merged (hazards H01, H14)', () => {
  it('every paper and action is decided', () => {
    expect([...new Set(routes.map(each => each.place))].toSorted()).toEqual(Object.keys(DECIDED).toSorted())
  })

  it.each(['patient-deceased', 'patient-merged'])(
    '%s: nothing is written or handed out, by link or by address',
    async patientId => {
      const clinician = createClinician(app)
      const page = await clinician.launchToRefer(patientId)
      for (const words of [
        'Draft a fit note',
        'Write an AHP',
        'Handout for the patient',
        'issue it in your record system',
      ])
        expect(wordsOf(page)).not.toContain(words)
      for (const { place, isPost } of routes.filter(each => DECIDED[each.place] === 'withheld')) {
        const url = new URL(place.replace(':referralId', 'r1'), page.url).href
        const seen: Seen = isPost
          ? await clinician.submit({ url, status: 200, html: '' }, { patientId })
          : await clinician.get(url)
        expect([place, new URL(seen.url).pathname]).toEqual([place, new URL(page.url).pathname])
      }
    },
  )
})

describe('a 15-year-old', () => {
  it('is not told to ring a service that starts at 16, and their clinician still hears of the fit note', async () => {
    const clinician = createClinician(app)
    const page = await clinician.launchToRefer('patient-saturday-job-15')
    expect(wordsOf(page)).toContain('A fit note is not affected')
    const places = ['', 'nothing-sent', 'handout', 'letter']
    const seen = await Promise.all(places.map(place => clinician.get(new URL(place, page.url).href)))
    for (const each of [page, ...seen])
      expect(wordsOf(each)).not.toMatch(/\bRing\b|refer themselves|contact it themselves|Handout/)
  })
})

describe('the AHP Health and Work Report', () => {
  it('is offered to a podiatrist, and not to a doctor, also not by its address', async () => {
    const clinician = createClinician(app)
    expect(wordsOf(await clinician.launch('patient-typical', 'podiatrist'))).toContain(
      'Write an AHP Health and Work Report',
    )
    const doctor = await clinician.launchToRefer('patient-typical', 'gp')
    expect(wordsOf(doctor)).not.toContain('AHP Health and Work Report')
    const report = await clinician.get(new URL('health-and-work-report', doctor.url).href)
    expect(wordsOf(report)).toContain('This report is for allied health professionals')
    expect(report.html).not.toContain('Save and see the report')
  })
})
