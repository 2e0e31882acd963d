import { describe, expect, it } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

describe('the callback', () => {
  it.each([
    '',
    'code=a',
    'state=a',
    'code=&state=a',
    'code=a&code=b&state=c',
    'code=a&error=b&state=c',
    'state=a%00&code=b',
  ])('is refused as %j', async query => {
    const { stub, failures, visit } = await launchSetting()
    await visit(`/callback?${query}`)
    expect(failures.map(failure => failure.code)).toEqual(['BAD_CALLBACK'])
    expect(stub.calls).toEqual([])
  })
})
