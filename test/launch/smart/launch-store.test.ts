import { describe, expect, it } from 'vitest'
import type { LaunchSession, PendingLaunch } from '../../../launch/smart/launch-session.ts'
import { createLaunchStore } from '../../../launch/smart/launch-store.ts'
import { createMemoryVault } from '../../support/memory-vault.ts'

const createdAt = '2026-03-02T09:00:00.000Z'
const pending: PendingLaunch = {
  state: 'state-1',
  browserId: 'b1',
  issuer: 'https://ehr.example/fhir',
  nonce: 'n1',
  createdAt,
  exchange: { clientId: 'c' },
}
const session: LaunchSession = {
  handle: 'handle-1',
  browserId: 'b1',
  issuer: 'https://ehr.example/fhir',
  ehrName: 'Test EHR',
  patientId: 'p1',
  fhirUser: 'Practitioner/1',
  subject: 'user-1',
  grantedScopes: ['patient/Patient.r'],
  accessToken: 'token',
  tokenExpiresAt: '2026-03-02T10:00:00.000Z',
  createdAt,
}

function setUp() {
  const clock = { now: new Date(createdAt) }
  const { vault, kept } = createMemoryVault(() => clock.now)
  return { clock, kept, vault, store: createLaunchStore(vault) }
}

describe('the launch store', () => {
  it('gives a pending launch out once', async () => {
    const { store } = setUp()
    await store.savePending(pending)
    expect(await store.takePending('state-1')).toEqual(pending)
    expect(await store.takePending('state-1')).toBeUndefined()
  })

  it('keeps a pending launch for ten minutes', async () => {
    const { kept, store } = setUp()
    await store.savePending(pending)
    expect(kept.get('pending-launch/state-1')?.until).toEqual(new Date('2026-03-02T09:10:00Z'))
  })

  it('keeps a session for fifteen idle minutes and eight hours in all', async () => {
    const { kept, store } = setUp()
    await store.saveSession(session)
    expect(kept.get('launch-session/handle-1')).toMatchObject({
      until: new Date('2026-03-02T17:00:00Z'),
      idleSeconds: 900,
    })
    expect(await store.readSession('handle-1')).toEqual(session)
  })

  it('keeps to other times when it is told so', async () => {
    const { kept, vault } = setUp()
    await createLaunchStore(vault, { idleSeconds: 60, absoluteSeconds: 120 }).saveSession(session)
    expect(kept.get('launch-session/handle-1')).toMatchObject({
      until: new Date('2026-03-02T09:02:00Z'),
      idleSeconds: 60,
    })
  })

  it('ends a session', async () => {
    const { store } = setUp()
    await store.saveSession(session)
    await store.endSession('handle-1', { because: 'closed' })
    expect(await store.readSession('handle-1')).toBeUndefined()
  })

  it('never takes a pending launch for a session', async () => {
    const { store } = setUp()
    await store.savePending(pending)
    expect(await store.readSession('state-1')).toBeUndefined()
  })

  it.each([
    ['another patient id than FHIR allows', { ...session, patientId: '../p2' }],
    ['a field that this version does not know', { ...session, patientIds: [] }],
    ['no token', { ...session, accessToken: '' }],
    ['nothing but text', 'session'],
  ])('takes a kept session with %s for absent', async (_name, broken) => {
    const { store, vault } = setUp()
    await vault.put('launch-session', 'handle-1', broken, { until: new Date('2026-03-02T10:00:00Z') })
    expect(await store.readSession('handle-1')).toBeUndefined()
  })
})
