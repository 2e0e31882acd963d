import type { Task } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { practiceKeyOf } from '../../../launch/consultation/practice-key.ts'
import { referralAtLaunch } from '../../../launch/consultation/referral-at-launch.ts'
import type { GatewayFailureCode } from '../../../src/domain/gateway-failure.ts'
import type { Course } from '../../../src/domain/referral-course.ts'
import { fail, ok } from '../../../src/domain/result.ts'
import type { EhrRecord } from '../../../src/fhir/ehr-record.ts'
import { CS, ID } from '../../../src/fhir/systems.ts'
import type { Hub } from '../../../src/gateways/hub.ts'
import type { AcceptedHere } from '../../../src/store/accepted-referrals.ts'
import { ehrRecord, patientRecord, workWellService } from '../../support/ehr-record.ts'
import { consultation, pageDeps } from './one-consultation.ts'

const R1 = 'a1111111-0000-4000-8000-000000000001'
const service = workWellService()
const RECEIPT = {
  receivedAt: '2026-08-01T09:00:00.000Z',
  serviceRequest: 'ServiceRequest/1',
  task: 'Task/1',
  patient: 'Patient/1',
}
const copy = (status = 'active', authoredOn = '2026-08-01'): EhrRecord['serviceRequests'][number] => ({
  resourceType: 'ServiceRequest',
  id: 'copy-1',
  status,
  subject: { reference: 'Patient/patient-1' },
  authoredOn,
  identifier: [{ system: ID.referralCopy, value: R1 }],
})
const ourPractice = practiceKeyOf(ehrRecord(), pageDeps())
const accepted = (parts: Partial<AcceptedHere> = {}): AcceptedHere => ({
  referralId: R1,
  acceptedAt: '2026-08-01T09:00:00.000Z',
  serviceId: service.id,
  state: 'delivered',
  practiceKey: ourPractice,
  withdrawnAt: undefined,
  ...parts,
})
const OPEN: Partial<Task> = { status: 'received' }
const endedOn = (day: string): Partial<Task> => ({
  status: 'completed',
  lastModified: `${day}T10:00:00.000Z`,
  businessStatus: { coding: [{ system: CS.businessStatus, code: 'closed-outcome' }] },
})

interface World {
  readonly record?: Partial<EhrRecord>
  readonly accepted?: readonly AcceptedHere[]
  /** What the hub answers: a Task, that it has none, why not, or nothing in time. */
  readonly hub?: Partial<Task> | 'none' | 'silent' | 'throws' | GatewayFailureCode
  readonly last?: Partial<Course>
  /** A row of somebody else's bears the number. */
  readonly isAnothers?: boolean
}

/** In the record and accepted here, unless said otherwise. */
async function atLaunch({ record, accepted: rows = [accepted()], hub = OPEN, last, isAnothers }: World) {
  const answer = async <T>(found: T) => {
    if (hub === 'silent') return new Promise<never>(() => undefined)
    if (hub === 'throws') throw new Error('a bug of the hub')
    if (hub === 'none') return ok(undefined)
    return typeof hub === 'string' ? fail({ code: hub }) : ok(found)
  }
  const never = async () => fail({ code: 'INTERNAL' as const })
  const fake = {
    find: () => answer(RECEIPT),
    looksUp: {
      readTask: () => answer({ ...(hub as Task), resourceType: 'Task', intent: 'order' }),
      workStatusAtReferral: never,
    },
  } as unknown as Hub
  const deps = pageDeps({
    hubWaitMs: 20,
    hubFor: () => fake,
    lastSeen: async () =>
      last ? { stage: 'received', version: '1', seenAt: '2026-09-01T09:00:00.000Z', ...last } : undefined,
    delivery: {
      acceptedFor: async () => [...rows],
      read: async () => {
        if (rows[0]?.state === 'waiting') return { state: 'waiting', attempts: 1, nextAttemptAt: '' }
        return isAnothers || rows.length > 0 ? { state: 'delivered', receipt: RECEIPT } : undefined
      },
    } as never,
  })
  return referralAtLaunch(consultation({ record: { serviceRequests: [copy()], ...record } }), deps)
}
const nothingHere: World = { accepted: [] }

