import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'
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

/** A referral that its service has, and the GP's page to correct how to reach the patient. */
async function referred() {
  const clinician = createClinician(app)
  const sent = await clinician.submit(
    await clinician.submit(await clinician.launchToRefer('patient-typical'), FIVE_TAPS),
  )
  const status = await clinician.get(sent.url.replace(/sent$/, 'status'))
  const [, path = ''] = /href="([^"]*\/amend\/[^"]*)"/.exec(status.html) ?? []
  const [task] = await resourcesAt(app.hubUrl, 'Task?_sort=-_lastUpdated&_count=1&code=fulfill')
  const id = String(task?.id)
  const patientId = z.object({ reference: z.string() }).parse(task?.for).reference
  const atHub = async () => ({
    patient: (await resourcesAt(app.hubUrl, `Patient?_id=${patientId.split('/')[1]}`))[0],
    form: (await resourcesAt(app.hubUrl, `QuestionnaireResponse?subject=${patientId}`))[0],
    task: (await resourcesAt(app.hubUrl, `Task?_id=${id}`))[0],
  })
  const page = await clinician.get(new URL(path || 'nowhere', sent.url).href)
  return {
    clinician,
    status,
    page,
    id,
    path,
    atHub,
    amend: (fields: Record<string, string>) => clinician.submit(page, fields),
  }
}
const NEW = { phone: '07700 900777', safety: 'No voicemail: the phone is shared', why: 'safety' }

describe('contact details that were sent (hazard H02)', () => {
  it('are shown as the service has them, corrected there with who and why, and the coach sees it', async () => {
    const { page, amend, atHub, id } = await referred()
    expect(page.html).toContain('value="07700 900439"')
    expect(page.html).not.toMatch(/type="radio"[^>]*checked/)
    const after = await amend(NEW)
    expect(wordsOf(after)).toContain('has this note by Dr Aisha Rahman')
    const { patient, form, task } = await atHub()
    expect(patient).toMatchObject({
      telecom: [{ system: 'phone', value: '07700 900777', rank: 1 }, { system: 'email' }],
    })
    expect(form).toMatchObject({ status: 'amended' })
    const answers = JSON.stringify(form)
    expect([
      answers.includes('07700 900777'),
      answers.includes('No voicemail'),
      answers.includes('07700 900439'),
    ]).toEqual([true, true, false])
    expect(task).toMatchObject({
      status: 'requested',
      note: [{ authorString: 'Dr Aisha Rahman', text: 'Contact details corrected. For the patient’s safety.' }],
    })
    const coach = await createCoach(app)
    await coach.signIn()
    const seen = wordsOf({ ...(await coach.get(`referrals/${id}`)) })
    for (const words of ['Note of', 'Contact details corrected', '07700 900777', 'No voicemail'])
      expect(seen).toContain(words)
    expect(seen).not.toContain('07700 900439')
  })

  it.each<[string, Record<string, string>, string]>([
    ['without a reason', { phone: '07700 900777' }, 'Select why you are correcting it'],
    ['with a number that is none', { ...NEW, phone: 'ask her mother' }, 'Enter a phone number, like'],
    ['with an address that is no email', { ...NEW, email: 'nobody' }, 'Enter an email address'],
    ['with no way at all', { ...NEW, phone: '', email: '', address: '' }, 'Enter at least one way'],
    ['with too much', { ...NEW, safety: 'x'.repeat(141) }, 'Use 140 characters or fewer for: Anything about when'],
  ])('stay as they are %s, and what was typed is kept', async (_name, fields, words) => {
    const { amend, atHub } = await referred()
    const before = await atHub()
    const again = await amend(fields)
    expect([again.status, wordsOf(again).includes(words)]).toEqual([400, true])
    if (fields.phone) expect(again.html).toContain(`value="${fields.phone}"`)
    expect(await atHub()).toEqual(before)
  })

  it('are told once, however often it is pressed', async () => {
    const { amend, atHub } = await referred()
    await amend(NEW)
    await amend(NEW)
    expect((await atHub()).task?.note).toHaveLength(1)
  })

  it.each(['server-error', 'refuses', 'too-busy'])(
    'are not called corrected when the hub is %s, and what was typed is kept',
    async fault => {
      const { amend, atHub } = await referred()
      const before = await atHub()
      await faults(`/${fault}`, 'PUT')
      const after = await amend(NEW)
      await faults('', 'DELETE')
      expect(wordsOf(after)).not.toContain('has this note by Dr Aisha Rahman')
      expect(await atHub()).toEqual(before)
    },
  )

  it('are corrected once where the answer was lost on the way', async () => {
    const { amend, atHub } = await referred()
    await faults('/commits-then-drops', 'PUT')
    const after = await amend(NEW)
    await faults('', 'DELETE')
    expect(wordsOf(after)).toContain('has this note by Dr Aisha Rahman')
    expect((await atHub()).task?.note).toHaveLength(1)
  })

  it('are not corrected at a service that has ended the referral', async () => {
    const { amend, atHub, id, clinician, page } = await referred()
    const inbox = `${app.sandboxUrl}/workwell/referrals/${id}`
    const coach = createClinician(app)
    await coach.submit(await coach.get(inbox), { to: 'rejected/not-accepted' }, `${inbox}/bring`)
    const before = await atHub()
    const after = await amend(NEW)
    expect(wordsOf(after)).toContain('Declined by WorkWell')
    expect(await atHub()).toEqual(before)
    expect((await clinician.get(page.url)).url).toContain('/status/')
  })

  it('of a referral that the record does not name cannot be seen or changed', async () => {
    const [mine, other] = [await referred(), createClinician(app)]
    const { url } = await other.launch('patient-flu')
    const foreign = await other.get(`${url}amend/${mine.path.split('/amend/')[1]}`)
    expect(foreign.html).not.toContain('07700 900439')
    expect(foreign.url).not.toContain('/amend/')
  })
})
