import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningEhr, runningEhr } from './running-ehr.ts'

let ehr: RunningEhr
beforeAll(async () => {
  ehr = await runningEhr()
})
afterAll(() => ehr.close())

const SCOPE = 'launch/patient openid fhirUser patient/*.rs'
const asked = (changes: Record<string, string | undefined> = {}) =>
  ehr.authorize({ launch: undefined, scope: SCOPE, ...changes })
const requestIn = (html: string): string => /name="request" value="([^"]+)"/.exec(html)?.[1] ?? ''
const choose = (fields: Record<string, string>) =>
  fetch(`${ehr.url}/oauth/choose`, {
    method: 'POST',
    body: new URLSearchParams({ clinician: 'gp', ...fields }),
    redirect: 'manual',
  })
const backFrom = (answer: Response): URLSearchParams => new URL(answer.headers.get('location') ?? '').searchParams

describe('a launch without a record', () => {
  it('is announced', async () => {
    const { capabilities, scopes_supported } = await (await fetch(`${ehr.iss}/.well-known/smart-configuration`)).json()
    expect(capabilities).toEqual(expect.arrayContaining(['launch-standalone', 'context-standalone-patient']))
    expect(scopes_supported).toContain('launch/patient')
  })

  it('asks for the patient on a page without script, and opens the chosen one only', async () => {
    const page = await asked()
    const html = await page.text()
    expect([page.status, html.includes('SYNTHETIC'), html.includes('Choose Anya O&#x27;Test')]).toEqual([
      200,
      true,
      true,
    ])
    const back = await choose({ request: requestIn(html), patient: 'patient-anya' })
    expect(back.status).toBe(303)
    expect(backFrom(back).get('state')).toBe('a-state')
    const token = await (await ehr.token({ code: backFrom(back).get('code') ?? '' })).json()
    expect(token).toMatchObject({ patient: 'patient-anya', encounter: 'encounter-anya' })
    expect((await ehr.fhir('/Patient/patient-ben', token.access_token)).status).toBe(403)
  })

  it('comes back with access_denied where the clinician cancels', async () => {
    const request = requestIn(await (await asked()).text())
    const back = backFrom(await choose({ request, cancel: 'yes' }))
    expect(Object.fromEntries(back)).toMatchObject({ error: 'access_denied', state: 'a-state' })
    expect(back.get('code')).toBeNull()
    expect((await choose({ request, patient: 'patient-anya' })).status).toBe(400)
  })

  it('gives a page one use, and takes no page that it did not make', async () => {
    const request = requestIn(await (await asked()).text())
    expect((await choose({ request, patient: 'patient-anya' })).status).toBe(303)
    expect((await choose({ request, patient: 'patient-anya' })).status).toBe(400)
    expect((await choose({ request: 'invented', patient: 'patient-anya' })).status).toBe(400)
  })

  it('takes no patient or clinician that is not one of this EHR', async () => {
    const request = requestIn(await (await asked()).text())
    expect((await choose({ request, patient: 'nobody' })).status).toBe(400)
    expect((await choose({ request, patient: 'patient-anya', clinician: 'nobody' })).status).toBe(400)
  })

  it('needs the scope launch/patient, and is no way around a launch that is not known', async () => {
    expect(backFrom(await asked({ scope: 'launch openid patient/*.rs' })).get('error')).toBe('invalid_request')
    expect(backFrom(await asked({ launch: 'invented' })).get('error')).toBe('invalid_scope')
    expect(backFrom(await asked({ launch: 'invented', scope: `launch ${SCOPE}` })).get('error')).toBe('invalid_request')
  })
})
