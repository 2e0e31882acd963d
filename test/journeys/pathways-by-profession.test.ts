import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClinician, FIVE_TAPS, option, resourcesAt, type Seen } from '../support/clinician.ts'
import { launchWith, wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const NOTE = ['note-and-refer', 'note-refer-later', 'note-only']
const REFUSED = 'Podiatrist: this profession may not issue a fit note'
/** The pathways that are on a page and not hidden. */
const offered = ({ html }: Seen): string[] => {
  const shown = html.replace(/<div class="app-option" hidden="".*?<\/div><\/div>/gs, '')
  return [...shown.matchAll(/value="[^"]*CodeSystem\/pathway\|([a-z-]+)"/g)].map(each => each[1] ?? '')
}

describe('a podiatrist whom the record names (hazard H07)', () => {
  it('is offered the two pathways without a fit note, and told why', async () => {
    const page = await createClinician(app).launchToRefer('patient-typical', 'podiatrist')
    expect(offered(page)).toEqual(['refer', 'neither'])
    expect(wordsOf(page)).toContain('may not issue a fit note')
  })

  it.each(NOTE)('is refused "%s" in words, and loses no other answer', async pathway => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical', 'podiatrist')
    const page = await clinician.submit(first, { ...FIVE_TAPS, pathway: option('pathway', pathway) })
    expect(page.status).toBe(400)
    expect(wordsOf(page)).toContain(REFUSED)
    const check = await clinician.submit(page, { pathway: FIVE_TAPS.pathway })
    expect(wordsOf(check)).toContain('Check before sending')
    expect(await resourcesAt(app.hubUrl, 'ServiceRequest')).toEqual([])
  })
})

describe('a clinician whose profession the record does not say (decision 13)', () => {
  const PODIATRIST = { profession: option('profession', 'podiatrist') }

  it('is asked, and offered every pathway meanwhile', async () => {
    const { page } = await launchWith(app, 'fhir-no-staff')
    expect(wordsOf(page)).toContain('Your profession')
    expect(offered(page)).toEqual(['refer', ...NOTE, 'neither'])
  })

  it('is refused a note in words once they say that they are a podiatrist, and from then on not offered one', async () => {
    const { page, clinician } = await launchWith(app, 'fhir-no-staff')
    const refused = await clinician.submit(page, { ...PODIATRIST, pathway: option('pathway', 'note-only') })
    expect(refused.status).toBe(400)
    expect(wordsOf(refused)).toContain(REFUSED)
    expect(offered(refused)).toEqual(['refer', 'neither'])
    const nothingSent = await clinician.get(new URL('nothing-sent', page.url).href)
    expect(wordsOf(nothingSent)).not.toContain('Issue the fit note in your record system')
    const done = await clinician.submit(refused, { ...PODIATRIST, pathway: option('pathway', 'neither') })
    expect(wordsOf(done)).toContain('Nothing was sent to WorkWell')
  })

  it('is refused it also together with "does not agree"', async () => {
    const { page, clinician } = await launchWith(app, 'fhir-no-staff')
    const fields = {
      ...PODIATRIST,
      pathway: option('pathway', 'note-and-refer'),
      sharing: option('sharing-level', 'none'),
    }
    expect(wordsOf(await clinician.submit(page, fields))).toContain(REFUSED)
  })

  it('may issue a note once they say that they are a nurse', async () => {
    const { page, clinician } = await launchWith(app, 'fhir-no-staff')
    const fields = { profession: option('profession', 'nurse'), pathway: option('pathway', 'note-only') }
    expect(wordsOf(await clinician.submit(page, fields))).toContain('Nothing was sent to WorkWell')
  })
})
