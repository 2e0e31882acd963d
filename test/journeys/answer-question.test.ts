import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
const faults = (name: string, method = 'PUT') => fetch(`${app.sandboxUrl}/workwell/faults${name}`, { method })
afterEach(() => faults('', 'DELETE'))
afterAll(() => app.close())

const QUESTION = 'Has the patient tried <b>physiotherapy</b>?'
const ANSWER = 'Six sessions, in May & June'
let phones = 500

/** A referral on which the coach has asked a question, and the GP's status page with it. */
async function asked() {
  phones += 1
  const phone = `07700 900${phones}`
  const clinician = createClinician(app)
  const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
    ...FIVE_TAPS,
    'contact-phone': phone,
  })
  const sent = await clinician.submit(check)
  const patients = await resourcesAt(app.hubUrl, 'Patient?_count=500')
  const patient = patients.find(each => JSON.stringify(each).includes(phone))
  const tasks = () => resourcesAt(app.hubUrl, `Task?patient=Patient/${patient?.id}`)
  const id = String((await tasks()).find(each => !each.partOf)?.id)
  const coach = await createCoach(app)
  await coach.signIn()
  await coach.act(id, 'acknowledge')
  await coach.act(id, 'ask', { question: QUESTION })
  const status = () => clinician.get(sent.url.replace(/sent$/, 'status'))
  const page = await status()
  const [, action = ''] = /action="([^"]*\/answer\/[^"]*)"/.exec(page.html) ?? []
  const [, question = ''] = /name="question" value="([^"]*)"/.exec(page.html) ?? []
  const answer = (text: string, more: Record<string, string> = {}) =>
    clinician.submit(page, { question, answer: text, ...more }, action)
  const questionAtHub = async () => (await tasks()).find(each => each.partOf)
  return { coach, id, clinician, status, page, action, answer, questionAtHub }
}

describe('a question of the service', () => {
  it('stands on the status page, is answered there, and the coach reads the answer', async () => {
    const { page, answer, coach, id, questionAtHub } = await asked()
    expect(page.html).toContain('asks: Has the patient tried &lt;b&gt;physiotherapy')
    expect(page.html).toContain('Write only what the patient agreed to share')
    const after = await answer(ANSWER)
    expect(after.html).toContain('Six sessions, in May &amp; June')
    expect(after.html).not.toContain('<textarea')
    expect(wordsOf(after)).toContain('You have answered.')
    expect(wordsOf(after)).not.toContain('answer below')
    expect(await questionAtHub()).toMatchObject({ status: 'completed', output: [{ valueString: ANSWER }] })
    expect((await coach.get(`referrals/${id}`)).html).toContain('Six sessions, in May &amp; June')
  })

  it.each([
    ['yes', 'Yes.'],
    ['ring', 'Please ring me at the practice, on 01632 960100.'],
    ['phone', 'The patient’s record has the number 07700 900439.'],
  ])('is answered with one press: %s', async (tap, words) => {
    const { page, answer, questionAtHub, coach, id } = await asked()
    expect(wordsOf(page)).toContain(words)
    expect(wordsOf(await answer('', { tap }))).toContain('You have answered.')
    expect(await questionAtHub()).toMatchObject({ status: 'completed', output: [{ valueString: words }] })
    expect((await coach.get(`referrals/${id}`)).html).toContain(words)
  })

  it('is not answered with a press that nobody was offered', async () => {
    const { answer, questionAtHub } = await asked()
    expect(wordsOf(await answer('', { tap: 'anything' }))).toContain('Enter an answer')
    expect(await questionAtHub()).toMatchObject({ status: 'requested' })
  })

  it.each([
    ['nothing', '   ', 'Enter an answer'],
    ['too much', 'x'.repeat(1001), 'must be 1000 characters or fewer'],
  ])('is not answered with %s', async (_what, text, words) => {
    const { answer, questionAtHub } = await asked()
    const again = await answer(text)
    expect(wordsOf(again)).toContain(words)
    expect(again.html).toContain(`${text.trim()}</textarea>`)
    expect(await questionAtHub()).toMatchObject({ status: 'requested' })
  })

  it.each(['server-error', 'refuses', 'too-busy'])(
    'is not called answered when the service is %s, and what was typed is kept',
    async fault => {
      const { answer, status, questionAtHub } = await asked()
      await faults(`/${fault}`)
      await answer(ANSWER)
      await faults('', 'DELETE')
      expect(await questionAtHub()).toMatchObject({ status: 'requested' })
      expect((await status()).html).toContain('Six sessions, in May &amp; June</textarea>')
      expect(wordsOf(await answer(ANSWER))).toContain('Answer Six sessions')
    },
  )

  it('takes one answer: a second one changes nothing and says so', async () => {
    const { answer, questionAtHub } = await asked()
    await answer(ANSWER)
    expect(wordsOf(await answer('Something else'))).toContain('Somebody had answered already')
    expect(await questionAtHub()).toMatchObject({ output: [{ valueString: ANSWER }] })
  })

  it('is the question of this referral: no other Task can be answered through it (hazard H01)', async () => {
    const [one, other] = [await asked(), await asked()]
    const id = String((await other.questionAtHub())?.id)
    expect(wordsOf(await one.answer(ANSWER, { question: id }))).toContain('did not confirm the answer')
    expect(await other.questionAtHub()).toMatchObject({ status: 'requested' })
  })
})
