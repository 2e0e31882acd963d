import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClinician, FIVE_TAPS, option, resourcesAt } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import { launchWith, wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const ODS = 'https://fhir.nhs.uk/Id/ods-organization-code'
const SAYS_LITTLE = 'fhir-no-staff'
/** The code of the make-believe practice itself, as anybody can type it. */
const CLAIMED = 'A99999'
const statedOf = (code: string) => ({
  profession: option('profession', 'nurse'),
  'referrer-name': 'Jo Field',
  'practice-name': 'Elm Surgery',
  'practice-ods-code': code,
  'practice-phone': '01632 960555',
})

describe('a clinician whose record system says nothing of them (hazards H01, H03, H12)', () => {
  it('states name and practice once, and refers', async () => {
    const { page, clinician } = await launchWith(app, SAYS_LITTLE)
    expect(wordsOf(page)).toContain('About you and your practice')
    expect(wordsOf(page)).toContain('ODS code of your practice')

    const wrong = await clinician.submit(page, { ...FIVE_TAPS, ...statedOf('A-1') })
    expect(wrong.status).toBe(400)
    expect(wordsOf(wrong)).toContain('Check how this is written: ODS code of your practice (3 to 10 letters and digits')
    for (const kept of ['A-1', 'Elm Surgery', 'Jo Field', '01632 960555'])
      expect(wrong.html).toContain(`value="${kept}"`)

    const check = await clinician.submit(wrong, { 'practice-ods-code': CLAIMED })
    const words = wordsOf(check)
    expect(words).toContain('Check before sending')
    expect(words).toContain('Jo Field (as stated by the clinician), Nurse (as stated by the clinician)')
    expect(words).toContain(`Elm Surgery, ODS code ${CLAIMED} (as stated by the clinician)`)
    const again = await clinician.submit(page, {}, 'reread')
    for (const kept of [CLAIMED, 'Elm Surgery', 'Jo Field']) expect(again.html).toContain(`value="${kept}"`)
    const anew = await clinician.submit(again)
    expect(wordsOf(anew)).toContain('Check before sending')

    const sent = await clinician.submit(anew)
    expect(wordsOf(sent)).toContain('Referral sent')

    const list = wordsOf(await clinician.get(new URL('practice', page.url).href))
    expect(list).toContain('Your record system does not say for which practice you work')
    expect(list).not.toContain('Elm Surgery')
  })

  it('arrives as stated, and stands in the place of no organisation that a record proves', async () => {
    const stated = (await resourcesAt(app.hubUrl, 'Organization')).filter(each => String(each.name).startsWith('Elm'))
    expect(stated).toHaveLength(1)
    expect(JSON.stringify(stated)).not.toContain(ODS)
    const [task] = await resourcesAt(app.hubUrl, 'Task?code=fulfill')
    const coach = await createCoach(app)
    expect((await coach.signIn()).html).toContain(`Elm Surgery, ODS code ${CLAIMED} (as stated by the clinician)`)
    const referral = wordsOf(await coach.get(`referrals/${task?.id}`))
    expect(referral).toContain('Jo Field (as stated by the clinician)')
    expect(referral).toContain(`Elm Surgery, ODS code ${CLAIMED} (as stated by the clinician), 01632 960555`)
  })

  it('is said once: the next patient’s form has it, to be seen and changed, and every act of this clinician names them', async () => {
    const { page } = await launchWith(app, SAYS_LITTLE, 'patient-flu')
    for (const kept of [CLAIMED, 'Elm Surgery', 'Jo Field', '01632 960555'])
      expect(page.html).toContain(`value="${kept}"`)

    const { page: first, clinician } = await launchWith(app, SAYS_LITTLE)
    const linkTo = (seen: typeof first, place: string): string =>
      new URL(new RegExp(`href="([^"]*/${place}/[^"]*)"`).exec(seen.html)?.[1] ?? '', seen.url).href
    const status = await clinician.get(linkTo(first, 'status'))
    const withdraw = await clinician.get(linkTo(status, 'withdraw'))
    expect((await clinician.submit(withdraw, { why: 'mistake' })).status).toBe(200)
    const acts = JSON.stringify(await resourcesAt(app.hubUrl, 'Provenance?_count=200'))
    expect(acts).toContain('"display":"Jo Field (as stated by the clinician)"')
  })

  it('is nobody else’s: another clinician of this record system is asked', async () => {
    const clinician = createClinician(app)
    const picker = { url: `${app.sandboxUrl}/`, status: 200, html: '' }
    const fields = { patient: 'patient-flu', clinician: 'physiotherapist' }
    const page = await clinician.submit(picker, fields, `/launch?fault=${SAYS_LITTLE}`)
    expect(wordsOf(page)).toContain('ODS code of your practice')
    expect(page.html).not.toContain('Elm Surgery')
  })

  it('adds nothing to the list of a practice whose code somebody states', async () => {
    const clinician = createClinician(app)
    const page = await clinician.launchToRefer('patient-flu')
    const list = wordsOf(await clinician.get(new URL('practice', page.url).href))
    expect(list).toContain('Nobody here has referred a patient in the last 30 days')
    expect(wordsOf(await clinician.submit(await clinician.submit(page, FIVE_TAPS)))).toContain('Referral sent')
    const proven = await resourcesAt(app.hubUrl, `Organization?identifier=${encodeURIComponent(`${ODS}|${CLAIMED}`)}`)
    expect(proven).toHaveLength(1)
    expect(JSON.stringify(proven)).not.toMatch(/Elm|01632 960555|stated/)
  })
})

it('a clinician whose record system says who they are is not asked', async () => {
  const page = await createClinician(app).launchToRefer('patient-flu')
  expect(wordsOf(page)).not.toContain('About you and your practice')
})
