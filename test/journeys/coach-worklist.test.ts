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

/** A referral by the GP; the Task at the hub, and how the GP reads the status. */
async function referred(phone: string) {
  const clinician = createClinician(app)
  const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
    ...FIVE_TAPS,
    'contact-phone': phone,
  })
  const sent = await clinician.submit(check)
  const patients = await resourcesAt(app.hubUrl, 'Patient?_count=200')
  const patient = patients.find(each => JSON.stringify(each).includes(phone))
  const [task] = await resourcesAt(app.hubUrl, `Task?patient=Patient/${patient?.id}&code=fulfill`)
  const status = async () => (await clinician.get(sent.url.replace(/sent$/, 'status'))).html
  const letter = async () => {
    const link = /href="([^"]*\/closing-letter\/[^"]*)"/.exec(await status())?.[1] ?? ''
    return wordsOf(await clinician.get(new URL(link || 'no-letter', sent.url).href))
  }
  const letterAsFhir = async () => {
    const link = /href="([^"]*\/closing-letter\/[^"]*)"/.exec(await status())?.[1] ?? ''
    return JSON.parse((await clinician.get(new URL(`${link}?as=fhir`, sent.url).href)).html)
  }
  return { id: String(task?.id), status, letter, letterAsFhir }
}

describe('a coach works through a referral', () => {
  it('from sign-in to the outcome, and the GP reads each step', async () => {
    const { id, status, letter, letterAsFhir } = await referred('07700 900501')
    const coach = await createCoach(app)
    const list = await coach.signIn()
    expect(list.status).toBe(200)
    expect(list.html).toContain('Mr Gareth Ashworth')
    expect(list.html).toContain('Nothing known')

    expect((await coach.act(id, 'acknowledge')).html).toContain('Acknowledged. The referrer sees')
    expect(await status()).toContain('Received by WorkWell')
    await coach.act(id, 'accept')
    expect(await status()).toContain('Accepted by WorkWell')
    await coach.act(id, 'assign', { to: 'me' })
    await coach.act(id, 'contact', { method: 'phone', result: 'no-answer' })
    expect(await status()).toContain('WorkWell has tried to reach the patient')
    await coach.act(id, 'contact', { method: 'text', result: 'reached' })
    expect(await status()).toContain('WorkWell has spoken with the patient')
    const booked = await coach.act(id, 'book', { day: '2027-07-01', time: '10:30', method: 'video' })
    expect(booked.html).toContain('1 July 2027 at 10:30')
    expect(await status()).toContain('1 July 2027 at 10:30')
    await coach.act(id, 'start')
    expect(await status()).toContain('Support has started')
    await coach.act(id, 'pause', { why: 'In hospital for a week', until: '2027-08-01' })
    expect(await status()).toContain('In hospital for a week')
    expect(await status()).not.toContain('closing-letter')
    await coach.act(id, 'resume')
    const closed = await coach.act(id, 'close', {
      outcome: 'returned-with-adjustments',
      workStatus: 'employed-at-work',
      plan: 'Half days for four weeks',
      onward: '',
      message: 'Back at work since Monday',
    })
    expect(closed.html).toContain('Closed with an outcome')
    expect(await letter()).toContain(
      'Outcome Returned to work with adjustments Work status at referral Employed, off sick Work status at the end Employed, at work Plan Half days for four weeks Onward services Not said by the service Message to the practice Back at work since Monday',
    )
    const file = await letterAsFhir()
    expect(file).toMatchObject({ resourceType: 'DocumentReference', docStatus: 'final' })
    const html = Buffer.from(file.content[0].attachment.data, 'base64').toString('utf8')
    expect(html).toContain('<dt>Message to the practice</dt><dd>Back at work since Monday</dd>')
    const end = await status()
    for (const words of [
      'Finished',
      'Returned to work with adjustments',
      'Back at work since Monday',
      'Employed, at work',
    ])
      expect(end).toContain(words)

    const [task] = await resourcesAt(app.hubUrl, `Task?_id=${id}`)
    expect(task).toMatchObject({ status: 'completed', owner: { display: 'Asha Grant' } })
    expect(await resourcesAt(app.hubUrl, `Communication?based-on=Task/${id}`)).toHaveLength(2)
    const moves = await resourcesAt(app.hubUrl, `Provenance?target=Task/${id}&_count=50`)
    expect(moves.filter(each => JSON.stringify(each).includes('Asha Grant'))).toHaveLength(10)
  })

  it('asks the referrer one question, and the GP is told', async () => {
    const { id, status } = await referred('07700 900502')
    const coach = await createCoach(app)
    await coach.signIn()
    await coach.act(id, 'acknowledge')
    const asked = await coach.act(id, 'ask', { question: 'Which evenings suit?' })
    expect(asked.html).toContain('Which evenings suit?')
    expect(await status()).toContain('WorkWell has a question')
    const [question] = await resourcesAt(app.hubUrl, `Task?part-of=Task/${id}`)
    expect(question).toMatchObject({ description: 'Which evenings suit?', status: 'requested' })
  })

  it('declines with a reason and words, and the GP reads both', async () => {
    const { id, status } = await referred('07700 900503')
    const coach = await createCoach(app)
    await coach.signIn()
    const silent = await coach.act(id, 'decline', { words: 'Lives in Elsewhere' })
    expect(silent.status).toBe(422)
    expect(silent.html).toContain('Choose why')
    expect(silent.html).toContain('Lives in Elsewhere')
    await coach.act(id, 'decline', { reason: '42', words: 'Lives in Elsewhere' })
    expect(await status()).toContain('The patient lives out of area. Lives in Elsewhere')
  })
})

