import { describe, expect, it } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

describe('the callback', () => {
  it('is refused when it says that it comes from another authorization server', async () => {
    const { stub, failures, visit, toCallback } = await launchSetting()
    const { cookie, callback } = await toCallback()
    await visit(`${callback}&iss=https%3A%2F%2Fevil.example`, cookie)
    expect(failures.map(failure => failure.code)).toEqual(['BAD_CALLBACK'])
    expect(stub.callsTo('/token')).toEqual([])
  })
})
