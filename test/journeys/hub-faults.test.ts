import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
const allOff = () => fetch(`${app.sandboxUrl}/workwell/faults`, { method: 'DELETE' })
afterEach(allOff)
afterAll(() => app.close())

/** Sends a referral while the sandbox's own hub has a fault; the phone number tells it from the others. */
async function sendDuring(fault: string, phone: string) {
  const clinician = createClinician(app)
  const answers = { ...FIVE_TAPS, 'contact-phone': phone }
  const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), answers)
  expect((await fetch(`${app.sandboxUrl}/workwell/faults/${fault}`, { method: 'PUT' })).status).toBe(200)
  return { clinician, page: await clinician.submit(check) }
}
const atHub = async (phone: string) =>
  (await resourcesAt(app.hubUrl, 'Patient?_count=200')).filter(patient => JSON.stringify(patient).includes(phone))

describe('the faults of the sandbox’s own hub (hazard H03)', () => {
  it.each([
    ['down', '07700 900401'],
    ['server-error', '07700 900402'],
    ['too-busy', '07700 900403'],
    ['garbage', '07700 900404'],
    ['conflict', '07700 900406'],
  ])('are never called a success: %s', async (fault, phone) => {
    const { page } = await sendDuring(fault, phone)
    expect(page.status).toBe(200)
    expect(wordsOf(page)).toContain('Referral saved, not sent yet')
    await allOff()
  })

  it('are never called a success, nor "not sent yet": refuses', async () => {
    const { page } = await sendDuring('refuses', '07700 900405')
    expect(wordsOf(page)).toContain('did not take this referral')
    expect(wordsOf(page)).not.toContain('not sent yet')
    await allOff()
  })

  it.each([
    ['shuts-us-out', '07700 900408'],
    ['bad-request', '07700 900409'],
  ])('are held, and said not to be about the patient: %s', async (fault, phone) => {
    const { clinician, page } = await sendDuring(fault, phone)
    expect(wordsOf(page)).toContain('Referral saved, not sent: the connection to')
    await allOff()
    expect(wordsOf(await clinician.submit(page))).toContain('Referral sent')
    expect(await atHub(phone)).toHaveLength(1)
  })

  it('make no second referral when the answer to the first was lost: commits-then-drops', async () => {
    const { clinician, page } = await sendDuring('commits-then-drops', '07700 900407')
    await allOff()
    await vi.waitFor(async () => expect(wordsOf(await clinician.get(page.url))).toContain('Referral sent'), {
      timeout: 15_000,
      interval: 250,
    })
    expect(await atHub('07700 900407')).toHaveLength(1)
  })
})
