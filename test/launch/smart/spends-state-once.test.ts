import { describe, expect, it } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

describe('the callback', () => {
  it('knows a state only once: the second callback gets nothing and reaches nobody', async () => {
    const { stub, failures, sessions, visit, toCallback } = await launchSetting()
    const { cookie, callback } = await toCallback()
    await visit(callback, cookie)
    await visit(callback, cookie)
    expect(failures.map(failure => failure.code)).toEqual(['UNKNOWN_STATE'])
    expect(sessions).toHaveLength(1)
    expect(stub.callsTo('/token')).toHaveLength(1)
  })

  it('lets one of two racing callbacks through', async () => {
    const { stub, failures, sessions, visit, toCallback } = await launchSetting()
    const { cookie, callback } = await toCallback()
    await Promise.all([visit(callback, cookie), visit(callback, cookie), visit(callback, cookie)])
    expect(failures.map(failure => failure.code)).toEqual(['UNKNOWN_STATE', 'UNKNOWN_STATE'])
    expect(sessions).toHaveLength(1)
    expect(stub.callsTo('/token')).toHaveLength(1)
  })

  it('does not know a state that nobody gave out, nor one that is older than ten minutes', async () => {
    const { clock, failures, visit, toCallback } = await launchSetting()
    const { cookie, callback } = await toCallback()
    await visit('/callback?code=a&state=made-up', cookie)
    clock.now = new Date(clock.now.getTime() + 10 * 60_000)
    await visit(callback, cookie)
    expect(failures.map(failure => failure.code)).toEqual(['UNKNOWN_STATE', 'UNKNOWN_STATE'])
  })
})
