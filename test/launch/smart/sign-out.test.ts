import { describe, expect, it } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

/** A launch at an EHR that takes tokens back. */
async function revoking(more: Parameters<typeof launchSetting>[0] = {}) {
  const setting = await launchSetting({ ...more, bends: { refreshes: true, ...more.bends } })
  const { bends, origin } = setting.stub
  bends.configuration = { revocation_endpoint: `${origin}/revoke`, ...bends.configuration }
  return setting
}

describe('closing', () => {
  it('ends the session and gives both tokens back, the refresh token first', async () => {
    const { stub, session, signIns, store } = await revoking()
    const opened = await session()
    await signIns().signOut(opened.handle)
    expect(await store.readSession(opened.handle)).toBeUndefined()
    expect(await store.readEnded(opened.handle)).toEqual({ because: 'closed', browserId: opened.browserId })
    expect(stub.callsTo('/revoke').map(call => call.body)).toEqual([
      { token: 'refresh-1', token_type_hint: 'refresh_token', client_id: 'workwell' },
      { token: 'token-1', token_type_hint: 'access_token', client_id: 'workwell' },
    ])
    expect([...stub.live.access, ...stub.live.refresh]).toEqual([])
  })

  it('gives back what the last renewal gave, not what the launch gave', async () => {
    const { stub, session, signIns } = await revoking()
    const opened = await session()
    const { tokenOf, signOut } = signIns()
    await tokenOf(opened)('token-1')
    await signOut(opened.handle)
    expect(stub.callsTo('/revoke').map(call => call.body.token)).toEqual(['refresh-2', 'token-2'])
  })

  it('proves a client with a secret to the EHR', async () => {
    const { stub, session, signIns } = await revoking({
      ehr: { auth: 'client_secret', clientSecretFrom: 'S' },
      credential: { kind: 'client_secret', secret: 'very-secret-indeed' },
    })
    await signIns().signOut((await session()).handle)
    const basic = `Basic ${Buffer.from('workwell:very-secret-indeed').toString('base64')}`
    expect(stub.callsTo('/revoke').map(call => call.authorization)).toEqual([basic, basic])
  })

  it('asks nothing of an EHR that offers no revocation, or an unsafe one', async () => {
    for (const configuration of [
      { revocation_endpoint: undefined },
      { revocation_endpoint: 'http://evil.example/r' },
    ]) {
      const { stub, session, signIns, store } = await revoking({ bends: { configuration } })
      const opened = await session()
      await signIns().signOut(opened.handle)
      expect(await store.readSession(opened.handle)).toBeUndefined()
      expect(stub.callsTo('/revoke')).toEqual([])
    }
  })

  it('ends the session whatever the EHR says', async () => {
    for (const revocationStatus of [307, 400, 401, 503]) {
      const { session, signIns, store } = await revoking({ bends: { revocationStatus } })
      const opened = await session()
      await signIns().signOut(opened.handle)
      expect(await store.readSession(opened.handle)).toBeUndefined()
    }
  })

  it('gives the tokens back once, however often it is pressed', async () => {
    const { stub, session, signIns } = await revoking()
    const { handle } = await session()
    const { signOut } = signIns()
    await Promise.all([signOut(handle), signOut(handle), signOut(handle)])
    await signOut('a handle that nobody was given')
    expect(stub.callsTo('/revoke')).toHaveLength(2)
  })
})
