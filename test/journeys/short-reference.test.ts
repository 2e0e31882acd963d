import { afterAll, beforeAll, expect, it } from 'vitest'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i
const REFERENCE = /[2-9CFGHJMPQRVWX]{4}-[2-9CFGHJMPQRVWX]{4}/

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

it('is the same on the clinician’s page and on the coach’s desk, which finds the referral by it', async () => {
  const clinician = createClinician(app)
  const sent = wordsOf(
    await clinician.submit(await clinician.submit(await clinician.launch('patient-typical'), FIVE_TAPS)),
  )
  expect(sent).not.toMatch(UUID)
  const [reference = ''] = REFERENCE.exec(sent) ?? []
  expect(reference).not.toBe('')

  const coach = await createCoach(app)
  expect(wordsOf(await coach.signIn())).toContain(reference)
  const found = await coach.send('find', {
    name: '',
    born: '',
    number: reference.toLowerCase().replace('-', ' '),
    sent: '',
  })
  expect(wordsOf(found)).toContain('Found: 1')
  const [task] = await resourcesAt(app.hubUrl, 'Task?code=fulfill')
  const page = wordsOf(await coach.get(`referrals/${task?.id}`))
  expect(page).toContain(`Reference ${reference}`)
  expect(page).not.toMatch(UUID)

  // One that nobody bears.
  const other = reference.startsWith('2') ? `3${reference.slice(1)}` : `2${reference.slice(1)}`
  expect(wordsOf(await coach.send('find', { name: '', born: '', number: other, sent: '' }))).toContain(
    'There are no referrals in this list',
  )
})
