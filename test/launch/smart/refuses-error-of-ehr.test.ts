import { describe, expect, it } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

describe('the callback', () => {
  it('tells a refusal of the EHR only after the state was checked, and repeats none of its text', async () => {
    const { failures, visit, toCallback } = await launchSetting()
    const { cookie, callback } = await toCallback()
    const state = new URL(callback).searchParams.get('state')
    const text = encodeURIComponent('<script>alert(1)</script>')
    await visit(`/callback?error=access_denied&error_description=${text}&state=made-up`, cookie)
    const answer = await visit(`/callback?error=access_denied&error_description=${text}&state=${state}`, cookie)
    expect(failures.map(failure => failure.code)).toEqual(['UNKNOWN_STATE', 'ACCESS_REFUSED'])
    expect(JSON.stringify(failures) + (await answer.text())).not.toContain('script')
  })

  it.each([
    ['invalid_scope', 'ACCESS_REFUSED', 'authorization server: invalid_scope'],
    ['<b>bold</b>', 'ACCESS_REFUSED', 'authorization server: other error'],
    ['temporarily_unavailable', 'EHR_UNREACHABLE', 'authorization server: temporarily_unavailable'],
  ])('reads the error %s as %s', async (error, code, detail) => {
    const { failures, visit, toCallback } = await launchSetting()
    const { cookie, callback } = await toCallback()
    const state = new URL(callback).searchParams.get('state')
    await visit(`/callback?error=${encodeURIComponent(error)}&state=${state}`, cookie)
    expect(failures).toEqual([{ code, detail }])
  })
})
