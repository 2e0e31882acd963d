import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EHR_FAULTS } from '../../src/sandbox/ehr/faults/ehr-faults.ts'
import { launchWith, wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

// Faults that end the launch are judged by their code in launch-faults.test.ts.
const others = EHR_FAULTS.filter(({ code }) => code === undefined)
const seeing = (start: string) => others.filter(({ sees }) => sees.startsWith(start))

const AS_USUAL = seeing('The consultation opens as usual')
const WITH_GAPS = seeing('The consultation, with each part named that ')
const NO_PATIENT = seeing('The patient’s details could not be read')

describe('what a fault says that the clinician sees is what the clinician sees', () => {
  it.each(AS_USUAL)('a whole consultation: $name', async ({ name }) => {
    const { page } = await launchWith(app, name)
    expect(page.status).toBe(200)
    expect(wordsOf(page)).toContain('Gareth Ashworth')
    expect(wordsOf(page)).not.toContain('Not everything could be read')
  })

  it.each(WITH_GAPS)('a consultation whose gaps have this reason: $name', async ({ name, sees }) => {
    const { page } = await launchWith(app, name)
    const [, why = 'no reason'] = /each part named that ([^;,]+?)(?: for| with|[;,]|$)/.exec(sees) ?? []
    expect(page.status).toBe(200)
    expect(wordsOf(page)).toContain('Not everything could be read')
    expect(wordsOf(page)).toContain(why)
  })

  it.each(NO_PATIENT)('no consultation without the patient: $name', async ({ name, sees }) => {
    const { page } = await launchWith(app, name)
    expect(wordsOf(page)).toContain(sees)
    expect(page.html).not.toContain('Ashworth')
  })

  it('is tested elsewhere where it takes more than a launch to see it', () => {
    const named = new Set([...AS_USUAL, ...WITH_GAPS, ...NO_PATIENT].map(({ name }) => name))
    expect(
      others
        .map(({ name }) => name)
        .filter(name => !named.has(name))
        .sort(),
    ).toEqual([
      'fhir-401',
      'fhir-401-once',
      'fhir-401-until-refresh',
      'fhir-no-staff',
      'fhir-reference-elsewhere',
      'fhir-writes-refused',
      'refresh-other-patient',
      'refresh-refused',
      'refresh-slow',
      'revocation-refused',
      'token-fewer-scopes',
    ])
  })

  it('a consultation where the first call was refused and the sign-in could be renewed: fhir-401-once', async () => {
    const { page } = await launchWith(app, 'fhir-401-once')
    expect([page.status, wordsOf(page).includes('Gareth Ashworth')]).toEqual([200, true])
  })

  it('a consultation that closes as usual: revocation-refused', async () => {
    const { page, clinician } = await launchWith(app, 'revocation-refused')
    const closed = await clinician.submit(page, {}, 'close')
    expect(closed.status).toBeLessThan(500)
    expect((await clinician.get(page.url)).html).not.toContain('Ashworth')
  })

  it('a record that can be tried again when its answer to a refresh does not come: refresh-slow', async () => {
    await fetch(`${app.sandboxUrl}/faults/fhir-401-until-refresh`, { method: 'PUT' })
    const { page } = await launchWith(app, 'refresh-slow')
    await fetch(`${app.sandboxUrl}/faults`, { method: 'DELETE' })
    expect(page.status).toBeGreaterThanOrEqual(400)
    expect(wordsOf(page)).toContain('What to do now')
    expect(wordsOf(page)).not.toContain('sign-in at your record system has ended')
  })
})
