import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createClinician, FIVE_TAPS, resourcesAt, type Seen } from '../support/clinician.ts'
import { type FaultyHub, type HubFault, startFaultyHub } from '../support/faulty-hub.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

const PATIENT = 'patient-typical'
let hub: FaultyHub
let app: RunningApp
let referralId: string
beforeAll(async () => {
  hub = await startFaultyHub()
  app = await startApp({ WORKWELL_FHIR_URL: hub.url, FOLLOW_MINUTES: '1000' })
  referralId = await refer(PATIENT)
})
afterEach(() => {
  hub.fault = 'none'
})
afterAll(async () => {
  await app.close()
  await hub.close()
})

const pathOf = ({ url }: Seen): string => new URL(url).pathname.replace(/^\/r\/[\w-]{43}/, '')
const isForm = (page: Seen): boolean => pathOf(page) === '/' && page.html.includes('Check before sending')
/** As a clinician of another window, who has nothing begun. */
const launch = (patient = PATIENT, intent = '') => createClinician(app).launch(patient, 'gp', intent)

async function refer(patient: string): Promise<string> {
  const gp = createClinician(app)
  const sent = await gp.submit(await gp.submit(await gp.launchToRefer(patient), FIVE_TAPS))
  expect(sent.html).toContain('Referral sent')
  const status = await gp.get(sent.url.replace(/sent$/, 'status'))
  return /status\/([\w-]{36})/.exec(status.html)?.[1] ?? ''
}

describe('a launch for a patient whose referral is open', () => {
  it('leads to how it stands, with the way to the form', async () => {
    const page = await launch()
    expect(pathOf(page)).toBe(`/status/${referralId}`)
    expect(wordsOf(page)).toMatch(/How the referral stands Sent, not opened yet WorkWell Demo received it on/)
    expect(wordsOf(page)).toContain('Next date: WorkWell Demo has not given one.')
    expect(page.html).toContain('?refer=again">Refer again</a>')
    expect(page.html).not.toContain('name="pathway"')
  })

  it.each<[string, HubFault]>([
    ['refuses the connection', 'refuses-connection'],
    ['hangs', 'hangs'],
    ['fails', 'server-error'],
    ['answers with a log-in page', 'garbage'],
    ['refuses us', { status: 403 }],
    ['does not know us', { status: 401 }],
    ['finds nothing', { status: 404 }],
  ])('does so when the service %s, says that it does not know, and keeps the way to the form', async (_name, fault) => {
    hub.fault = fault
    const gp = createClinician(app)
    const page = await gp.launch(PATIENT)
    expect(pathOf(page)).toBe(`/status/${referralId}`)
    expect(wordsOf(page)).toContain('Not known at this moment')
    expect(wordsOf(page)).toMatch(/WorkWell Demo received it on .* could not be read|cannot be read/)
    expect(wordsOf(page)).not.toContain('Sent, not opened yet')
    expect(isForm(await gp.get(new URL('../?refer=again', page.url).href))).toBe(true)
  })
})

describe('"Refer again"', () => {
  it('opens the form, and neither reload nor errors nor another reading of the record lead back', async () => {
    const gp = createClinician(app)
    const form = await gp.launchToRefer(PATIENT)
    expect(isForm(form)).toBe(true)
    expect(wordsOf(form).match(/A WorkWell referral is open already, sent on/g)).toHaveLength(1)
    expect(isForm(await gp.get(form.url))).toBe(true)
    expect(isForm(await gp.get(`${form.url}?refer=again`))).toBe(true)
    const wrong = await gp.submit(form)
    expect(wrong.status).toBe(400)
    expect(pathOf(wrong)).toBe('/')
    expect(isForm(await gp.submit(form, {}, new URL('reread', form.url).href))).toBe(true)
    // The tick on the check page is still what confirms it (hazard H13).
    const check = await gp.submit(form, FIVE_TAPS)
    expect(wordsOf(check)).toContain('Refer a second time all the same')
    expect((await gp.submit(check, { beside: [] })).status).toBe(409)
  })

  it('is of one launch: the next one leads to the status again', async () => {
    const gp = createClinician(app)
    expect(isForm(await gp.launchToRefer('patient-typical'))).toBe(true)
    expect(pathOf(await gp.launch(PATIENT))).toBe(`/status/${referralId}`)
  })

  it('after a referral of the same window begins another one, and no page of before can send it', async () => {
    const patient = 'patient-work-stress'
    const gp = createClinician(app)
    const check = await gp.submit(await gp.launchToRefer(patient), FIVE_TAPS)
    const sent = await gp.submit(check)
    const status = await gp.get(sent.url.replace(/sent$/, 'status'))
    const form = await gp.get(
      /href="([^"]*)">Refer again</.exec(status.html)?.[1] ? sent.url.replace(/sent$/, '?refer=again') : '',
    )
    expect(isForm(form)).toBe(true)
    expect(form.html).not.toContain('checked=""')
    const before = (await resourcesAt(hub.url, 'ServiceRequest?_count=200')).length
    const stale = await gp.submit(check)
    expect(pathOf(stale)).toBe('/')
    expect((await resourcesAt(hub.url, 'ServiceRequest?_count=200')).length).toBe(before)
    const second = await gp.submit(form, FIVE_TAPS)
    expect(wordsOf(second)).toContain('Refer a second time all the same')
    expect((await gp.submit(second)).html).toContain('Referral sent')
  })
})

