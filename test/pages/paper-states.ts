import { createClinician, FIVE_TAPS, option } from '../support/clinician.ts'
import type { RunningApp } from '../support/running-app.ts'
import { type States, statesFor } from './page-state.ts'

const state = statesFor('clinician')

/** What a patient, an employer or another service holds in hand, and what is filled in for it. */
export async function* paperStates(app: RunningApp): States {
  const clinician = createClinician(app)
  const first = await clinician.launchToRefer('patient-knee-replacement')
  const at = (place: string) => clinician.get(`${first.url}${place}`)
  yield state('handout', '/r/:handle/handout', await at('handout'))

  const note = await at('fit-note')
  yield state('fit-note draft', '/r/:handle/fit-note', note)
  yield state('fit-note draft: errors', '/r/:handle/fit-note', await clinician.submit(note, { 'from-day': '45' }), 400)
  const filled = {
    assessment: option('fit-note-assessment', 'face-to-face'),
    condition: 'other:',
    'condition-other': 'Knee replaced',
    advice: option('fit-note-advice', 'may-be-fit'),
    adjustments: option('adjustment', 'altered-hours'),
    comments: 'Seated work only',
    lasts: '2w',
  }
  await clinician.submit(note, filled)
  yield state('fit-note draft: to copy', '/r/:handle/fit-note/copy', await at('fit-note/copy'))

  const report = await at('health-and-work-report')
  yield state('Health and Work Report: not this clinician’s', '/r/:handle/health-and-work-report', report)
  const physiotherapist = createClinician(app)
  const { url } = await physiotherapist.launchToRefer('patient-knee-replacement', 'physiotherapist')
  const theirs = await physiotherapist.get(`${url}health-and-work-report`)
  yield state('Health and Work Report', '/r/:handle/health-and-work-report', theirs)
  const said = {
    advice: option('fit-note-advice', 'may-be-fit'),
    options: option('adjustment', 'altered-hours'),
    difficulty: 'Stairs',
    goal: 'Half days by the end of the month',
  }
  const copied = await physiotherapist.submit(theirs, said)
  yield state('Health and Work Report: to copy', '/r/:handle/health-and-work-report/copy', copied)

  const check = await clinician.submit(first, FIVE_TAPS, first.url)
  await clinician.submit(check)
  yield state('handout after a referral', '/r/:handle/handout', await at('handout'))
}
