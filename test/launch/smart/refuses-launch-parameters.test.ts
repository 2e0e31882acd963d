import { describe, expect, it } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

describe('the launch address', () => {
  it.each([
    ['no iss', () => 'launch=x'],
    ['an empty launch', (iss: string) => `iss=${iss}&launch=`],
    ['two iss', (iss: string) => `iss=${iss}&iss=${iss}&launch=x`],
    ['an iss array', (iss: string) => `iss[]=${iss}&launch=x`],
    ['fhirServiceUrl', (iss: string) => `iss=${iss}&launch=x&fhirServiceUrl=${iss}`],
    ['patientId', (iss: string) => `iss=${iss}&launch=x&patientId=p9`],
    ['clientId', (iss: string) => `iss=${iss}&launch=x&clientId=evil`],
    ['10 kB of launch', (iss: string) => `iss=${iss}&launch=${'x'.repeat(10_000)}`],
    ['a line break', (iss: string) => `iss=${iss}&launch=x%0d%0aSet-Cookie:%20a=b`],
  ])('is refused with %s', async (_name, queryFor) => {
    const { stub, failures, kept, visit } = await launchSetting()
    const answer = await visit(`/launch?${queryFor(encodeURIComponent(stub.issuer))}`)
    expect(answer.headers.get('location')).toBeNull()
    expect(failures.map(failure => failure.code)).toEqual(['BAD_LAUNCH_REQUEST'])
    expect(stub.calls).toEqual([])
    expect(kept.size).toBe(0)
  })
})
