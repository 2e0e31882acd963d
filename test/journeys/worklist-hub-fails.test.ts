import { isDeepStrictEqual } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { HUB_FAULTS } from '../../src/sandbox/hub-faults/hub-faults.ts'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
let taskId = ''
let coach: Awaited<ReturnType<typeof createCoach>>
const faults = (name: string, method: string) => fetch(`${app.sandboxUrl}/workwell/faults${name}`, { method })
beforeAll(async () => {
  app = await startApp()
  const clinician = createClinician(app)
  await clinician.submit(await clinician.submit(await clinician.launchToRefer('patient-typical'), FIVE_TAPS))
  const [task] = await resourcesAt(app.hubUrl, 'Task?code=fulfill')
  taskId = String(task?.id)
  coach = await createCoach(app)
  await coach.signIn()
  await coach.act(taskId, 'acknowledge')
})
afterEach(() => faults('', 'DELETE'))
afterAll(() => app.close())

const statusAtHub = async () => (await resourcesAt(app.hubUrl, `Task?_id=${taskId}`))[0]
const QUESTION = 'Which mornings could the patient come to us?'

describe('a coach whose hub fails', () => {
  it.each(HUB_FAULTS.map(each => each.name))(
    'is told in words and loses nothing that was typed: %s',
    { timeout: 150_000 },
    async name => {
      const before = await statusAtHub()
      const page = await coach.get(`referrals/${taskId}/ask`)
      await faults(`/${name}`, 'PUT')
      const list = await coach.get('')
      const asked = await coach.act(taskId, 'ask', { question: QUESTION }, page)
      await faults('', 'DELETE')
      const isChanged = !isDeepStrictEqual((await statusAtHub())?.businessStatus, before?.businessStatus)
      // What is said to be done is done; what is not said to be done keeps the coach's words, or was not begun.
      const saysDone = wordsOf(asked).includes('Your question is with the referrer')
      if (saysDone) expect(isChanged).toBe(true)
      else expect(asked.html.includes(QUESTION) || wordsOf(asked).includes('nothing was changed')).toBe(true)
      expect([200, 409, 502]).toContain(asked.status)
      // A list that cannot be read is never an empty one.
      if (list.status === 200) expect(list.html).toContain('Gareth Ashworth')
      else expect([list.status, wordsOf(list).includes('Your referrals could not be read')]).toEqual([502, true])
      if (isChanged) await coach.act(taskId, 'answered')
    },
  )
})
