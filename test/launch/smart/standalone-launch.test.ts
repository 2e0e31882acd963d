import { describe, expect, it } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

const BASE = ['sso-openid-connect', 'launch-ehr', 'context-ehr-patient']
const offering = (...capabilities: string[]) => ({ configuration: { capabilities: [...BASE, ...capabilities] } })
const BOTH = offering('launch-standalone', 'context-standalone-patient')

describe('a launch without a record (standalone)', () => {
  it('asks the EHR to ask for the patient', async () => {
    const { launch, sessions, failures } = await launchSetting({ bends: BOTH })
    const { authorize } = await launch({ query: '' })
    expect(failures).toEqual([])
    expect(authorize.get('scope')?.split(' ')).toEqual(expect.arrayContaining(['launch/patient', 'openid', 'fhirUser']))
    expect(authorize.get('scope')?.split(' ')).not.toContain('launch')
    expect(authorize.has('launch')).toBe(false)
    expect(sessions).toMatchObject([{ patientId: 'p1' }])
  })

  it.each([
    ['no standalone launch', offering('context-standalone-patient'), 'discovery: capability launch-standalone'],
    ['no choice of patient', offering('launch-standalone'), 'discovery: capability context-standalone-patient'],
  ])('is refused before the EHR is asked where it offers %s', async (_name, bends, detail) => {
    const { launch, failures, kept } = await launchSetting({ bends })
    const { begun } = await launch({ query: '' })
    expect(begun.headers.get('location')).toBeNull()
    expect(failures).toEqual([{ code: 'STANDALONE_NOT_OFFERED', detail }])
    expect(kept.size).toBe(0)
  })

  it('is refused where the registry does not want it', async () => {
    const { launch, failures } = await launchSetting({ bends: BOTH, ehr: { standalone: false } })
    await launch({ query: '' })
    expect(failures).toEqual([{ code: 'STANDALONE_NOT_OFFERED', detail: 'not in the registry' }])
  })

  it('opens no session when the EHR chose no patient', async () => {
    const { launch, failures, sessions } = await launchSetting({
      bends: { ...BOTH, tokenFields: { patient: undefined } },
    })
    await launch({ query: '' })
    expect(failures.map(each => each.code)).toEqual(['NO_PATIENT'])
    expect(sessions).toEqual([])
  })

  it('is the only one of an EHR that offers no launch from the record', async () => {
    const capabilities = ['sso-openid-connect', 'launch-standalone', 'context-standalone-patient']
    const { launch, failures, sessions } = await launchSetting({ bends: { configuration: { capabilities } } })
    await launch()
    expect(failures).toEqual([{ code: 'EHR_NOT_SMART', detail: 'discovery: capability launch-ehr' }])
    await launch({ query: '' })
    expect(sessions).toHaveLength(1)
  })
})
