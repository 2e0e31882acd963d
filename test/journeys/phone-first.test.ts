import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createClinician, FIVE_TAPS, option, resourcesAt, type Seen } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
const faults = (name: string, method: string) => fetch(`${app.sandboxUrl}/workwell/faults${name}`, { method })
afterEach(() => faults('', 'DELETE'))
afterAll(() => app.close())

/** What the synthetic record says of how to reach this patient, and what the clinician adds. */
const CONTACT = ['07700 900439', 'typical@patient.example', 'Never the landline']
const PHONE_FIRST = {
  ...FIVE_TAPS,
  concern: option('concern', 'phone-first'),
  'contact-safety': 'Never the landline',
  'ring-when': 'after 2 pm',
  'ring-second': 'Sam Okoye',
}
const contactIn = (text: string): string[] => CONTACT.filter(each => text.includes(each))
const ALL = [...CONTACT].sort()

/** A referral whose GP is to be phoned first, and everything that its service has of it. */
async function referred(answers: Record<string, string> = PHONE_FIRST) {
  const gp = createClinician(app)
  const check = await gp.submit(await gp.launchToRefer('patient-typical'), answers)
  const sent = await gp.submit(check)
  const statusUrl = sent.url.replace(/sent$/, 'status')
  const [task] = await resourcesAt(app.hubUrl, 'Task?_sort=-_lastUpdated&_count=1&code=fulfill')
  const id = String(task?.id)
  const patient = z.object({ reference: z.string() }).parse(task?.for).reference
  const atHub = async () => ({
    task: (await resourcesAt(app.hubUrl, `Task?_id=${id}`))[0],
    patient: (await resourcesAt(app.hubUrl, `Patient?_id=${patient.split('/')[1]}`))[0],
    form: (await resourcesAt(app.hubUrl, `QuestionnaireResponse?subject=${patient}`))[0],
  })
  const status = () => gp.get(statusUrl)
  const press = async (page: Seen, path: string) => {
    const action = new RegExp(`action="([^"]*/${path}/[^"]*)"`).exec(page.html)?.[1] ?? ''
    const form = page.html.split('<form').find(each => each.includes(action)) ?? ''
    return gp.submit({ ...page, html: `<form${form.split('</form>')[0]}` }, {}, action)
  }
  return { gp, check, sent, id, atHub, status, release: async () => press(await status(), 'release') }
}
async function coachAt(id: string, who = 'coach-asha') {
  const coach = await createCoach(app, who)
  await coach.signIn()
  const page = () => coach.get(`referrals/${id}`)
  const say = async (kind: string, fields: Record<string, string>) => {
    const about = /name="about" value="([^"]*)"/.exec((await page()).html)?.[1] ?? ''
    return coach.act(id, kind, { about, ...fields })
  }
  return { coach, page, say }
}
const TALK = { with: 'Dr Aisha Rahman', day: '2026-01-05', time: '10:30' }

