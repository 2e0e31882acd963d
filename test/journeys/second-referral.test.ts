import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const sent = async () => (await resourcesAt(app.hubUrl, 'ServiceRequest?_count=200')).length
/** Without the tick that a second referral takes. */
const UNTICKED = { beside: [] }

describe('a second referral while one is open (hazard H13)', () => {
  it('takes a tick of its own, also from a window that was opened before the first was sent', async () => {
    const one = createClinician(app)
    const other = createClinician(app)
    const first = await one.submit(await one.launchToRefer('patient-typical'), FIVE_TAPS)
    // Launched, and at its check page, before there was any.
    const second = await other.submit(await other.launchToRefer('patient-typical', 'nurse'), FIVE_TAPS)
    expect(wordsOf(second)).not.toContain('Refer a second time')

    expect(wordsOf(await one.submit(first))).toContain('Referral sent')
    const refused = await other.submit(second)
    expect(refused.status).toBe(409)
    expect(wordsOf(refused)).toContain('A WorkWell referral is open already, sent on')
    expect(await sent()).toBe(1)
    const again = await other.submit(refused, UNTICKED)
    expect(again.status).toBe(409)
    expect(await sent()).toBe(1)
    // A yes to another one is none to this.
    expect((await other.submit(again, { beside: 'some-other-referral' })).status).toBe(409)
    expect(wordsOf(await other.submit(again))).toContain('Referral sent')
    expect(await sent()).toBe(2)
  })

  it('is not asked about for a patient who has none', async () => {
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-work-stress'), FIVE_TAPS)
    expect(wordsOf(check)).not.toContain('Refer a second time')
    expect(wordsOf(await clinician.submit(check))).toContain('Referral sent')
  })
})
