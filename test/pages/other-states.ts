import { readFileSync } from 'node:fs'
import { createClinician, resourcesAt } from '../support/clinician.ts'
import { launchWith } from '../support/faulty-launch.ts'
import type { RunningApp } from '../support/running-app.ts'
import { type States, statesFor } from './page-state.ts'

const state = statesFor('anybody')
const sandboxState = statesFor('sandbox')
const QUESTIONS = new URL('../../profiles/fhir/Questionnaire-workwell-referral.json', import.meta.url)

/** One launch of each kind that ends before a consultation. */
const FAULTS = ['authorize-refused', 'token-without-patient', 'id-token-garbage', 'fhir-down', 'fhir-401']

/** What somebody meets who is no clinician, comes the wrong way, or tries the app. */
export async function* otherStates(app: RunningApp): States {
  const person = createClinician(app)
  const at = (path: string) => person.get(new URL(path, app.url).href)
  yield state('welcome', '/', await at('/'))
  const preview = await at('/forms/preview')
  yield state('form preview', '/forms/preview', preview)
  const form = readFileSync(QUESTIONS, 'utf8')
  yield state('form preview: a form', '/forms/preview', await person.submit(preview, { 'form:questionnaire': form }))
  yield state(
    'form preview: no form',
    '/forms/preview',
    await person.submit(preview, { 'form:questionnaire': '{' }),
    400,
  )

  yield state('check of an EHR', '/ehr-check', await at('/ehr-check'))
  const iss = encodeURIComponent(`${app.sandboxUrl}/fhir`)
  yield state('check of an EHR: report', '/ehr-check', await at(`/ehr-check?iss=${iss}`))
  const picker = { url: `${app.sandboxUrl}/`, status: 200, html: '' }
  const launch = { patient: 'patient-typical', clinician: 'gp' }
  const report = await createClinician(app).submit(picker, launch, '/launch?check=on')
  yield state('check of an EHR: by a launch', '/ehr-check/report/:id', report)
  yield state('check of an EHR: no such report', '/ehr-check/report/:id', await at('/ehr-check/report/none'), 404)

  yield state('launch without a record', '/launch', await at('/launch'), 400)
  yield state('launch from an unknown record', '/launch', await at('/launch?iss=https://other.example&launch=x'), 403)
  for (const fault of FAULTS) {
    const { page } = await launchWith(app, fault)
    yield state(
      `launch fails: ${fault}`,
      page.url.includes('/callback') ? '/callback' : '/r/:handle',
      page,
      page.status,
    )
  }
  yield state('consultation that is not open', '/r/:handle', await at('/r/AAAAAAAAAAAAAAAAAAAAAA/'), 401)
  yield state('no such page', '/nowhere', await at('/nowhere'), 404)
  yield* sandboxStates(app)
}

async function* sandboxStates(app: RunningApp): States {
  const person = createClinician(app)
  const at = (path: string) => person.get(new URL(path, app.sandboxUrl).href)
  yield sandboxState('start page', '/', await at('/'))
  for (const name of ['faults', 'clients']) {
    const url = `${app.sandboxUrl}/${name}`
    // Programs get the same as data.
    const answer = await fetch(url, { headers: { accept: 'text/html' } })
    yield sandboxState(name, `/${name}`, { url, status: answer.status, html: await answer.text() })
  }
  yield sandboxState('hub inbox', '/workwell', await at('/workwell/'))
  const [task] = await resourcesAt(app.hubUrl, 'Task?_sort=-_lastUpdated&_count=1&code=fulfill')
  yield sandboxState('hub inbox: referral', '/workwell/referrals/:taskId', await at(`/workwell/referrals/${task?.id}`))
  const coach = await person.get(`${app.url}/hub/demo-workwell/`)
  yield sandboxState('who signs in to the worklist', '/coaches/authorize', coach)
}
