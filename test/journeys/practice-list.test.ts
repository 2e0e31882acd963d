import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Clinician, createClinician, FIVE_TAPS, type Seen } from '../support/clinician.ts'
import { wordsOf } from '../support/faulty-launch.ts'
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

const DAY = 24 * 60 * 60_000
const later = (days: number) => vi.setSystemTime(Date.now() + days * DAY)
const fault = (method: 'PUT' | 'DELETE', name: string) => fetch(`${app.sandboxUrl}/workwell/faults/${name}`, { method })

async function refer(patient: string, clinicianKey = 'gp'): Promise<Seen> {
  const clinician = createClinician(app)
  const check = await clinician.submit(await clinician.launchToRefer(patient, clinicianKey), FIVE_TAPS)
  return clinician.submit(check)
}
async function listSeenBy(clinician: Clinician, patient = 'patient-flu', clinicianKey = 'gp'): Promise<Seen> {
  const page = await clinician.launchToRefer(patient, clinicianKey)
  return clinician.get(new URL('practice', page.url).href)
}

describe('the referrals of a practice (hazard H03)', () => {
  it('lists nothing of a referral that its service has just got', async () => {
    expect((await refer('patient-typical')).html).toContain('Referral sent')
    const list = await listSeenBy(createClinician(app))
    expect(list.status).toBe(200)
    expect(wordsOf(list)).toContain('Nothing needs attention')
    expect(list.html).not.toContain('Ashworth')
  })

  it('lists it once nobody has opened it for two working days, and for colleagues too', async () => {
    later(7)
    const list = await listSeenBy(createClinician(app))
    expect(wordsOf(list)).toContain('Gareth Ashworth')
    expect(wordsOf(list)).toContain('Not opened after two working days')
    expect(list.html).not.toContain('aria-label="Patient"')
  })

  it('lists one that could not be sent, before the others', async () => {
    await fault('PUT', 'down')
    expect((await refer('patient-work-stress')).html).toContain('Referral saved, not sent yet')
    const list = wordsOf(await listSeenBy(createClinician(app)))
    await fault('DELETE', 'down')
    const [first, second] = [list.indexOf('Saved, not sent yet'), list.indexOf('How it stands is not known')]
    expect(first).toBeGreaterThan(0)
    expect(second).toBeGreaterThan(first)
  })

  it('is not shown to who did not launch', async () => {
    const page = await createClinician(app).launchToRefer('patient-flu')
    const stranger = await createClinician(app).get(new URL('practice', page.url).href)
    expect(stranger.status).toBe(401)
    expect(stranger.html).not.toContain('Ashworth')
  })
})
