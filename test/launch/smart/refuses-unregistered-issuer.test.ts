import { describe, expect, it } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

describe('the launch address', () => {
  it('is refused for every issuer that is not exactly the registered one, without a request to it', async () => {
    const { stub, failures, begin } = await launchSetting()
    const lookalikes = [
      `${stub.issuer}/`,
      `${stub.issuer}/x`,
      stub.issuer.replace('127.0.0.1', 'localhost'),
      stub.issuer.replace('http:', 'HTTP:'),
      stub.issuer.replace('//', '//me@'),
      'http://169.254.169.254/latest/meta-data/?x=',
      ` ${stub.issuer}`,
    ]
    for (const iss of lookalikes) await begin(iss)
    expect(failures.map(failure => failure.code)).toEqual(lookalikes.map(() => 'UNKNOWN_ISSUER'))
    expect(stub.calls).toEqual([])
  })
})