describe('answers that wait in the form', () => {
  it('are not hidden by a referral that was sent meanwhile', async () => {
    const patient = 'patient-back-pain'
    const gp = createClinician(app)
    const form = await gp.launch(patient)
    const { sharing: _left, ...four } = FIVE_TAPS
    await gp.submit(form, { ...four, 'contact-phone': '07700 900711' })
    const other = createClinician(app)
    const typing = await other.launch(patient, 'nurse')
    await other.submit(typing, { 'contact-phone': '07700 900712' }, new URL('typed', typing.url).href)
    const untouched = createClinician(app)
    const opened = await untouched.launch(patient, 'physiotherapist')
    const sent = await refer(patient)
    expect((await gp.get(form.url)).html).toContain('07700 900711')
    expect((await other.get(typing.url)).html).toContain('07700 900712')
    expect(pathOf(await untouched.get(opened.url))).toBe(`/status/${sent}`)
    const status = await gp.get(new URL('status', form.url).href)
    expect(status.html).toContain('Back to the consultation')
  })
})

describe('where the record could not be given a copy', () => {
  it('the practice that sent it is led to it all the same, and can answer for it', async () => {
    const fault = `${app.sandboxUrl}/faults/token-fewer-scopes`
    await fetch(fault, { method: 'PUT' })
    const sent = await refer('patient-everyday-02')
    const gp = createClinician(app)
    const page = await gp.launch('patient-everyday-02')
    await fetch(fault, { method: 'DELETE' })
    expect(pathOf(page)).toBe(`/status/${sent}`)
    expect((await gp.get(new URL(`../withdraw/${sent}`, page.url).href)).html).toContain('Withdraw the referral</h1>')
  })
})

describe('what only the record names', () => {
  it('and the service has not got, does not stand before the form', async () => {
    const form = await launch('patient-open-referral')
    expect(isForm(form)).toBe(true)
    expect(wordsOf(form)).toContain('A WorkWell referral is open already, sent on')
    const status = await launch('patient-open-referral', 'workwell-status')
    expect(wordsOf(status)).toMatch(/No WorkWell referral confirmed.*The referral sent on/)
  })
})

describe('several that are open', () => {
  it('lead to the newest, with links to the others', async () => {
    const patient = 'patient-flu'
    const first = await refer(patient)
    const second = await refer(patient)
    const gp = createClinician(app)
    const page = await gp.launch(patient)
    expect(pathOf(page)).toBe(`/status/${second}`)
    const other = new RegExp(`href="([^"]*/status/${first})"`).exec(page.html)?.[1] ?? ''
    expect(wordsOf(page)).toContain('Another WorkWell referral is open')
    const older = await gp.get(new URL(other, page.url).href)
    expect(pathOf(older)).toBe(`/status/${first}`)
    expect(older.html).toContain(`/status/${second}"`)
  })
})

describe('the intent of the launch', () => {
  it('workwell-refer opens the form, though a referral is open', async () => {
    const gp = createClinician(app)
    const form = await gp.launch(PATIENT, 'gp', 'workwell-refer')
    expect(isForm(form)).toBe(true)
    expect(isForm(await gp.get(form.url))).toBe(true)
  })

  it('workwell-status opens the status', async () => {
    expect(pathOf(await launch(PATIENT, 'workwell-status'))).toBe(`/status/${referralId}`)
  })

  it('workwell-status says where there is no referral, and gives the way to the form', async () => {
    const gp = createClinician(app)
    const page = await gp.launch('patient-everyday-01', 'gp', 'workwell-status')
    expect(page.status).toBe(200)
    expect(wordsOf(page)).toContain('No WorkWell referral found')
    expect(page.html).toContain('?refer=again">Go to the referral form</a>')
    expect(isForm(await gp.get(new URL('./?refer=again', page.url).href))).toBe(true)
  })

  it.each(['another-apps-intent', '<script>alert(1)</script>', 'WORKWELL-REFER'])(
    '%s counts as none, and is not shown',
    async intent => {
      const page = await launch(PATIENT, intent)
      expect(pathOf(page)).toBe(`/status/${referralId}`)
      expect(page.html).not.toContain(intent)
      expect(isForm(await launch('patient-everyday-01', intent))).toBe(true)
    },
  )
})
