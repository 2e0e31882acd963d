import type { Bundle, FhirResource, Task } from 'fhir/r4.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ok } from '../../src/domain/result.ts'
import type { Hub } from '../../src/gateways/hub.ts'
import { type Clinician, createClinician, FIVE_TAPS, option, type Seen } from '../support/clinician.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import type { RunningApp } from '../support/running-app.ts'

/** A way to a service that no pack has yet: it takes a referral, and takes it back. It has no more to say. */
function mailLikeHub() {
  const had = new Map<string, 'taken' | 'withdrawn'>()
  const tasks = new Map<string, Task | undefined>()
  const receiptOf = (id: string) => ({
    receivedAt: '2026-09-01T09:00:00.000Z',
    serviceRequest: `ServiceRequest/${id}`,
    task: `Task/${id}`,
    patient: `Patient/${id}`,
  })
  const hub: Hub = {
    async send(bundle, referralId) {
      const { entry = [] } = bundle as Bundle<FhirResource>
      had.set(referralId, 'taken')
      tasks.set(referralId, entry.flatMap(({ resource }) => (resource?.resourceType === 'Task' ? [resource] : []))[0])
      return ok(receiptOf(referralId))
    },
    find: async referralId => ok(had.has(referralId) ? receiptOf(referralId) : undefined),
    async withdraw({ referralId }) {
      had.set(referralId, 'withdrawn')
      return ok('withdrawn')
    },
  }
  const lookingUp: Hub = {
    ...hub,
    looksUp: {
      readTask: async ({ referralId }) => ok(tasks.get(referralId)),
      workStatusAtReferral: async () => ok(undefined),
    },
  }
  return { hub, lookingUp, had }
}

describe('a way to a service that can only deliver and withdraw', () => {
  const { hub, lookingUp, had } = mailLikeHub()
  const way = { hub }
  let app: RunningApp
  beforeAll(async () => {
    vi.resetModules()
    vi.doMock('../../src/service-hubs.ts', async actual => ({
      ...(await actual<typeof import('../../src/service-hubs.ts')>()),
      hubsOf: () => () => way.hub,
    }))
    const { startApp } = await import('../support/running-app.ts')
    app = await startApp()
  })
  afterAll(async () => {
    await app?.close()
    vi.doUnmock('../../src/service-hubs.ts')
    vi.resetModules()
  })

  const idIn = ({ html }: Seen): string => /\/withdraw\/([0-9a-f-]{36})/.exec(html)?.[1] ?? ''
  async function referred(
    patient: string,
    taps: Parameters<Clinician['submit']>[1] = FIVE_TAPS,
  ): Promise<{ gp: Clinician; sent: Seen; status: Seen }> {
    const gp = createClinician(app)
    const sent = await gp.submit(await gp.submit(await gp.launchToRefer(patient), taps))
    return { gp, sent, status: await gp.get(sent.url.replace(/sent$/, 'status')) }
  }

  it('is sent to, and not printed for', async () => {
    const { sent } = await referred('patient-typical')
    expect(sent.url).toMatch(/\/sent$/)
    expect(wordsOf(sent)).toContain('Referral sent')
  })

  it('is not said to be out of reach: how the referral stands is asked by phone, and nothing else is offered', async () => {
    const { gp, status } = await referred('patient-flu')
    const words = wordsOf(status)
    expect(words).toContain('This service does not say here how it stands. To hear it, ring')
    expect(words).not.toMatch(/could not be read|reload|does not have this referral|Correct how to reach/)
    const id = idIn(status)
    expect(had.get(id)).toBe('taken')
    for (const page of ['amend', 'closing-letter']) {
      const at = await gp.get(status.url.replace(/status$/, `${page}/${id}`))
      expect(at.url).toMatch(/\/status(\/|$)/)
    }
    const answered = await gp.submit(
      status,
      { answer: 'Yes', question: 'q1' },
      status.url.replace(/status$/, `answer/${id}`),
    )
    expect([answered.status, wordsOf(answered).includes('does not say here how it stands')]).toEqual([200, true])
  })

  it('is withdrawn from, and that is remembered: nobody else would ever say so', async () => {
    const { gp, status } = await referred('patient-back-pain')
    const id = idIn(status)
    const page = await gp.get(status.url.replace(/status$/, `withdraw/${id}`))
    const after = await gp.submit(page, { why: 'not-needed' })
    expect(had.get(id)).toBe('withdrawn')
    expect(wordsOf(after)).toContain('Withdrawn')
    expect(after.html).not.toContain('/withdraw/')
  })

  it('that says how a referral stands offers no talk that it could not record', async () => {
    way.hub = lookingUp
    const { status } = await referred('patient-work-stress', {
      ...FIVE_TAPS,
      concern: option('concern', 'phone-first'),
    })
    expect(wordsOf(status)).toContain('Sent, not opened yet')
    expect(status.html).not.toMatch(/We have spoken|\/amend\//)
  })
})
