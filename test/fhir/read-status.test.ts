import fc from 'fast-check'
import type { Task } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { OUTCOMES, type ReferralStage } from '../../src/domain/referral-status.ts'
import { readStatus } from '../../src/fhir/read-status.ts'
import { CS } from '../../src/fhir/systems.ts'

const task = (status: Task['status'], business?: string, parts: Partial<Task> = {}): Task => ({
  resourceType: 'Task',
  status,
  intent: 'order',
  ...(business === undefined ? {} : { businessStatus: { coding: [{ system: CS.businessStatus, code: business }] } }),
  ...parts,
})

const TABLE: [Task['status'], string, ReferralStage][] = [
  ['requested', 'sent', 'sent'],
  ['requested', 'delivered', 'sent'],
  ['received', 'received', 'received'],
  ['received', 'awaiting-information', 'awaiting-information'],
  ['accepted', 'accepted', 'accepted'],
  ['accepted', 'contact-attempted', 'contact-attempted'],
  ['accepted', 'contacted', 'contacted'],
  ['accepted', 'waiting-list', 'waiting-list'],
  ['on-hold', 'waiting-list', 'waiting-list'],
  ['accepted', 'assessment-booked', 'assessment-booked'],
  ['in-progress', 'support-started', 'started'],
  ['in-progress', 'plan-agreed', 'started'],
  ['on-hold', 'paused', 'paused'],
  ['rejected', 'not-accepted', 'not-accepted'],
  ['cancelled', 'closed-declined', 'closed-declined'],
  ['cancelled', 'closed-consent-withdrawn', 'closed-consent-withdrawn'],
  ['cancelled', 'closed-no-contact', 'closed-no-contact'],
  ['cancelled', 'withdrawn', 'withdrawn'],
  ['completed', 'closed-outcome', 'finished'],
  ['failed', 'delivery-failed', 'failed'],
]
const OVER = ['rejected', 'cancelled', 'completed', 'failed']
const STATUSES = [...new Set(TABLE.map(([status]) => status)), 'draft', 'ready'] as Task['status'][]
const KNOWN = new Set(TABLE.map(([status, business]) => `${status} ${business}`))

describe('the state of a referral', () => {
  it.each(TABLE)('%s with %s: %s', (status, business, stage) => {
    expect(readStatus(task(status, business)).stage).toBe(stage)
  })

  it('any other pair is unknown, or over without words, and never reads as success', () => {
    const business = fc.oneof(fc.string(), fc.constantFrom(...TABLE.map(([, code]) => code), 'constructor'))
    fc.assert(
      fc.property(fc.constantFrom(...STATUSES), business, (status, code) => {
        fc.pre(!KNOWN.has(`${status} ${code}`))
        expect(readStatus(task(status, code)).stage).toBe(OVER.includes(status) ? 'ended' : 'unknown')
      }),
    )
  })

  it.each<[Task['status'], ReferralStage]>([
    ['requested', 'sent'],
    ['received', 'received'],
    ['accepted', 'accepted'],
    ['in-progress', 'started'],
    ['on-hold', 'paused'],
    ['rejected', 'not-accepted'],
    ['completed', 'finished'],
    ['failed', 'failed'],
    ['entered-in-error', 'entered-in-error'],
    ['cancelled', 'ended'],
    ['draft', 'not-started'],
    ['ready', 'not-started'],
  ])('%s of a service without business status: %s', (status, stage) => {
    expect(readStatus(task(status)).stage).toBe(stage)
    const theirs = { businessStatus: { coding: [{ system: 'https://partner.example/state', code: 'accepted' }] } }
    expect(readStatus(task(status, undefined, theirs)).stage).toBe(stage)
  })

  it('an error is one, whatever business status it was left with', () => {
    expect(readStatus(task('entered-in-error', 'accepted')).stage).toBe('entered-in-error')
  })

  it('a status that R4 does not have is unknown', () => {
    expect(readStatus({ ...task('requested'), status: 'constructor' as Task['status'] }).stage).toBe('unknown')
  })
})

describe('what the service says beside', () => {
  it('when it was last changed, if it says', () => {
    expect(readStatus(task('accepted', 'accepted')).updatedAt).toBe('unknown')
    expect(readStatus(task('accepted', 'accepted', { meta: { lastUpdated: '2026-09-03T10:00:00Z' } })).updatedAt).toBe(
      '2026-09-03T10:00:00Z',
    )
    expect(
      readStatus(
        task('accepted', 'accepted', {
          meta: { lastUpdated: '2026-09-03T10:00:00Z' },
          lastModified: '2026-09-02T10:00:00Z',
        }),
      ).updatedAt,
    ).toBe('2026-09-02T10:00:00Z')
  })

  it('its reason, in its own words before those of a code', () => {
    const coding = [{ system: CS.statusReason, code: 'out-of-area', display: 'Out of area' }]
    expect(readStatus(task('rejected', 'not-accepted', { statusReason: { coding } })).reason).toBe('Out of area')
    expect(readStatus(task('rejected', 'not-accepted', { statusReason: { text: 'Too far', coding } })).reason).toBe(
      'Too far',
    )
    expect(readStatus(task('rejected', 'not-accepted'))).not.toHaveProperty('reason')
  })

  const withOutput = (system: string, code: string) =>
    readStatus(
      task('completed', 'closed-outcome', {
        output: [
          { type: { text: 'report' }, valueReference: { reference: 'DocumentReference/1' } },
          { type: { text: 'outcome' }, valueCodeableConcept: { coding: [{ system, code }] } },
        ],
      }),
    ).outcome

  it.each(OUTCOMES)('the outcome %s', outcome => {
    expect(withOutput(CS.outcome, outcome)).toBe(outcome)
  })

  it('no outcome that this version does not know', () => {
    expect(withOutput(CS.outcome, 'cured')).toBeUndefined()
    expect(withOutput('https://partner.example/outcome', 'still-absent')).toBeUndefined()
  })
})

it.each<[string, object]>([
  ['outputs that are no list', { output: {} }],
  ['an output that is nothing', { output: [null] }],
  ['codings that are no list', { businessStatus: { coding: {} }, statusReason: { coding: 'x' } }],
  ['a coding that is nothing', { businessStatus: { coding: [null] } }],
  ['words that are a number', { statusReason: { text: 5 } }],
  ['a time that is none', { lastModified: 'yesterday', meta: null }],
])('a Task with %s is read by what is left of it', (_name, odd) => {
  const task = { resourceType: 'Task', status: 'accepted', intent: 'order', ...odd }
  expect(readStatus(task as unknown as Task)).toEqual({ stage: 'accepted', updatedAt: 'unknown' })
})

it('a Task without a status is unknown, and nothing better', () => {
  expect(readStatus({ resourceType: 'Task', intent: 'order', status: 7 } as unknown as Task).stage).toBe('unknown')
})

it.each([
  ['phone-first', true],
  ['none-known', undefined],
  ['urgent', undefined],
] as const)('whether the referrer asked to be phoned first: %s', (code, phoneFirst) => {
  const input = [{ type: { text: 'Concern' }, valueCodeableConcept: { coding: [{ system: CS.concern, code }] } }]
  expect(readStatus(task('requested', 'sent', { input })).phoneFirst).toBe(phoneFirst)
  expect(readStatus(task('requested', 'sent')).phoneFirst).toBeUndefined()
})
