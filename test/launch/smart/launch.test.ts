import { describe, expect, it } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

describe('a launch that goes well', () => {
  it('sends the EHR an authorize request with PKCE, state, nonce and aud', async () => {
    const { stub, publicUrl, toCallback } = await launchSetting()
    const url = new URL((await toCallback()).authorizeUrl)
    expect(`${url.origin}${url.pathname}`).toBe(`${stub.origin}/authorize`)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'workwell',
      redirect_uri: `${publicUrl}/callback`,
      launch: 'xyz',
      scope: expect.stringContaining('launch openid fhirUser'),
      state: expect.stringMatching(/^[\w-]{43}$/),
      aud: stub.issuer,
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
  })

  it('never uses a state, a nonce or a challenge twice', async () => {
    const { toCallback } = await launchSetting()
    const seen = new Set<string | null>()
    for (let each = 0; each < 5; each += 1) {
      const { searchParams } = new URL((await toCallback()).authorizeUrl)
      for (const name of ['state', 'nonce', 'code_challenge']) seen.add(searchParams.get(name))
    }
    expect(seen.size).toBe(15)
  })

  it('ends in a session of its own: one patient, one clinician, one browser', async () => {
    const { stub, clock, store, sessions, whole } = await launchSetting()
    const answer = await whole()
    const [session] = sessions
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`/r/${session?.handle}/`)
    expect(session).toEqual({
      handle: expect.stringMatching(/^[\w-]{43}$/),
      browserId: expect.stringMatching(/^[\w-]{43}$/),
      issuer: stub.issuer,
      ehrName: 'Test EHR',
      patientId: 'p1',
      encounterId: 'e1',
      fhirUser: 'Practitioner/gp-1',
      subject: 'user-1',
      grantedScopes: expect.arrayContaining(['patient/Patient.r']),
      accessToken: 'token-1',
      tokenExpiresAt: new Date(clock.now.getTime() + 3_600_000).toISOString(),
      tokenEndpoint: `${stub.origin}/token`,
      createdAt: clock.now.toISOString(),
    })
    expect(await store.readSession(session?.handle ?? '')).toEqual(session)
  })

  it('keeps its answers out of caches and its addresses out of Referer', async () => {
    const { toCallback, visit } = await launchSetting()
    const { begun, cookie, callback } = await toCallback()
    for (const answer of [begun, await visit(callback, cookie), await visit('/launch'), await visit('/callback')]) {
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    }
  })

  it('marks the browser with a cookie that reaches us in a frame and that no script can read', async () => {
    const { begun } = await (await launchSetting()).toCallback()
    expect(begun.headers.get('set-cookie')).toMatch(
      /^__Host-ww_browser=[\w-]{43}; Path=\/; HttpOnly; Secure; Partitioned; SameSite=None$/,
    )
  })

  it('keeps two launches of one browser apart, whichever comes back first', async () => {
    const { stub, sessions, visit, toCallback, publicUrl } = await launchSetting()
    const first = await toCallback()
    const begun = await visit(`${publicUrl}/launch?iss=${encodeURIComponent(stub.issuer)}&launch=other`, first.cookie)
    const back = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' })
    stub.bends.tokenFields = { patient: 'p2' }
    await visit(back.headers.get('location') ?? '', first.cookie)
    stub.bends.tokenFields = { patient: 'p1' }
    await visit(first.callback, first.cookie)
    expect(sessions.map(session => session.patientId)).toEqual(['p2', 'p1'])
    expect(new Set(sessions.map(session => session.handle)).size).toBe(2)
    expect(new Set(sessions.map(session => session.browserId)).size).toBe(1)
  })

  it('carries a code with & and + to the token endpoint unharmed', async () => {
    const { stub, whole } = await launchSetting({ bends: { code: 'a&client_id=evil+b=c%20d' } })
    expect((await whole()).status).toBe(303)
    expect(stub.callsTo('/token')[0]?.body).toMatchObject({ code: 'a&client_id=evil+b=c%20d', client_id: 'workwell' })
  })

  it('takes the ways in which some servers write what there is not, and numbers', async () => {
    const { sessions, whole } = await launchSetting({
      bends: { tokenFields: { expires_in: '3600', encounter: null, refresh_token: null, tenant: null, intent: '' } },
    })
    await whole()
    const [session] = sessions
    expect(session?.encounterId).toBeUndefined()
    expect(Date.parse(session?.tokenExpiresAt ?? '') - Date.parse(session?.createdAt ?? '')).toBe(3_600_000)
  })

  it('takes a token without expires_in for five minutes, a token with full stops too', async () => {
    const { clock, sessions, whole } = await launchSetting({
      bends: { tokenFields: { expires_in: undefined, access_token: 'opaque.but.dotted', token_type: 'bearer' } },
    })
    await whole()
    expect(sessions[0]?.accessToken).toBe('opaque.but.dotted')
    expect(sessions[0]?.tokenExpiresAt).toBe(new Date(clock.now.getTime() + 300_000).toISOString())
  })

  it('leaves unknown parameters of the callback aside', async () => {
    const { stub, sessions, visit, toCallback } = await launchSetting()
    const { cookie, callback } = await toCallback()
    await visit(`${callback}&session_state=1&patientId=p9&iss=${encodeURIComponent(stub.issuer)}`, cookie)
    expect(sessions[0]?.patientId).toBe('p1')
  })
})
