import { expect, it } from 'vitest'
import { practiceKeyOf } from '../../../launch/consultation/practice-key.ts'
import { practiceReferrals } from '../../../launch/pages/practice/practice-referrals.ts'
import { fail } from '../../../src/domain/result.ts'
import type { OutboxRow } from '../../../src/store/outbox-row.ts'
import { writtenReferral } from '../../fhir/written-referral.ts'
import { ehrRecord, PRACTICE, workWellService } from '../../support/ehr-record.ts'
import { fakeHub } from './fake-task-hub.ts'

const service = workWellService()
const now = () => new Date('2026-09-10T09:00:00.000Z')
const { bundle } = writtenReferral()

const row = (parts: Partial<OutboxRow>): OutboxRow => ({
  messageId: 'r1',
  referralId: 'r1',
  kind: 'referral',
  serviceId: service.id,
  handle: 'h',
  state: 'delivered',
  attempts: 1,
  nextAttemptAt: '2026-09-01T09:00:00.000Z',
  acceptedAt: '2026-09-01T09:00:00.000Z',
  receipt: {
    receivedAt: '2026-09-01T09:00:00.000Z',
    serviceRequest: 'ServiceRequest/1',
    task: 'Task/1',
    patient: 'Patient/1',
  },
  ...parts,
})
const listOf = (rows: OutboxRow[], parts: Partial<Parameters<typeof practiceReferrals>[1]> = {}) =>
  practiceReferrals('key', {
    practiceRows: async (_key, _days, most) => {
      const delivered = rows.filter(each => each.state === 'delivered')
      const shown = rows.filter(each => each.state !== 'delivered' || delivered.indexOf(each) < most)
      return { rows: shown, total: rows.length, delivered: delivered.length }
    },
    bundleOf: async () => bundle,
    hubFor: () => fakeHub({ status: 'requested' }),
    lastSeen: async () => undefined,
    services: [service],
    now,
    ...parts,
  })

it('names the patient, the service and its phone', async () => {
  const { referrals } = await listOf([row({})])
  expect(referrals).toMatchObject([
    { attention: 'not-acknowledged', patient: { name: expect.stringMatching(/\w/) }, service: service.name },
  ])
})

it('names nobody whose content has been deleted', async () => {
  const { referrals } = await listOf([row({})], { bundleOf: async () => undefined })
  expect(referrals).toMatchObject([{ attention: 'not-acknowledged', patient: undefined }])
})

it('takes a hub that fails, or is gone, for not known', async () => {
  const failing = await listOf([row({})], { hubFor: () => fakeHub(fail({ code: 'SERVER_ERROR' })) })
  const gone = await listOf([row({})], { hubFor: () => undefined })
  expect([failing, gone].map(each => each.referrals[0]?.attention)).toEqual(['not-readable', 'not-readable'])
})

it('lists one of a service that says nothing once it is due, and no longer once it was withdrawn', async () => {
  const { looksUp: _none, ...silent } = fakeHub({})
  const withdrawn = { stage: 'withdrawn', version: '', seenAt: '2026-09-02T09:00:00.000Z' } as const
  const due = await listOf([row({})], { hubFor: () => silent })
  const fresh = await listOf([row({ acceptedAt: '2026-09-10T08:00:00.000Z' })], { hubFor: () => silent })
  const over = await listOf([row({})], { hubFor: () => silent, lastSeen: async () => withdrawn })
  expect([due, fresh, over].map(each => each.referrals[0]?.attention)).toEqual([
    'not-acknowledged',
    undefined,
    undefined,
  ])
})

it('asks about the sixty newest, and says how many it did not ask about', async () => {
  const rows = Array.from({ length: 75 }, (_, index) => row({ referralId: `r${index}`, messageId: `r${index}` }))
  let asked = 0
  const list = await listOf(rows, {
    hubFor: () => {
      asked += 1
      return fakeHub({ status: 'requested' })
    },
  })
  expect({ asked, ...list, referrals: list.referrals.length }).toEqual({
    asked: 60,
    referrals: 60,
    total: 75,
    notAsked: 15,
  })
})

it('puts the gravest first', async () => {
  const rows = [
    row({ referralId: 'silent' }),
    row({ referralId: 'waiting', state: 'waiting' }),
    row({ referralId: 'dead', state: 'dead' }),
  ]
  const { referrals } = await listOf(rows)
  expect(referrals.map(each => each.attention)).toEqual(['refused', 'not-sent', 'not-acknowledged'])
})

it('a practice is one practice of one record system: its key is no other’s (hazard H01)', () => {
  const keyOf = (parts: Parameters<typeof ehrRecord>[0]) =>
    practiceKeyOf(ehrRecord(parts), { patientKeyOf: text => text })
  const ods = 'https://fhir.nhs.uk/Id/ods-organization-code'
  const other = { ...PRACTICE, identifier: [{ system: ods, value: 'Z99902' }] }
  const keys = [keyOf({}), keyOf({ organization: other }), keyOf({ issuer: 'https://other.example/fhir' })]
  expect(new Set(keys).size).toBe(3)
  expect(keyOf({ organization: undefined })).toBeUndefined()
})
