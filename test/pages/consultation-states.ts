import { createClinician, FIVE_TAPS, option, type Seen } from '../support/clinician.ts'
import { launchWith } from '../support/faulty-launch.ts'
import type { RunningApp } from '../support/running-app.ts'
import { type States, statesFor } from './page-state.ts'

const state = statesFor('clinician')
const FIRST = '/r/:handle'

/** What a clinician meets in this record before anything is answered. */
const RECORDS = [
  ['empty', 'patient-typical', 'gp'],
  ['a third note in a row', 'patient-work-stress', 'gp'],
  ['a referral is open in the record', 'patient-open-referral', 'gp'],
  ['no NHS number, an interpreter needed', 'patient-new-arrival', 'gp'],
  ['no phone', 'patient-no-phone', 'gp'],
  ['who may not certify', 'patient-podiatry', 'podiatrist'],
  ['two services', 'patient-two-areas', 'gp'],
  ['a very long name', 'patient-long-name', 'gp'],
  ['too young: stopped', 'patient-saturday-job-15', 'gp'],
  ['has died: stopped', 'patient-deceased', 'gp'],
  ['restricted: stopped', 'patient-restricted', 'gp'],
  ['merged: stopped', 'patient-merged', 'gp'],
] as const

/** From the launch to "Send referral": the first page, the pause, what leaves at each level, and what ends without a referral. */
export async function* consultationStates(app: RunningApp): States {
  for (const [name, patient, key] of RECORDS)
    yield state(`first page: ${name}`, FIRST, await createClinician(app).launchToRefer(patient, key))
  for (const fault of ['fhir-403', 'fhir-no-staff'])
    yield state(`first page: ${fault} in the record`, FIRST, (await launchWith(app, fault)).page)

  const clinician = createClinician(app)
  const first = await clinician.launchToRefer('patient-typical')
  const answered = (answers: Record<string, string>): Promise<Seen> => clinician.submit(first, answers, first.url)
  yield state('first page: errors', FIRST, await answered({}), 400)
  const badly = { ...FIVE_TAPS, pathway: option('pathway', 'note-and-refer'), 'note-from-day': '45' }
  yield state('first page: errors in a date', FIRST, await answered({ ...badly, 'note-from-month': '13' }), 400)

  for (const level of ['basic', 'standard', 'full']) {
    const answers = { ...FIVE_TAPS, pathway: option('pathway', 'note-and-refer') }
    const check = await answered({ ...answers, sharing: option('sharing-level', level) })
    yield state(`check: ${level}`, '/r/:handle/check', check)
  }
  yield state('first page: answered', FIRST, await clinician.get(first.url))
  const phoned = await answered({ ...FIVE_TAPS, concern: option('concern', 'phone-first') })
  yield state('check: phone me first', '/r/:handle/check', phoned)
  const urgent = await answered({ ...FIVE_TAPS, concern: option('concern', 'urgent') })
  yield state('pause', '/r/:handle/pause', urgent)

  for (const pathway of ['note-refer-later', 'note-only', 'neither'])
    yield state(
      `nothing sent: ${pathway}`,
      '/r/:handle/nothing-sent',
      await answered({ pathway: option('pathway', pathway) }),
    )
  const declining = createClinician(app)
  const asked = await declining.launchToRefer('patient-declines')
  const declined = await declining.submit(asked, { ...FIVE_TAPS, sharing: option('sharing-level', 'none') })
  yield state('nothing sent: does not agree', '/r/:handle/nothing-sent', declined)
  yield state('first page: did not agree', FIRST, await createClinician(app).launchToRefer('patient-declines'))
}
