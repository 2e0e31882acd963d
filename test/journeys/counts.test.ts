import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createClinician, FIVE_TAPS, option, resourcesAt } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp({ FOLLOW_MINUTES: '0.01' })
})
afterAll(() => app.close())
const faults = (path: string, method: string) => fetch(`${app.sandboxUrl}/workwell/faults${path}`, { method })

async function refer(): Promise<() => Promise<string>> {
  const clinician = createClinician(app)
  const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), FIVE_TAPS)
  const sent = await clinician.submit(check)
  return async () => wordsOf(await clinician.get(sent.url.replace(/sent$/, 'status')))
}
const signedIn = async (id: string) => {
  const person = await createCoach(app, id)
  return { person, first: await person.signIn() }
}

describe('what became of the referrals', () => {
  it('is counted for the ICB lead, who lands there and sees no referral', async () => {
    const { person, first } = await signedIn('lead-dev')
    expect(first.url).toBe(`${person.home}counts`)
    expect(wordsOf(first)).toContain('Referrals made: 0')
    expect((await person.get('')).status).toBe(403)
    expect((await person.get('referrals/1')).status).toBe(403)
  })

  it('with what coaches do, without a name, a small number or a reload of anything but the page', async () => {
    for (let count = 0; count < 6; count += 1) await refer()
    const declining = createClinician(app)
    const asked = await declining.launchToRefer('patient-flu')
    await declining.submit(asked, { ...FIVE_TAPS, sharing: option('sharing-level', 'none') })
    const tasks = await resourcesAt(app.hubUrl, 'Task?code=fulfill&_count=50')
    const { person: coach } = await signedIn('coach-asha')
    for (const { id } of tasks) await coach.act(String(id), 'acknowledge')
    const [task] = tasks
    await coach.act(String(task?.id), 'accept')
    await coach.act(String(task?.id), 'contact', { method: 'phone', result: 'reached' })

    const { person: lead } = await signedIn('lead-dev')
    await vi.waitFor(
      async () => {
        const page = wordsOf(await lead.get('counts'))
        expect(page).toContain('Patient contacted: fewer than 5 Support started: 0')
        expect(page).toContain('Referrals made 5 5 Arrived at the service 5 5 Opened by the service 5 5')
      },
      { timeout: 20_000, interval: 500 },
    )
    const page = await lead.get('counts')
    expect(page.html).not.toMatch(/Ashworth|999 ?910|Asha Grant/)
    const csv = await lead.get('counts.csv')
    const [columns = '', all = '', refer_ = ''] = csv.html.split('\r\n')
    expect(columns.split(',').slice(0, 12)).toEqual(
      'site,service,pathway,offered,declined,accepted,sent,acknowledged,contacted,started,ended,median_days_to_first_contact'.split(
        ',',
      ),
    )
    expect(all).toMatch(/^demo,demo-workwell,all,5,<5,5,5,5,<5,0,0,,/)
    expect(refer_).toMatch(/^demo,demo-workwell,refer,,,5,5,5,<5,0,0,,/)
    expect(columns.split(',')).toHaveLength(all.split(',').length)
    expect((await coach.get('counts')).status).toBe(200)
  })

  it('and the status page says how a referral stood when its service could be read', async () => {
    const status = await refer()
    const [task] = await resourcesAt(app.hubUrl, 'Task?code=fulfill&_sort=-_lastUpdated&_count=1')
    const { person: coach } = await signedIn('coach-asha')
    await coach.act(String(task?.id), 'acknowledge')
    await new Promise(resolve => setTimeout(resolve, 3000))
    await faults('/down', 'PUT')
    const words = await status()
    await faults('', 'DELETE')
    expect(words).toContain('could not be read from the service just now')
    expect(words).toMatch(/When it was last read, on .*: Received by WorkWell/)
  })
})
