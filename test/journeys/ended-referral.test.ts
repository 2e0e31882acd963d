import type { Task } from 'fhir/r4.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const FHIR = { 'content-type': 'application/fhir+json' }
const taskAt = async (id: string): Promise<Task> => (await fetch(`${app.hubUrl}/Task/${id}`)).json()
async function put(task: Task): Promise<void> {
  const answer = await fetch(`${app.hubUrl}/Task/${task.id}`, {
    method: 'PUT',
    headers: FHIR,
    body: JSON.stringify(task),
  })
  expect(answer.ok, await answer.text()).toBe(true)
}

/** A referral with an open question of the coach's, and the GP's status page with the place for the answer. */
async function asked(phone: string) {
  const clinician = createClinician(app)
  const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
    ...FIVE_TAPS,
    'contact-phone': phone,
  })
  const sent = await clinician.submit(check)
  const patients = await resourcesAt(app.hubUrl, 'Patient?_count=500')
  const patient = patients.find(each => JSON.stringify(each).includes(phone))
  const [found] = await resourcesAt(app.hubUrl, `Task?patient=Patient/${patient?.id}&code=fulfill`)
  const id = String(found?.id)
  const coach = await createCoach(app)
  await coach.signIn()
  await coach.act(id, 'acknowledge')
  await coach.act(id, 'ask', { question: 'Which evenings suit?' })
  const status = () => clinician.get(sent.url.replace(/sent$/, 'status'))
  const page = await status()
  const [, action = ''] = /action="([^"]*\/answer\/[^"]*)"/.exec(page.html) ?? []
  const [, question = ''] = /name="question" value="([^"]*)"/.exec(page.html) ?? []
  expect(question).not.toBe('')
  const answer = () => clinician.submit(page, { question, answer: 'Mondays' }, action)
  const request = async () => (await resourcesAt(app.hubUrl, `ServiceRequest?patient=Patient/${patient?.id}`))[0]
  const asking = async () => (await resourcesAt(app.hubUrl, `Task?part-of=Task/${id}`))[0]
  return { id, coach, status, answer, request, asking }
}

const expectNobodyAsked = (html: string): void => {
  for (const way of ['/answer/', '/amend/', '/withdraw/', '/later-note/']) expect(html).not.toContain(way)
}

describe('a referral that its service ends while a question waits', () => {
  it.each<[string, Partial<Task>]>([
    ['cancels, and says no more', { status: 'cancelled', statusReason: { text: 'Moved away' } }],
    ['declines', { status: 'rejected', statusReason: { text: 'Full' } }],
  ])('%s: nobody is asked for an answer, and one that comes late is not sent', async (_name, end) => {
    const { id, status, answer, asking } = await asked(end.status === 'rejected' ? '07700 900571' : '07700 900572')
    const { businessStatus: _before, ...task } = await taskAt(id)
    await put({ ...task, ...end })
    const page = await status()
    expectNobodyAsked(page.html)
    expect(wordsOf(page)).toContain(String(end.statusReason?.text))
    const late = await answer()
    expect(wordsOf(late)).toContain('has ended this referral, and waits for no answer any more. Nothing was sent.')
    expect(await asking()).toMatchObject({ status: 'requested' })
  })

  it('by the coach: the request is completed and the question ended in the same transaction', async () => {
    const { id, coach, status, request, asking } = await asked('07700 900573')
    await coach.act(id, 'answered')
    await coach.act(id, 'accept')
    const closed = await coach.act(id, 'close', { outcome: 'advice-only', workStatus: 'employed-at-work' })
    expect(closed.html).toContain('Closed with an outcome')
    expect(wordsOf(closed)).not.toContain('Not answered yet')
    expect(await request()).toMatchObject({ status: 'completed' })
    expect(await asking()).toMatchObject({ status: 'cancelled', statusReason: { text: 'The referral has ended' } })
    expectNobodyAsked((await status()).html)
  })

  it('by the coach, who declines: the question is ended, and the request stays the referrer’s', async () => {
    const { id, coach, request, asking } = await asked('07700 900574')
    await coach.act(id, 'decline', { reason: '22', words: '' })
    expect(await request()).toMatchObject({ status: 'active' })
    expect(await asking()).toMatchObject({ status: 'cancelled' })
  })
})

describe('a part of a referral (partOf)', () => {
  it('is no referral of the coach’s list or the inbox', async () => {
    const { id, coach } = await asked('07700 900575')
    const { meta: _meta, identifier: _identifier, ...task } = await taskAt(id)
    await put({ ...task, id: `step-of-${id}`, partOf: [{ reference: `Task/${id}` }] })
    expect((await coach.get('?show=all')).html).not.toContain(`step-of-${id}`)
    expect((await coach.get(`referrals/step-of-${id}`)).status).toBe(404)
    expect(await (await fetch(`${app.sandboxUrl}/workwell/`)).text()).not.toContain(`step-of-${id}`)
  })
})
