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

let phones = 100
/** A GP who has just pressed "Send referral"; what the hub has of it is found by its phone number. */
async function referring(fault?: string) {
  phones += 1
  const phone = `07700 900${phones}`
  const clinician = createClinician(app)
  const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
    ...FIVE_TAPS,
    'contact-phone': phone,
  })
  if (fault) await faults(`/${fault}`)
  const sent = await clinician.submit(check)
  const status = () => clinician.get(sent.url.replace(/sent$/, 'status'))
  const [, path = ''] = /href="([^"]*\/withdraw\/[^"]*)"/.exec((await status()).html) ?? []
  const page = await clinician.get(new URL(path, sent.url).href)
  async function atHub() {
    const patients = await resourcesAt(app.hubUrl, 'Patient?_count=500')
    const patient = patients.find(each => JSON.stringify(each).includes(phone))
    if (!patient) return undefined
    const of = async (query: string) => (await resourcesAt(app.hubUrl, query))[0]
    return {
      task: await of(`Task?patient=Patient/${patient.id}&code=fulfill`),
      request: await of(`ServiceRequest?subject=Patient/${patient.id}`),
      consent: await of(`Consent?patient=Patient/${patient.id}`),
    }
  }
  return { clinician, page, status, atHub, withdraw: (why: string) => clinician.submit(page, { why }) }
}

describe('a referral that the service has', () => {
  it('asks why, with nothing selected, and changes nothing without an answer', async () => {
    const { page, clinician, atHub } = await referring()
    expect(page.html).toContain('Withdraw the referral</h1>')
    expect(page.html).not.toMatch(/type="radio"[^>]*checked/)
    const again = await clinician.submit(page)
    expect([again.status, wordsOf(again).includes('Select why you are withdrawing the referral')]).toEqual([400, true])
    expect((await atHub())?.task).toMatchObject({ status: 'requested' })
  })

  it.each([
    ['not-needed', 'cancelled', 'revoked', 'active'],
    ['other-help', 'cancelled', 'revoked', 'active'],
    ['patient-withdrew', 'cancelled', 'revoked', 'inactive'],
    ['mistake', 'entered-in-error', 'entered-in-error', 'entered-in-error'],
  ])('is withdrawn for %s: the work, the request and the agreement say so', async (why, task, request, consent) => {
    const { withdraw, atHub } = await referring()
    const after = await withdraw(why)
    expect(after.status).toBe(200)
    expect(wordsOf(after)).toContain(why === 'mistake' ? 'Cancelled as a mistake' : 'Withdrawn')
    expect(after.html).not.toContain('/withdraw/')
    expect(wordsOf(after)).not.toContain('The service says')
    expect(await atHub()).toMatchObject({
      task: { status: task },
      request: { status: request },
      consent: { status: consent },
    })
  })

  it('is read by the coach as withdrawn, with the reason, and can no longer be worked on', async () => {
    const { withdraw, atHub } = await referring()
    const coach = await createCoach(app)
    await coach.signIn()
    const id = String((await atHub())?.task?.id)
    await coach.act(id, 'acknowledge')
    await coach.act(id, 'accept')
    await withdraw('patient-withdrew')
    const seen = await coach.get(`referrals/${id}`)
    expect(seen.html).toContain('Withdrawn by the referrer')
    expect(seen.html).toContain('The patient no longer agrees to it')
    expect((await coach.act(id, 'start')).html).not.toContain('Support has started. The referrer sees')
    expect((await atHub())?.task).toMatchObject({ status: 'cancelled' })
  })

  it('is not withdrawn once the service has ended it, and the page says so', async () => {
    const { withdraw, atHub } = await referring()
    const coach = await createCoach(app)
    await coach.signIn()
    const id = String((await atHub())?.task?.id)
    await coach.act(id, 'acknowledge')
    await coach.act(id, 'decline', { reason: '22', words: '' })
    const after = await withdraw('not-needed')
    expect([after.status, wordsOf(after).includes('has already ended this referral')]).toEqual([409, true])
    expect((await atHub())?.task).toMatchObject({ status: 'rejected' })
  })

  it('says "no" once: who withdrew is not asked again as if nothing had been said (hazard H11)', async () => {
    const { withdraw, clinician } = await referring()
    await withdraw('patient-withdrew')
    expect(wordsOf(await clinician.launchToRefer('patient-typical'))).toMatch(/declined|did not agree|said no/i)
  })

  it.each([
    ['down', 'Try again in a few minutes'],
    ['server-error', 'Try again in a few minutes'],
    ['garbage', 'Try again in a few minutes'],
    ['too-busy', 'Try again in a few minutes'],
    ['refuses', 'did not take the withdrawal. Sending it again will not change that'],
    ['shuts-us-out', 'does not know of the withdrawal: the connection to its computer system has a fault'],
    ['bad-request', 'does not know of the withdrawal: the connection to its computer system has a fault'],
  ])('is never called withdrawn when the service is %s', async (fault, words) => {
    const { withdraw, atHub } = await referring()
    await faults(`/${fault}`)
    const after = await withdraw('not-needed')
    await faults('', 'DELETE')
    expect(after.status).toBe(424)
    expect(wordsOf(after)).toContain(words)
    expect((await atHub())?.task).toMatchObject({ status: 'requested' })
    // Doing it again, once the service answers, does it.
    expect(wordsOf(await withdraw('not-needed'))).toContain('Withdrawn')
  })

  it('is found to be withdrawn where the answer to the withdrawal was lost', async () => {
    const { withdraw, atHub } = await referring()
    await faults('/commits-then-drops')
    const after = await withdraw('not-needed')
    await faults('', 'DELETE')
    expect((await atHub())?.task).toMatchObject({ status: 'cancelled' })
    expect(after.status === 200 || after.status === 424).toBe(true)
    expect(wordsOf(await withdraw('not-needed'))).toContain('Withdrawn')
  })
})

describe('a referral that has not been sent', () => {
  it('is taken back before the service hears of it', async () => {
    const { withdraw, status, atHub } = await referring('refuses')
    await faults('', 'DELETE')
    expect(wordsOf(await withdraw('not-needed'))).toContain('taken back before it was sent')
    expect(wordsOf(await status())).toContain('The service does not have it')
    expect(await atHub()).toBeUndefined()
  })

  it('is withdrawn at the service where it had arrived after all', async () => {
    const { withdraw, atHub } = await referring('commits-then-drops')
    await faults('', 'DELETE')
    expect(wordsOf(await withdraw('not-needed'))).toContain('Withdrawn')
    expect((await atHub())?.task).toMatchObject({ status: 'cancelled' })
  })
})

describe('a referral of somebody else', () => {
  it('cannot be withdrawn from another patient’s record (hazard H01)', async () => {
    const { page, atHub } = await referring()
    const [, referralId = ''] = /withdraw\/([^/?]+)$/.exec(page.url) ?? []
    const other = createClinician(app)
    const consultation = await other.launchToRefer('patient-back-pain')
    const tried = await other.submit(consultation, { why: 'mistake' }, `${consultation.url}withdraw/${referralId}`)
    expect(tried.html).not.toContain('Ashworth')
    expect((await atHub())?.task).toMatchObject({ status: 'requested' })
  })
})
