import jwt from 'jsonwebtoken'
import { describe, expect, it } from 'vitest'
import { launchSetting, refusedLaunch } from '../../support/launch-setting.ts'

describe('the id_token', () => {
  it.each([
    ['a nonce of another launch', { nonce: 'other' }],
    ['no nonce', { nonce: undefined }],
    ['another client', { aud: 'someone-else' }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['a clinician of another server', { fhirUser: 'https://evil.example/fhir/Practitioner/gp-1' }],
  ])('with %s opens no session', async (_name, claims: Record<string, unknown>) => {
    await refusedLaunch({ bends: { claims } }, 'BAD_ID_TOKEN')
  })

  it('without a signature (alg none) opens no session', async () => {
    const idToken = (claims: object) => jwt.sign(claims, '', { algorithm: 'none' })
    await refusedLaunch({ bends: { idToken } }, 'BAD_ID_TOKEN')
  })

  it.each(['Patient/p1', 'RelatedPerson/r1', undefined])('of %s is not that of a clinician', async fhirUser => {
    await refusedLaunch({ bends: { claims: { fhirUser } } }, 'NOT_A_CLINICIAN')
  })

  it('may come from an issuer of another name where the registry says so', async () => {
    const tokenIssuer = 'https://login.example/tenant'
    const { sessions, whole } = await launchSetting({ ehr: { tokenIssuer }, bends: { claims: { iss: tokenIssuer } } })
    await whole()
    expect(sessions).toHaveLength(1)
  })
})
