import { describe, expect, it } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

describe('a launch at an EHR whose discovery fails', () => {
  it('says that the EHR cannot be reached on a 503, and works again as soon as the EHR does', async () => {
    const { stub, failures, begin, whole } = await launchSetting({ bends: { discoveryStatus: 503 } })
    await begin()
    expect(failures[0]).toEqual({ code: 'EHR_UNREACHABLE', detail: 'discovery: SERVER_ERROR 503' })
    stub.bends.discoveryStatus = undefined
    expect((await whole()).status).toBe(303)
  })

  it('says that the EHR is not a SMART one when its document is not', async () => {
    const { failures, begin } = await launchSetting({ bends: { configuration: { token_endpoint: undefined } } })
    await begin()
    expect(failures).toEqual([{ code: 'EHR_NOT_SMART', detail: 'discovery: token_endpoint' }])
  })
})
