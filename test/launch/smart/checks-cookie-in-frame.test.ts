import { describe, expect, it } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

const FRAMED = { 'sec-fetch-dest': 'iframe' }

async function inFrame() {
  const setting = await launchSetting()
  const address = `/launch?${new URLSearchParams({ iss: setting.stub.issuer, launch: 'a b&c' })}`
  const first = await setting.visit(address, '', FRAMED)
  return { ...setting, address, first, again: first.headers.get('location') ?? '' }
}

describe('a launch in a frame of a browser that we have not met', () => {
  it('asks the browser once more whether it keeps our cookie, before it asks the EHR', async () => {
    const { stub, kept, first, again } = await inFrame()
    expect(first.status).toBe(302)
    expect(again).toMatch(/^\/launch\/in-frame\?/)
    expect(first.headers.get('set-cookie')).toMatch(/^__Host-ww_browser=[\w-]{43}; .*Partitioned/)
    expect(stub.calls).toEqual([])
    expect(kept.size).toBe(0)
  })

  it('goes on to the EHR when the cookie comes back, as the browser that was named', async () => {
    const { visit, first, again, sessions } = await inFrame()
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
    const begun = await visit(again, cookie, FRAMED)
    expect(begun.headers.get('set-cookie')).toContain(cookie)
    const authorizeUrl = begun.headers.get('location') ?? ''
    expect(new URL(authorizeUrl).searchParams.get('launch')).toBe('a b&c')
    const back = await fetch(authorizeUrl, { redirect: 'manual' })
    await visit(back.headers.get('location') ?? '', cookie, FRAMED)
    expect(sessions.map(each => `__Host-ww_browser=${each.browserId}`)).toEqual([cookie])
  })

  it('offers the same launch in a window of its own when it does not, with nothing used up', async () => {
    const { stub, visit, again, address, kept, failures } = await inFrame()
    await visit(again, '', FRAMED)
    expect(failures).toEqual([{ code: 'COOKIES_BLOCKED', detail: 'no cookie in a frame', ownWindow: address }])
    expect(stub.calls).toEqual([])
    expect(kept.size).toBe(0)
    expect((await visit(address, '', { 'sec-fetch-dest': 'document' })).headers.get('location')).toContain('/authorize')
  })

  it('offers no address but our own: an issuer that is not registered ends there', async () => {
    const { visit, failures } = await inFrame()
    await visit('/launch/in-frame?iss=https%3A%2F%2Fevil.example&launch=x', '', FRAMED)
    expect(failures).toEqual([{ code: 'UNKNOWN_ISSUER', detail: 'iss is not in the registry' }])
  })
})

it.each<Record<string, string>>([{}, { 'sec-fetch-dest': 'document' }])(
  'a window of its own is not asked twice: %o',
  async headers => {
    const { stub, visit } = await launchSetting()
    const answer = await visit(`/launch?iss=${encodeURIComponent(stub.issuer)}&launch=x`, '', headers)
    expect(answer.headers.get('location')).toContain(`${stub.origin}/authorize`)
  },
)
