import { describe, expect, it } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

describe('the callback', () => {
  it('is refused in another browser, and the state is spent by the attempt', async () => {
    const { stub, failures, visit, toCallback } = await launchSetting()
    const mine = await toCallback()
    const theirs = await toCallback()
    await visit(mine.callback, theirs.cookie)
    await visit(mine.callback, mine.cookie)
    await visit(theirs.callback)
    expect(failures.map(failure => failure.code)).toEqual(['OTHER_BROWSER', 'UNKNOWN_STATE', 'OTHER_BROWSER'])
    expect(stub.callsTo('/token')).toEqual([])
  })
})