describe('two coaches at once', () => {
  it('lose nothing: the second sees who was quicker, and keeps what was typed', async () => {
    const { id } = await referred('07700 900504')
    const [asha, ben] = [await createCoach(app), await createCoach(app, 'coach-ben')]
    await asha.signIn()
    await ben.signIn()
    const seen = await ben.get(`referrals/${id}/decline`)
    await asha.act(id, 'acknowledge')
    const late = await ben.act(id, 'decline', { reason: '22', words: 'Full until March' }, seen)
    expect(late.status).toBe(409)
    expect(late.html).toContain('Asha Grant changed this referral while you had it open')
    expect(late.html).toContain('Acknowledged')
    expect(late.html).toContain('Full until March')
    const saved = await ben.act(id, 'decline', { reason: '22', words: 'Full until March' }, late)
    expect(saved.status).toBe(200)
    expect((await resourcesAt(app.hubUrl, `Task?_id=${id}`))[0]).toMatchObject({ status: 'rejected' })
  })

  it('doing the same is no conflict, and is done once', async () => {
    const { id } = await referred('07700 900505')
    const [asha, ben] = [await createCoach(app), await createCoach(app, 'coach-ben')]
    await asha.signIn()
    await ben.signIn()
    const seen = await ben.get(`referrals/${id}`)
    await asha.act(id, 'acknowledge')
    expect((await ben.act(id, 'acknowledge', {}, seen)).status).toBe(200)
    const [task] = await resourcesAt(app.hubUrl, `Task?_id=${id}`)
    expect(task).toMatchObject({ meta: { versionId: '2' } })
  })

  it('hand a referral over to each other', async () => {
    const { id } = await referred('07700 900506')
    const [asha, ben] = [await createCoach(app), await createCoach(app, 'coach-ben')]
    await ben.signIn()
    await asha.signIn()
    await asha.act(id, 'acknowledge')
    const form = await asha.get(`referrals/${id}/assign`)
    const [, role = ''] = /value="(PractitionerRole\/[^"]+)"[^>]*>(?:<[^>]+>)*Ben Okafor/.exec(form.html) ?? []
    await asha.act(id, 'assign', { to: role })
    expect((await ben.get('?show=mine')).html).toContain(`referrals/${id}"`)
    expect((await asha.get('?show=mine')).html).not.toContain(`referrals/${id}"`)
  })
})

describe('who may come in', () => {
  it('nobody without sign-in; what was sent after it ended is not lost silently', async () => {
    const { id } = await referred('07700 900507')
    const coach = await createCoach(app)
    expect((await coach.get('')).html).toContain('Who signs in?')
    const answer = await coach.act(id, 'acknowledge', {}, { url: '', status: 0, html: 'name="version" value="1"' })
    expect(answer.status).toBe(401)
    expect(answer.html).toContain('You are signed out')
  })

  it('no coach of another service', async () => {
    const elsewhere = await createCoach(app, 'coach-elsewhere')
    const refused = await elsewhere.signIn()
    expect(refused.status).toBe(403)
    expect(refused.html).toContain('not one of this service’s coaches')
  })

  it('an ICB lead reads no referral', async () => {
    const { id } = await referred('07700 900508')
    const lead = await createCoach(app, 'lead-dev')
    await lead.signIn()
    expect((await lead.get(`referrals/${id}`)).status).toBe(403)
    expect((await lead.get('')).status).toBe(403)
  })

  it('and no coach sees a referral of another service', async () => {
    const { id } = await referred('07700 900509')
    const [task] = await resourcesAt(app.hubUrl, `Task?_id=${id}`)
    const other = { resourceType: 'HealthcareService', id: 'other-service', name: 'Other' }
    const put = (resource: object & { resourceType: string; id: string }) =>
      fetch(`${app.hubUrl}/${resource.resourceType}/${resource.id}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/fhir+json' },
        body: JSON.stringify(resource),
      })
    await put(other)
    const owner = { reference: 'HealthcareService/other-service' }
    expect((await put({ ...task, resourceType: 'Task', id, owner } as never)).status).toBe(200)
    const coach = await createCoach(app)
    expect((await coach.signIn()).html).not.toContain(`referrals/${id}"`)
    expect((await coach.get(`referrals/${id}`)).status).toBe(404)
  })

  it('a sign-in that another browser began cannot be finished here', async () => {
    const begun = await fetch(`${app.url}/hub/demo-workwell/sign-in`, { redirect: 'manual' })
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state')
    const answer = await fetch(`${app.url}/hub/callback?code=x&state=${state}`)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('cannot be finished')
  })

  it('another site cannot act through a coach’s browser', async () => {
    const answer = await fetch(`${app.url}/hub/demo-workwell/sign-out`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect(answer.status).toBe(403)
  })
})