describe('"Yes, phone me before contact" (hazard H10)', () => {
  it('is asked with whom else to ask for and when; the practice’s number will do', async () => {
    const gp = createClinician(app)
    const page = await gp.submit(await gp.launchToRefer('patient-typical'), {
      ...FIVE_TAPS,
      concern: PHONE_FIRST.concern,
    })
    expect(page.url).toMatch(/\/check$/)
    expect(wordsOf(page)).toMatch(/A coach phones you first ?, on 0[\d ]+\./)
  })

  it('is promised to the clinician, and nothing promises that the patient is phoned', async () => {
    const { check, sent, status } = await referred()
    for (const page of [check, sent]) {
      expect(wordsOf(page)).toMatch(/A coach phones you first ?, on 0[\d ]+ \(best time: after 2 pm\)/)
      expect(wordsOf(page)).toContain('it asks for Sam Okoye')
      expect(wordsOf(page)).not.toMatch(/coach (phones|calls|contacts) the patient/i)
    }
    expect(contactIn(check.html)).toEqual([])
    expect(wordsOf(sent)).toContain('press “We have spoken”')
    expect(wordsOf(await status())).toContain('No talk is recorded yet')
  })

  it('leaves nothing at the service by which the patient can be reached, on any page or in any message', async () => {
    const { id, atHub } = await referred()
    expect(contactIn(JSON.stringify(await atHub()))).toEqual([])
    const { coach, page } = await coachAt(id)
    const inbox = await createClinician(app).get(`${app.sandboxUrl}/workwell/referrals/${id}`)
    const inboxList = await createClinician(app).get(`${app.sandboxUrl}/workwell/`)
    for (const seen of [await page(), await coach.get(''), inbox, inboxList])
      expect([contactIn(seen.html), wordsOf(seen).includes('Phone')]).toEqual([[], true])
    const words = wordsOf(await page())
    expect(words).toMatch(
      /Phone Dr Aisha Rahman.* on 0[\d ]+ before any contact with the patient\. Best time: after 2 pm/,
    )
    expect(words).toContain('I have spoken with the referrer')
    expect(words).not.toContain('Open the contact details without a talk')
  })

  it.each<[string, Record<string, string>, string]>([
    ['without a name', { ...TALK, with: '' }, 'Enter the name of the person you spoke to'],
    ['on no day', { ...TALK, day: '2026-02-30' }, 'Day: enter a real date'],
    ['at no time', { ...TALK, time: 'noon' }, 'Time: enter a time such as 14:30'],
    ['in the future', { ...TALK, day: '2099-01-01' }, 'The talk cannot be in the future'],
  ])('a talk %s is none, and releases nothing', async (_name, typed, words) => {
    const { id, atHub } = await referred()
    const { say } = await coachAt(id)
    const refused = await say('spoken', typed)
    expect([refused.status, wordsOf(refused).includes(words)]).toEqual([422, true])
    expect(contactIn(JSON.stringify(await atHub()))).toEqual([])
  })

  it('the coach says with whom and when they spoke: the details follow, and the clinician reads who let them go', async () => {
    const { id, atHub, status } = await referred()
    const { page, say } = await coachAt(id)
    const after = await say('spoken', TALK)
    expect(wordsOf(after)).toContain('The talk is recorded')
    expect(contactIn(wordsOf(await page())).sort()).toEqual(ALL)
    const { task, patient, form } = await atHub()
    expect(task).toMatchObject({
      note: [
        { authorString: 'Asha Grant', text: expect.stringMatching(/^Spoke with Dr Aisha Rahman on 5 January 2026/) },
      ],
    })
    expect(patient).toMatchObject({
      telecom: [{ system: 'phone', value: '07700 900439', rank: 1 }, { system: 'email' }],
    })
    expect(JSON.stringify(patient)).not.toContain('masked')
    expect(form).toMatchObject({ status: 'amended' })
    const words = wordsOf(await status())
    expect(words).toContain('Spoke with Dr Aisha Rahman')
    expect(words).not.toContain('No talk is recorded yet')
    const provenance = await resourcesAt(app.hubUrl, `Provenance?target=Task/${id}`)
    expect(JSON.stringify(provenance)).toContain('demo-workwell/coach-asha')
  })

  it('the clinician says it on the status page, once however often it is pressed', async () => {
    const { status, release, atHub, id } = await referred()
    const before = await status()
    expect(wordsOf(before)).toContain('We have spoken: send the contact details')
    await release()
    const again = await release()
    expect(wordsOf(again)).not.toContain('No talk is recorded yet')
    expect((await atHub()).task?.note).toHaveLength(1)
    expect(contactIn(JSON.stringify(await atHub())).sort()).toEqual(ALL)
    const { page } = await coachAt(id)
    expect(contactIn(wordsOf(await page())).sort()).toEqual(ALL)
  })

  it.each(['server-error', 'refuses', 'too-busy'])('nothing is lost or called sent when the hub is %s', async fault => {
    const { release, atHub, status } = await referred()
    await faults(`/${fault}`, 'PUT')
    await release()
    await faults('', 'DELETE')
    expect(contactIn(JSON.stringify(await atHub()))).toEqual([])
    expect(wordsOf(await status())).toContain('No talk is recorded yet')
    await release()
    expect(contactIn(JSON.stringify(await atHub())).sort()).toEqual(ALL)
  })

  it('is released once where the answer was lost on the way', async () => {
    const { release, atHub } = await referred()
    await faults('/commits-then-drops', 'PUT')
    await release()
    await faults('', 'DELETE')
    expect((await atHub()).task?.note).toHaveLength(1)
    expect(contactIn(JSON.stringify(await atHub())).sort()).toEqual(ALL)
  })

  it('without a talk, only a manager opens them, with a reason, and everybody sees it', async () => {
    const { id, atHub, status } = await referred()
    const { say } = await coachAt(id)
    const why = { why: 'not-reached', words: 'Rang four times over three days' }
    const refused = await say('open-contact', why)
    expect([refused.status, contactIn(JSON.stringify(await atHub()))]).toEqual([403, []])
    const manager = await coachAt(id, 'manager-mo')
    expect(wordsOf(await manager.page())).toContain('Open the contact details without a talk')
    expect((await manager.say('open-contact', { why: 'not-reached', words: '' })).status).toBe(422)
    expect((await manager.say('open-contact', { why: 'bored', words: 'x' })).status).toBe(422)
    expect(contactIn(JSON.stringify(await atHub()))).toEqual([])
    await manager.say('open-contact', why)
    expect(contactIn(wordsOf(await manager.page())).sort()).toEqual(ALL)
    expect(wordsOf(await status())).toContain(
      'Opened without a talk with the referrer. The referrer could not be reached. Rang four times over three days',
    )
  })

  it('corrected before the talk, they are kept here as corrected, and follow so', async () => {
    const { gp, status, atHub, release } = await referred()
    const page = await status()
    const [, path = ''] = /href="([^"]*\/amend\/[^"]*)"/.exec(page.html) ?? []
    const amend = await gp.get(new URL(path, page.url).href)
    expect([wordsOf(amend).includes('none of this yet'), amend.html.includes('value="07700 900439"')]).toEqual([
      true,
      true,
    ])
    await gp.submit(amend, { phone: '07700 900777', why: 'new-details' })
    expect(JSON.stringify(await atHub())).not.toContain('900777')
    await release()
    const text = JSON.stringify(await atHub())
    expect([text.includes('07700 900777'), text.includes('07700 900439')]).toEqual([true, false])
  })

  it('are forgotten with a referral that is withdrawn', async () => {
    const { gp, status, atHub, release } = await referred()
    const page = await status()
    const [, path = ''] = /href="([^"]*\/withdraw\/[^"]*)"/.exec(page.html) ?? []
    await gp.submit(await gp.get(new URL(path, page.url).href), { why: 'patient-withdrew' })
    expect(wordsOf(await status())).not.toContain('We have spoken')
    await release()
    expect(contactIn(JSON.stringify(await atHub()))).toEqual([])
  })

  it('a referral of before, with the code alone and its contact details, is still read, and asks for the talk', async () => {
    const { id } = await referred({ ...FIVE_TAPS })
    const [task] = await resourcesAt(app.hubUrl, `Task?_id=${id}`)
    const input = z.array(z.looseObject({})).parse(task?.input)
    const before = {
      ...task,
      input: [
        input[0],
        {
          type: { coding: [{ system: option('workwell-task', '').slice(0, -1), code: 'concern' }] },
          valueCodeableConcept: { coding: [{ system: option('concern', '').slice(0, -1), code: 'phone-first' }] },
        },
      ],
    }
    const put = await fetch(`${app.hubUrl}/Task/${id}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/fhir+json' },
      body: JSON.stringify(before),
    })
    expect(put.status).toBe(200)
    const { page, say } = await coachAt(id)
    const words = wordsOf(await page())
    expect(words).toContain('Do not use them before you have spoken')
    expect(words).not.toMatch(/07700 900439 ?\. Best way/)
    await say('spoken', TALK)
    expect(wordsOf(await page())).toMatch(/07700 900439 ?\. Best way/)
  })
})
