import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { APP_URL, type RunningEhr, runningEhr } from './running-ehr.ts'

let ehr: RunningEhr
beforeAll(async () => {
  ehr = await runningEhr()
})
afterAll(() => ehr.close())

const LAUNCH_URL = `${APP_URL}/launch`
const ask = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${ehr.iss}/_services/smart/Launch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('the launch of a CDS Hooks card’s link', () => {
  it('gives a launch that the app can use, and gives the app what the card gave to its link', async () => {
    const appContext = '{"v":1,"card":"7b0ba0a6"}'
    const response = await ask({
      launchUrl: LAUNCH_URL,
      parameters: { patient: 'patient-anya', intent: 'workwell-status', appContext },
    })
    expect(response.status).toBe(200)
    const { launch_id } = await response.json()
    const token = await (await ehr.token({ code: await ehr.code({ launch: launch_id }) })).json()
    expect(token).toMatchObject({
      patient: 'patient-anya',
      encounter: 'encounter-anya',
      intent: 'workwell-status',
      appContext,
    })
  })

  it('takes a launch address that has something after it, as a card may give one', async () => {
    const launchUrl = `${LAUNCH_URL}?from=card`
    expect((await ask({ launchUrl, parameters: { patient: 'patient-anya' } })).status).toBe(200)
  })

  it.each([
    ['another app', { launchUrl: 'https://attacker.example/launch', parameters: { patient: 'patient-anya' } }, 400],
    ['no app', { parameters: { patient: 'patient-anya' } }, 400],
    ['no patient', { launchUrl: LAUNCH_URL, parameters: {} }, 400],
    ['a patient who is not there', { launchUrl: LAUNCH_URL, parameters: { patient: 'nobody' } }, 404],
    ['an id that climbs', { launchUrl: LAUNCH_URL, parameters: { patient: '../Patient' } }, 400],
    [
      'a context that is no text',
      { launchUrl: LAUNCH_URL, parameters: { patient: 'patient-anya', appContext: {} } },
      400,
    ],
  ])('is refused for %s', async (_name, body, status) => {
    expect((await ask(body)).status).toBe(status)
  })

  it('with an access token is by its clinician and for its patient only', async () => {
    const launch = await ehr.launch({ patient: 'patient-anya', clinician: 'nurse' })
    const { access_token } = await (await ehr.token({ code: await ehr.code({ launch }) })).json()
    const bearer = { authorization: `Bearer ${access_token}` }
    const given = await ask({ launchUrl: LAUNCH_URL, parameters: { patient: 'patient-anya' } }, bearer)
    const { launch_id } = await given.json()
    const { id_token } = await (await ehr.token({ code: await ehr.code({ launch: launch_id }) })).json()
    expect(Buffer.from(id_token.split('.')[1], 'base64url').toString()).toContain('clinician-nurse')
    const other = await ask({ launchUrl: LAUNCH_URL, parameters: { patient: 'patient-ben' } }, bearer)
    expect(other.status).toBe(403)
    const madeUp = { authorization: 'Bearer made-up' }
    expect((await ask({ launchUrl: LAUNCH_URL, parameters: { patient: 'patient-anya' } }, madeUp)).status).toBe(401)
  })

  it('can be asked by a page of another site', async () => {
    const preflight = await fetch(`${ehr.iss}/_services/smart/Launch`, { method: 'OPTIONS' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('content-type')
  })

  it('is refused in JSON that cannot be read', async () => {
    const response = await fetch(`${ehr.iss}/_services/smart/Launch`, { method: 'POST', body: '{' })
    expect(response.status).toBe(400)
  })
})
