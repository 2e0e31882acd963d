import { describe, expect, it } from 'vitest'
import { refusedLaunch } from '../../support/launch-setting.ts'

describe('the token endpoint', () => {
  it('that refuses the code ends the launch', async () => {
    const { failures } = await refusedLaunch(
      {
        bends: { token: (_req, res) => void res.status(400).json({ error: 'invalid_grant', error_description: 'x' }) },
      },
      'TOKEN_REFUSED',
    )
    expect(failures[failures.length - 1]?.detail).toBe('token endpoint: REFUSED 400 invalid_grant')
  })

  it('that refuses us as a client ends the launch', async () => {
    await refusedLaunch({ bends: { token: (_req, res) => void res.status(401).end() } }, 'TOKEN_REFUSED')
  })

  it('that fails, or stays silent after the code is spent, means: try again', async () => {
    await refusedLaunch({ bends: { token: (_req, res) => void res.status(500).end() } }, 'EHR_UNREACHABLE')
    await refusedLaunch({ bends: { token: () => undefined }, timeoutMs: 300 }, 'EHR_UNREACHABLE')
  })

  it('that redirects does not get code and secret sent elsewhere', async () => {
    const { stub } = await refusedLaunch(
      { bends: { token: (_req, res) => res.redirect(307, '/elsewhere') } },
      'BAD_TOKEN_RESPONSE',
    )
    expect(stub.callsTo('/elsewhere')).toEqual([])
  })

  it('that answers with a page of HTML is not understood', async () => {
    await refusedLaunch({ bends: { token: (_req, res) => void res.send('<html></html>') } }, 'BAD_TOKEN_RESPONSE')
  })

  it.each([
    ['no access_token', { access_token: undefined }],
    ['an access_token that would break a header', { access_token: 'a\nb' }],
    ['no token_type', { token_type: undefined }],
    ['a token_type that is not Bearer', { token_type: 'mac' }],
    ['expires_in 0', { expires_in: 0 }],
    ['expires_in as text that is no number', { expires_in: '1e3' }],
    ['access_token null', { access_token: null }],
    ['no scope', { scope: undefined }],
    ['a patient that is no FHIR id', { patient: '../p1' }],
    ['an encounter that is no FHIR id', { encounter: 'e1?x' }],
  ])('must not answer with %s', async (_name, tokenFields) => {
    await refusedLaunch({ bends: { tokenFields } }, 'BAD_TOKEN_RESPONSE')
  })

  it('must name a patient', async () => {
    await refusedLaunch({ bends: { tokenFields: { patient: undefined } } }, 'NO_PATIENT')
  })

  it.each([
    'openid fhirUser launch',
    'patient/Patient.s patient/Condition.rs',
    'system/Patient.r',
    'patient/Patient.write',
  ])('must grant reading the patient, not only %s', async scope => {
    await refusedLaunch({ bends: { tokenFields: { scope } } }, 'SCOPES_MISSING')
  })

  it('must send an id_token', async () => {
    await refusedLaunch({ bends: { tokenFields: { id_token: undefined } } }, 'BAD_ID_TOKEN')
  })
})
