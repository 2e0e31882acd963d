import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createClinician, FIVE_TAPS, option, resourcesAt } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const MAY = 'Messages may be left'
const NOT = 'Do not leave messages'
const wordsIn = (text: string) => [MAY, NOT].filter(each => text.includes(each))

/** A referral that was sent, and what hub and coach have of it. */
async function referred(answers: Record<string, string> = {}, patientId = 'patient-typical') {
  const gp = createClinician(app)
  const first = await gp.launchToRefer(patientId)
  const check = await gp.submit(first, { ...FIVE_TAPS, ...answers })
  const sent = await gp.submit(check)
  const [task] = await resourcesAt(app.hubUrl, 'Task?_sort=-_lastUpdated&_count=1&code=fulfill')
  const id = String(task?.id)
  const patient = z.object({ reference: z.string() }).parse(task?.for).reference
  const atHub = async () => ({
    task: (await resourcesAt(app.hubUrl, `Task?_id=${id}`))[0],
    patient: (await resourcesAt(app.hubUrl, `Patient?_id=${patient.split('/')[1]}`))[0],
    form: (await resourcesAt(app.hubUrl, `QuestionnaireResponse?subject=${patient}`))[0],
  })
  const coach = await createCoach(app)
  await coach.signIn()
  return { gp, first, check, sent, id, atHub, coach, desk: () => coach.get(`referrals/${id}`) }
}
const put = async (resource: Record<string, unknown> | undefined) => {
  const { resourceType, id } = z.looseObject({ resourceType: z.string(), id: z.string() }).parse(resource)
  const answer = await fetch(`${app.hubUrl}/${resourceType}/${id}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/fhir+json' },
    body: JSON.stringify(resource),
  })
  expect(answer.status).toBe(200)
}

describe('"Safe to leave a message?" (hazard H02)', () => {
  it.each<[string, Record<string, string>, string]>([
    ['nobody answered', {}, NOT],
    ['no', { 'contact-message': 'false' }, NOT],
    ['yes', { 'contact-message': 'true' }, MAY],
  ])('%s: the check, the desk and the hub’s own page say so', async (_name, answers, words) => {
    const { first, check, desk, atHub, id } = await referred(answers)
    expect(/<input[^>]*name="contact-message"[^>]*checked/.test(first.html)).toBe(false)
    expect(wordsIn(wordsOf(check))).toEqual([words])
    const inbox = await createClinician(app).get(`${app.sandboxUrl}/workwell/referrals/${id}`)
    for (const page of [await desk(), inbox]) expect(wordsIn(wordsOf(page))).toEqual([words])
    const { task, form } = await atHub()
    expect(JSON.stringify(task)).toContain(`Nothing known. ${words}.`)
    expect(JSON.stringify(form).includes('contact-message')).toBe('contact-message' in answers)
  })

  it('waits with the contact details for the talk, and follows with them', async () => {
    const { gp, sent, desk, atHub } = await referred({
      'contact-message': 'true',
      concern: option('concern', 'phone-first'),
    })
    expect(wordsIn(JSON.stringify(await atHub()) + wordsOf(await desk()))).toEqual([])
    const status = await gp.get(sent.url.replace(/sent$/, 'status'))
    const action = /action="([^"]*\/release\/[^"]*)"/.exec(status.html)?.[1] ?? ''
    const form = status.html.split('<form').find(each => each.includes(action)) ?? ''
    await gp.submit({ ...status, html: `<form${form.split('</form>')[0]}` }, {}, action)
    const after = await atHub()
    expect(wordsIn(wordsOf(await desk()))).toEqual([MAY])
    expect(JSON.stringify(after.task)).toContain(`${MAY}.`)
    expect(JSON.stringify(after.form)).toContain('contact-message')
  })

  it('is corrected at the service, with a reason; a page of before, without the question, changes nothing of it', async () => {
    const { gp, sent, desk, atHub } = await referred({ 'contact-message': 'true' })
    const status = await gp.get(sent.url.replace(/sent$/, 'status'))
    const [, path = ''] = /href="([^"]*\/amend\/[^"]*)"/.exec(status.html) ?? []
    const amend = await gp.get(new URL(path, sent.url).href)
    expect(amend.html).toMatch(/<input[^>]*name="messages"[^>]*value="yes"[^>]*checked|checked[^>]*value="yes"/)
    const before = { ...amend, html: amend.html.replaceAll(/<input[^>]*name="messages"[^>]*>/g, '') }
    await gp.submit(before, { phone: '07700 900777', why: 'new-details' })
    expect(wordsIn(wordsOf(await desk()))).toEqual([MAY])
    await gp.submit(await gp.get(amend.url), { messages: 'no', why: 'safety' })
    expect(wordsIn(wordsOf(await desk()))).toEqual([NOT])
    expect(wordsIn(JSON.stringify(await atHub()))).toEqual([NOT])
  })

  it('a referral of the version before is read as "Do not leave messages", moved and corrected', async () => {
    const { gp, sent, desk, coach, id, atHub } = await referred({ 'contact-message': 'true' })
    const { task, form } = await atHub()
    const old = (resource: unknown) => JSON.parse(JSON.stringify(resource).replaceAll(`. ${MAY}.`, ''))
    await put(old(task))
    const { item, questionnaire } = z
      .looseObject({ item: z.array(z.looseObject({ linkId: z.string() })), questionnaire: z.string() })
      .parse(form)
    await put({
      ...form,
      questionnaire: questionnaire.replace(/\|.*/, '|1.0.0'),
      item: item.filter(each => each.linkId !== 'contact-message'),
    })
    expect(wordsIn(wordsOf(await desk()))).toEqual([NOT])
    const about = /name="about" value="([^"]*)"/.exec((await desk()).html)?.[1] ?? ''
    await coach.act(id, 'accept', { about })
    expect((await atHub()).task).toMatchObject({ status: 'accepted' })
    const status = await gp.get(sent.url.replace(/sent$/, 'status'))
    const [, path = ''] = /href="([^"]*\/amend\/[^"]*)"/.exec(status.html) ?? []
    const amend = await gp.get(new URL(path, sent.url).href)
    expect(amend.html).not.toMatch(/type="radio"[^>]*checked/)
    await gp.submit(amend, { phone: '07700 900777', why: 'new-details' })
    expect(JSON.stringify((await atHub()).form)).toContain('07700 900777')
    expect(JSON.stringify((await atHub()).form)).not.toContain('contact-message')
    expect(wordsIn(wordsOf(await desk()))).toEqual([NOT])
  })
})

describe('who interpreted when the patient was told (hazard H11)', () => {
  it('stands in the agreement that the coach reads, and only where it was answered', async () => {
    const toldBy = { interpreter: 'true', 'told-by': option('told-by', 'family') }
    const { desk } = await referred(toldBy)
    expect(wordsOf(await desk())).toContain('interpreted by family or a friend')
    const silent = await referred({ interpreter: 'true' })
    expect(wordsOf(await silent.desk())).not.toMatch(/interpreted by|through a professional/)
  })
})

describe('a temporary address of the record (hazard H02)', () => {
  const optionIn = (html: string): string =>
    /name="contact-address-temporary"[^>]*value="text\|(?!No")([^"]*)"/.exec(html)?.[1] ?? 'not offered'

  it('leaves only once it is picked, as the record showed it, and as temporary', async () => {
    const { first, check, atHub } = await referred({}, 'patient-advanced-cancer')
    const address = optionIn(first.html)
    expect(wordsOf(first)).toContain('may be a protected address')
    expect(JSON.stringify((await atHub()).patient)).toMatch(/"use":"home"/)
    expect(wordsOf(check)).not.toContain(address)
    const picked = await referred({ 'contact-address-temporary': `text|${address}` }, 'patient-advanced-cancer')
    expect(wordsOf(picked.check)).toContain(address)
    expect((await picked.atHub()).patient).toMatchObject({ address: [{ use: 'temp', text: address }] })
    expect(JSON.stringify((await picked.atHub()).form)).not.toContain('contact-address-temporary')
  })

  it('another one than was offered is refused', async () => {
    const gp = createClinician(app)
    const first = await gp.launchToRefer('patient-advanced-cancer')
    const answers = { ...FIVE_TAPS, 'contact-address-temporary': 'text|Somewhere else' }
    expect((await gp.submit(first, answers)).url).not.toMatch(/\/check$/)
  })
})