describe('a launch leads to how a referral stands, where the service says that it', () => {
  it('is open', async () => {
    expect(await atLaunch({})).toBe(R1)
  })

  it('is open, though the record’s copy is closed', async () => {
    expect(await atLaunch({ record: { serviceRequests: [copy('completed')] } })).toBe(R1)
  })

  it.each([
    ['27', '2026-08-07', R1],
    ['28', '2026-08-06', R1],
    ['29', '2026-08-05', undefined],
  ])('ended %s days ago', async (_days, day, found) => {
    expect(await atLaunch({ hub: endedOn(day) })).toBe(found)
  })

  it('ended long ago, and was changed since: the day that this app saw counts', async () => {
    expect(
      await atLaunch({ hub: endedOn('2026-09-02'), last: { endedAt: '2026-05-01T09:00:00.000Z' } }),
    ).toBeUndefined()
  })

  it('is open, and another app sent it: the record names it, and the service has it', async () => {
    expect(await atLaunch({ ...nothingHere })).toBe(R1)
  })

  it('stands in a way that this app does not know', async () => {
    expect(await atLaunch({ hub: { status: 'of-next-year' as Task['status'] } })).toBe(R1)
  })
})

describe('where the service does not say', () => {
  const FAILURES = ['TIMEOUT', 'SERVER_ERROR', 'FORBIDDEN', 'UNAUTHORIZED', 'GARBAGE', 'silent', 'throws'] as const
  it.each(FAILURES)('%s: what this app sent counts as it was seen last', async hub => {
    expect(await atLaunch({ hub })).toBe(R1)
    expect(await atLaunch({ hub, last: { stage: 'accepted' } })).toBe(R1)
    const closed = { stage: 'closed-outcome', endedAt: '2026-08-06T09:00:00.000Z' } as const
    expect(await atLaunch({ hub, last: closed })).toBe(R1)
    expect(await atLaunch({ hub, last: { ...closed, endedAt: '2026-08-05T09:00:00.000Z' } })).toBeUndefined()
  })

  it.each([...FAILURES, 'none' as const])('%s: the record’s word alone leads nowhere', async hub => {
    expect(await atLaunch({ ...nothingHere, hub })).toBeUndefined()
  })

  it('what it has not got, though this app sent it there, is lost, and said', async () => {
    expect(await atLaunch({ hub: 'none' })).toBe(R1)
  })

  it('what it has not got any more long after its end is not', async () => {
    const last = { stage: 'finished', endedAt: '2026-05-01T09:00:00.000Z' } as const
    expect(await atLaunch({ hub: 'none', last })).toBeUndefined()
  })
})

describe('never by a launch is shown', () => {
  it('what this app accepted for another patient, whatever the record says (hazard H01)', async () => {
    expect(await atLaunch({ ...nothingHere, isAnothers: true })).toBeUndefined()
  })

  it('what was sent by mistake', async () => {
    expect(
      await atLaunch({ hub: { status: 'entered-in-error', lastModified: '2026-09-02T10:00:00.000Z' } }),
    ).toBeUndefined()
    expect(
      await atLaunch({ hub: 'TIMEOUT', last: { stage: 'entered-in-error', endedAt: '2026-09-02T10:00:00.000Z' } }),
    ).toBeUndefined()
  })

  it('what was taken back or given up before the service had it', async () => {
    expect(await atLaunch({ accepted: [accepted({ state: 'cancelled' })] })).toBeUndefined()
    expect(await atLaunch({ accepted: [accepted({ state: 'dead' })] })).toBeUndefined()
  })

  it('anything for whoever may have died: the page that says so comes first (hazard H14)', async () => {
    expect(await atLaunch({ record: { patient: patientRecord({ deceasedBoolean: true }) } })).toBeUndefined()
  })

  it('what another practice sent, and this record does not name', async () => {
    const record = { serviceRequests: [] }
    expect(await atLaunch({ record })).toBe(R1)
    expect(await atLaunch({ record, accepted: [accepted({ practiceKey: 'another' })] })).toBeUndefined()
    expect(await atLaunch({ record, accepted: [accepted({ practiceKey: undefined })] })).toBeUndefined()
  })
})

it('what was withdrawn from here has ended, whether the service knows or not', async () => {
  expect(await atLaunch({ accepted: [accepted({ withdrawnAt: '2026-08-06T09:00:00.000Z' })] })).toBe(R1)
  expect(await atLaunch({ accepted: [accepted({ withdrawnAt: '2026-08-05T09:00:00.000Z' })] })).toBeUndefined()
})

it('what waits to be delivered is open', async () => {
  expect(await atLaunch({ accepted: [accepted({ state: 'waiting' })], hub: 'none' })).toBe(R1)
})
