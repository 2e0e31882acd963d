import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  // Every six tenths of a second, in place of every fifteen minutes.
  app = await startApp({ FOLLOW_MINUTES: '0.01' })
})
afterAll(() => app.close())

/** What a GP reads who opens the record of this patient again. */
const nextLaunch = async (patient: string): Promise<string> => wordsOf(await createClinician(app).launch(patient))

async function referred(patient: string) {
  const clinician = createClinician(app)
  const sent = await clinician.submit(await clinician.submit(await clinician.launchToRefer(patient), FIVE_TAPS))
  expect(sent.html).toContain('Referral sent')
  const [task] = await resourcesAt(app.hubUrl, 'Task?_sort=-_lastUpdated&_count=1&code=fulfill')
  const inbox = `${app.sandboxUrl}/workwell/referrals/${task?.id}`
  const coach = createClinician(app)
  const bring = async (to: string) => coach.submit(await coach.get(inbox), { to }, `${inbox}/bring`)
  return { clinician, sent, bring }
}
const soon = (look: () => Promise<void>) => vi.waitFor(look, { timeout: 15_000, interval: 400 })

describe('the next launch of a patient who was referred (hazard H16)', () => {
  it('says how the referral stands, what to do, and at last how it ended', async () => {
    const { bring } = await referred('patient-typical')
    await soon(async () => expect(await nextLaunch('patient-typical')).toContain('Sent, not opened yet'))
    await bring('accepted/contact-attempted')
    await soon(async () => {
      const words = await nextLaunch('patient-typical')
      expect(words).toContain('WorkWell has tried to reach the patient')
      expect(words).toContain('Check the patient’s phone number when you next see them.')
      expect(words).toContain('How the referral stands')
    })
    expect(wordsOf(await createClinician(app).launchToRefer('patient-typical'))).toMatch(
      /A WorkWell referral is open already, sent on [^:]*: WorkWell has tried to reach the patient\./,
    )
    await bring('completed/closed-outcome')
    await soon(async () => {
      const words = await nextLaunch('patient-typical')
      expect(words).toContain('How the referral stands Finished')
    })
    const form = wordsOf(await createClinician(app).launchToRefer('patient-typical'))
    expect(form).toContain('An earlier WorkWell referral is closed')
    expect(form).not.toContain('open already')
  })

  it('does not call a referral open that was withdrawn', async () => {
    const patient = 'patient-typical'
    const { clinician, sent } = await referred(patient)
    const status = await clinician.get(sent.url.replace(/sent$/, 'status'))
    const [, path = ''] = /href="([^"]*\/withdraw\/[^"]*)"/.exec(status.html) ?? []
    await clinician.submit(await clinician.get(new URL(path, sent.url).href), { why: 'patient-withdrew' })
    await soon(async () => {
      expect(await nextLaunch(patient)).toContain('How the referral stands Withdrawn')
    })
    expect(wordsOf(await createClinician(app).launchToRefer(patient))).not.toContain('open already')
  })
})

describe('a launch, when nothing was looked up in the background', () => {
  it('asks the service at that moment, and says so when the service does not answer', async () => {
    const late = await startApp({ FOLLOW_MINUTES: '1000' })
    const gp = createClinician(late)
    await gp.submit(await gp.submit(await gp.launchToRefer('patient-typical'), FIVE_TAPS))
    const [task] = await resourcesAt(late.hubUrl, 'Task?code=fulfill')
    const inbox = `${late.sandboxUrl}/workwell/referrals/${task?.id}`
    const coach = createClinician(late)
    await coach.submit(await coach.get(inbox), { to: 'received/awaiting-information' }, `${inbox}/bring`)
    const colleague = createClinician(late)
    const first = await colleague.launch('patient-typical')
    expect(wordsOf(first)).toContain('WorkWell has a question')
    const form = await colleague.launchToRefer('patient-typical')
    expect(wordsOf(form)).toContain('WorkWell has a question')
    await coach.submit(await coach.get(inbox), { to: 'rejected/not-accepted' }, `${inbox}/bring`)
    expect(wordsOf(await colleague.get(first.url))).toContain('Declined by WorkWell')
    const again = wordsOf(await colleague.get(form.url))
    expect(again).toContain('Declined by WorkWell')
    expect(again).not.toContain('open already')
    await fetch(`${late.sandboxUrl}/workwell/faults/slow`, { method: 'PUT' })
    const slow = await createClinician(late).launch('patient-typical')
    expect(wordsOf(slow)).toContain('Not known at this moment')
    expect(wordsOf(slow)).toContain('How it stands could not be read from the service just now')
    expect(slow.html).toContain('>Refer again</a>')
    await late.close()
  })
})
