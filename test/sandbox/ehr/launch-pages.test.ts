import type { FhirResource, Patient } from 'fhir/r4.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CS, ID } from '../../../src/fhir/systems.ts'
import { ANYA, APP_URL, type RunningEhr, runningEhr } from './running-ehr.ts'

const named = (id: string, given: string, family: string, rest: Partial<Patient> = {}): Patient => ({
  resourceType: 'Patient',
  id,
  name: [{ use: 'official', given: [given], family }],
  ...rest,
})
const RECORD: readonly FhirResource[] = [
  { ...ANYA, birthDate: '1984-03-11', identifier: [{ system: ID.nhsNumber, value: '9990548609' }] },
  named('p2', 'Zoë', 'Second', {
    meta: { tag: [{ system: CS.synthetic, display: 'Back pain, off sick for 3 weeks' }] },
  }),
  named('p3', '<b>Bold</b>', 'Third', { birthDate: '1990' }),
  named('copy', 'Copied', 'Byhub', { identifier: [{ system: ID.referralPatient, value: 'x' }] }),
  { resourceType: 'Patient', id: 'p5' },
]

let ehr: RunningEhr
beforeAll(async () => {
  ehr = await runningEhr(RECORD)
})
afterAll(() => ehr.close())

const press = (fields: Record<string, string>, query = '') =>
  fetch(`${ehr.url}/launch${query}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

describe('the page to pick patient and clinician', () => {
  it('lists every patient of every page with both buttons, and says SYNTHETIC', async () => {
    const page = await (await fetch(ehr.url)).text()
    expect(page).toContain('SYNTHETIC')
    for (const name of ['Anya O&#x27;Test', 'Zoë Second', '&lt;b&gt;Bold&lt;/b&gt; Third', 'Patient p5']) {
      expect(page).toContain(`>Launch ${name}</button>`)
      expect(page).toContain(`>Open in panel ${name}</button>`)
    }
    expect(page).toContain('Back pain, off sick for 3 weeks')
    expect(page).toContain('11 March 1984')
    expect(page).toContain('999 054 8609')
    expect(page).toContain('none')
    for (const clinician of ['GP', 'physiotherapist', 'occupational therapist', 'pharmacist', 'podiatrist', 'nurse'])
      expect(page).toMatch(new RegExp(`<option value="[a-z-]+">[^<]+, ${clinician}</option>`))
  })

  it('leaves out the copies that a hub made', async () => {
    expect(await (await fetch(ehr.url)).text()).not.toContain('Byhub')
  })

  it('lets its form end at the app and shows only the app in a frame', async () => {
    const policy = (await fetch(ehr.url)).headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`form-action 'self' ${APP_URL}`)
    expect(policy).toContain(`frame-src 'self' ${APP_URL}`)
  })

  it('says what to do when the FHIR server does not answer', async () => {
    const stopped = await runningEhr()
    await stopped.upstream.close()
    const response = await fetch(stopped.url)
    expect(response.status).toBe(502)
    expect(await response.text()).toContain('Check that it is running')
    await stopped.close()
  })

  it('does not follow a next page to another server', async () => {
    const other = await runningEhr([named('p9', 'Other', 'Server')])
    ehr.upstream.searchAnswer = {
      resourceType: 'Bundle',
      type: 'searchset',
      link: [{ relation: 'next', url: `${other.upstream.fhirBaseUrl}/Patient` }],
      entry: [{ resource: named('p1', 'This', 'One') }],
    }
    const page = await (await fetch(ehr.url)).text()
    ehr.upstream.searchAnswer = undefined
    expect(page).toContain('Launch This One')
    expect(page).not.toContain('Other Server')
    expect(other.upstream.seen).toEqual([])
    await other.close()
  })
})

describe('a launch button', () => {
  it('opens the app with this EHR as issuer and an opaque launch that says nothing of the patient', async () => {
    const response = await press({ clinician: 'gp', patient: 'patient-anya' })
    expect(response.status).toBe(303)
    const to = new URL(response.headers.get('location') ?? '')
    expect(to.origin + to.pathname).toBe(`${APP_URL}/launch`)
    expect([...to.searchParams.keys()]).toEqual(['iss', 'launch'])
    expect(to.searchParams.get('iss')).toBe(ehr.iss)
    expect(to.searchParams.get('launch')).toMatch(/^[\w-]{43}$/)
  })

  it('opens the app in a panel on a page of the EHR that is titled with the patient', async () => {
    const response = await press({ clinician: 'nurse', panel: 'patient-anya' })
    expect(response.status).toBe(303)
    const page = await (await fetch(new URL(response.headers.get('location') ?? '', ehr.url))).text()
    expect(page).toMatch(/<title>Anya O&#x27;Test - /)
    expect(page).toContain('SYNTHETIC')
    expect(page).toContain('Siân Morgan')
    const src = /<iframe[^>]* src="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(src.startsWith(`${APP_URL}/launch?iss=`)).toBe(true)
    expect(await (await fetch(`${ehr.url}/ehr.css`)).text()).toMatch(/width: 404px;.* border: 2px .*border-box/)
  })

  it('signs in the clinician that was picked', async () => {
    const launch = await ehr.launch({ clinician: 'pharmacist', patient: 'patient-anya' })
    const { id_token } = await (await ehr.token({ code: await ehr.code({ launch }) })).json()
    expect(JSON.parse(Buffer.from(id_token.split('.')[1], 'base64url').toString())).toMatchObject({
      sub: 'clinician-pharmacist',
      name: 'Daniel Kaur',
    })
  })

  it.each([
    ['nobody', { clinician: 'gp' }],
    ['a patient that is not there', { clinician: 'gp', patient: 'unknown' }],
    ['an id that climbs', { clinician: 'gp', patient: '..' }],
    ['a clinician that is not there', { clinician: 'surgeon', patient: 'patient-anya' }],
  ])('launches nothing for %s', async (_name, fields) => {
    const response = await press(fields as Record<string, string>)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('Nothing to launch')
  })

  it('gives no encounter when the record has none going on', async () => {
    const response = await ehr.token({ code: await ehr.code() })
    expect(await response.json()).not.toHaveProperty('encounter')
  })
})

describe('a fault asked for by name', () => {
  it.each(['workwell-refer', 'workwell-status', 'another-apps-intent', '<script>'])(
    'gives the app the intent that was picked: %s',
    async intent => {
      const launch = await ehr.launch({ patient: 'p2', clinician: 'gp', intent })
      const token = await (await ehr.token({ code: await ehr.code({ launch }) })).json()
      expect(token).toMatchObject({ patient: 'p2', intent })
    },
  )

  it('gives none where none was picked', async () => {
    expect(await (await fetch(ehr.url)).text()).toContain('<option value="">None</option>')
    const launch = await ehr.launch({ patient: 'p2', clinician: 'gp', intent: '' })
    expect(await (await ehr.token({ code: await ehr.code({ launch }) })).json()).not.toHaveProperty('intent')
  })

  it('is refused when this EHR does not know it', async () => {
    expect((await press({ clinician: 'gp', patient: 'patient-anya' }, '?fault=no-such-fault')).status).toBe(400)
    expect((await fetch(`${ehr.url}/?fault=no-such-fault`)).status).toBe(400)
    expect((await press({ clinician: 'gp', patient: 'patient-anya' }, '?fault=none')).status).toBe(303)
  })
})

describe('a panel', () => {
  it('can be loaded again for ten minutes, then says that the launch has run out', async () => {
    const response = await press({ clinician: 'gp', panel: 'patient-anya' })
    const panel = new URL(response.headers.get('location') ?? '', ehr.url)
    ehr.passSeconds(599)
    expect((await fetch(panel)).status).toBe(200)
    ehr.passSeconds(1)
    const late = await fetch(panel)
    expect(late.status).toBe(404)
    expect(await late.text()).toContain('run out')
  })
})
