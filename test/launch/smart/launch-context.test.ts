import { describe, expect, it } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

const withFields = (tokenFields: Record<string, unknown>) => launchSetting({ bends: { tokenFields } })

describe('the launch context (docs/adr/0005, 0031)', () => {
  it('may hold all that the standard names, and nothing of what we do not use is kept', async () => {
    const { session, kept } = await withFields({
      fhirContext: [{ reference: 'ImagingStudy/9' }, { canonical: 'https://x.example/Questionnaire/1' }],
      need_patient_banner: false,
      intent: 'order-everything',
      tenant: 'practice-7',
      smart_style_url: 'https://ehr.example/style.json',
      appContext: 'whatever',
    })
    const opened = await session()
    expect(opened.patientId).toBe('p1')
    expect(JSON.stringify([...kept])).not.toMatch(/ImagingStudy|order-everything|practice-7|style\.json|whatever/)
  })

  it('is not asked for its style: no request goes to smart_style_url', async () => {
    const setting = await launchSetting()
    setting.stub.bends.tokenFields = { smart_style_url: `${setting.stub.origin}/style.json` }
    await setting.session()
    expect(setting.stub.callsTo('/style.json')).toEqual([])
  })

  it.each([
    ['relative', 'Patient/p2'],
    ['a version', 'Patient/p2/_history/1'],
    ['on another server', 'https://elsewhere.example/fhir/Patient/p2'],
  ])('opens no session when fhirContext names another patient (%s)', async (_name, reference) => {
    for (const role of [undefined, 'launch']) {
      const { launch, failures, sessions } = await withFields({ fhirContext: [{ reference, role }] })
      await launch()
      expect(failures.map(each => each.code)).toEqual(['BAD_TOKEN_RESPONSE'])
      expect(sessions).toEqual([])
    }
  })

  it('may name the same patient, and other patients in another role', async () => {
    const setting = await launchSetting()
    setting.stub.bends.tokenFields = {
      fhirContext: [
        { reference: 'Patient/p1' },
        { reference: `${setting.stub.issuer}/Patient/p1` },
        { reference: 'Patient/p2', role: 'https://ehr.example/role/donor' },
      ],
    }
    expect((await setting.session()).patientId).toBe('p1')
  })

  it.each([
    ['text', 'Patient/p1'],
    ['null', null],
    ['numbers', [1, 2]],
    ['an object', { reference: 'Patient/p1' }],
  ])('counts as none in a shape that we do not know: %s', async (_name, fhirContext) => {
    expect((await (await withFields({ fhirContext })).session()).patientId).toBe('p1')
  })

  it('never takes a refresh token that could break a request', async () => {
    const opened = await (await withFields({ refresh_token: 'a\nb' })).session()
    expect(opened.refreshToken).toBeUndefined()
  })
})

describe('the intent of a launch (docs/adr/0031)', () => {
  const whereTo = async (intent: unknown) => {
    const setting = await withFields(intent === undefined ? {} : { intent })
    const { ended } = await setting.launch()
    const [session] = setting.sessions
    const kept = JSON.stringify([...setting.kept])
    return { status: ended?.status, to: ended?.headers.get('location')?.replace(session?.handle ?? '', 'handle'), kept }
  }

  it.each([
    ['workwell-refer', '/r/handle/?refer=again'],
    ['workwell-status', '/r/handle/status'],
  ])('%s leads to %s, and an instance of the version before reads the session', async (intent, to) => {
    const launched = await whereTo(intent)
    expect(launched).toMatchObject({ status: 303, to })
    expect(launched.kept).not.toContain(intent)
  })

  it.each<[string, unknown]>([
    ['no intent', undefined],
    ['null', null],
    ['nothing', ''],
    ['another word', 'order-everything'],
    ['other letters', 'WORKWELL-STATUS'],
    ['more than the word', 'workwell-status '],
    ['a script', '<script>alert(1)</script>'],
    ['a path', '../status'],
    ['a number', 1],
    ['a list', ['workwell-status']],
    ['an object', { 'workwell-status': true }],
    ['a name of JavaScript’s own', '__proto__'],
  ])('%s counts as none: no error, and nothing of it in the address or kept', async (_name, intent) => {
    const launched = await whereTo(intent)
    expect(launched).toMatchObject({ status: 303, to: '/r/handle/' })
    if (typeof intent === 'string' && intent !== '') expect(launched.kept).not.toContain(intent)
  })
})
