import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../src/store/open-database.ts'
import { createClinician, FIVE_TAPS, option, resourcesAt } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

/** Sends a referral whose referrer is to be phoned first, and lets its contact details go at the desk. */
async function released(app: RunningApp, who: string, kind: string, fields: Record<string, string>): Promise<void> {
  const gp = createClinician(app)
  const answers = { ...FIVE_TAPS, concern: option('concern', 'phone-first') }
  await gp.submit(await gp.submit(await gp.launchToRefer('patient-typical'), answers))
  const [task] = await resourcesAt(app.hubUrl, 'Task?_sort=-_lastUpdated&_count=1&code=fulfill')
  const coach = await createCoach(app, who)
  await coach.signIn()
  const page = await coach.get(`referrals/${task?.id}`)
  const about = /name="about" value="([^"]*)"/.exec(page.html)?.[1] ?? ''
  await coach.act(String(task?.id), kind, { about, ...fields }, page)
}

it('who let contact details go, after a talk or without one and why, is on record; nobody’s words are (hazard H10)', {
  timeout: 120_000,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'workwell-'))
  const app = await startApp({ DATA_DIR: dataDir })
  await released(app, 'coach-asha', 'spoken', { with: 'Dr Aisha Rahman', day: '2026-01-05', time: '10:30' })
  const why = { why: 'not-reached', words: 'Rang four times over three days' }
  await released(app, 'coach-asha', 'open-contact', why)
  await released(app, 'manager-mo', 'open-contact', why)
  await app.close()

  const database = await openDatabase({ dataDir })
  const entries = await database.select("select * from audit where action like 'contact-%' order by seq")
  await database.close()
  rmSync(dataDir, { recursive: true })
  expect(entries.map(({ action, fhir_user, detail }) => [action, fhir_user, detail])).toEqual([
    ['contact-released', 'coach-asha', 'coach'],
    ['contact-opened', 'manager-mo', 'not-reached'],
  ])
  expect(JSON.stringify(entries)).not.toMatch(/Rahman|Rang four|07700/)
})
