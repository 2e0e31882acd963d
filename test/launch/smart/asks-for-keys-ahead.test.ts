import { expect, it, vi } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

it('the EHR’s keys are on their way while the clinician is at its sign-in, and are not asked for again', async () => {
  const { stub, toCallback, visit, sessions } = await launchSetting()
  const { cookie, callback } = await toCallback()
  await vi.waitFor(() => expect(stub.callsTo('/jwks')).toHaveLength(1))
  await visit(callback, cookie)
  expect(sessions).toHaveLength(1)
  expect(stub.callsTo('/jwks')).toHaveLength(1)
})
