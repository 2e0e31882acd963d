import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readContext } from '../../src/fhir/read-context.ts'
import { createDrafts, type Draft } from '../../src/store/drafts.ts'
import { createSecretBox } from '../../src/store/secret-box.ts'
import { createVault } from '../../src/store/vault.ts'
import { FIVE_TAPS, responseWith } from '../support/answers.ts'
import { codedNote, ehrRecord, NOT_FIT, patientRecord, problem } from '../support/ehr-record.ts'
import { openStore, stoppedClock } from './temporary-store.ts'

const STARTED = '2026-09-01T09:00:00.000Z'
const draft = {
  handle: 'handle-1',
  referralId: '5f0c7a3e-0000-4000-8000-000000000001',
  startedAt: STARTED,
  revision: 2,
  record: ehrRecord({
    patient: patientRecord({ communication: [{ language: { text: 'Urdu' } }] }),
    conditions: [problem('c1')],
    observations: [codedNote('n1', NOT_FIT)],
    gaps: [{ part: 'conditions', why: 'TIMEOUT' }],
  }),
  serviceId: 'north-workwell',
  response: responseWith(FIVE_TAPS),
  prefilled: ['contact-phone'],
  prefillProblems: [{ linkId: 'contact-address', text: 'Please check it.' }],
  ehrCopy: 'not-tried',
} satisfies Draft

async function store() {
  const clock = stoppedClock(STARTED)
  const { database } = await openStore({ now: clock.now })
  const vault = createVault(database, createSecretBox([randomBytes(32)]))
  return { clock, database, vault, drafts: createDrafts(vault) }
}

describe('a consultation in progress', () => {
  it('comes back as it was saved, elements of the record that nobody named included', async () => {
    const { drafts } = await store()
    await drafts.save(draft)
    expect(await drafts.read('handle-1')).toEqual(draft)
    expect(readContext((await drafts.read('handle-1'))?.record ?? ehrRecord())).toEqual(readContext(draft.record))
  })

  it('keeps what was said of the copy; the version before said nothing of it (hazard H24)', async () => {
    const { drafts } = await store()
    for (const parts of [{}, { onlineView: 'hide' }, { onlineView: 'show', copyNotHidden: true }] as const) {
      await drafts.save({ ...draft, ...parts })
      expect(await drafts.read('handle-1')).toEqual({ ...draft, ...parts })
    }
  })

  it('is of one launch: another handle has none', async () => {
    const { drafts } = await store()
    await drafts.save(draft)
    expect(await drafts.read('handle-2')).toBeUndefined()
  })

  it('is overwritten by its next revision', async () => {
    const { drafts } = await store()
    await drafts.save(draft)
    await drafts.save({ ...draft, revision: 3 })
    expect((await drafts.read('handle-1'))?.revision).toBe(3)
  })

  it('is kept for 24 hours after it was begun, however often it was saved', async () => {
    const { drafts, clock } = await store()
    await drafts.save(draft)
    clock.advance(23 * 3600)
    await drafts.save({ ...draft, revision: 3 })
    clock.advance(3599)
    expect(await drafts.read('handle-1')).toBeDefined()
    clock.advance(1)
    expect(await drafts.read('handle-1')).toBeUndefined()
  })

  it('does not stand in the database in the clear', async () => {
    const { drafts, database } = await store()
    await drafts.save(draft)
    const rows = JSON.stringify(await database.select('select * from vault', []))
    expect(rows).toContain('handle-1')
    for (const secret of ["O'Neill", '07700', 'Low back pain', draft.referralId]) expect(rows).not.toContain(secret)
  })

  it.each<[string, object]>([
    ['without a referral id', { referralId: 'not a UUID' }],
    ['with a revision below zero', { revision: -1 }],
    ['with answers that are none', { response: { resourceType: 'Patient' } }],
    ['with a record of another shape', { record: { ...draft.record, patient: { resourceType: 'Patient' } } }],
    ['with an unknown word on online view', { onlineView: 'perhaps' }],
    ['with an unknown state of the copy', { ehrCopy: 'perhaps' }],
    ['with a field of another version', { colour: 'blue' }],
  ])('%s counts as absent', async (_what, parts) => {
    const { drafts, vault } = await store()
    await vault.put('draft', 'handle-1', { ...draft, ...parts }, { until: new Date('2026-09-02') })
    expect(await drafts.read('handle-1')).toBeUndefined()
  })
})

describe('whether the clinician is at work in the form', () => {
  const fresh = { ...draft, revision: 0 }

  it('is no for a consultation that was only opened', async () => {
    const { drafts } = await store()
    await drafts.save(fresh)
    expect(await drafts.isBegun(fresh)).toBe(false)
  })

  it('is yes once something is answered, typed or written, or the form was asked for', async () => {
    const { drafts } = await store()
    const response = responseWith(FIVE_TAPS)
    expect(await drafts.isBegun({ ...fresh, revision: 1 })).toBe(true)
    expect(await drafts.isBegun({ ...fresh, fitNote: { response, state: 'draft' } })).toBe(true)
    expect(await drafts.isBegun({ ...fresh, report: { response } })).toBe(true)
    await drafts.keepTyped({ ...fresh, handle: 'typing' }, 'consultation', { over: STARTED, fields: {} })
    expect(await drafts.isBegun({ ...fresh, handle: 'typing' })).toBe(true)
    await drafts.choosesForm({ ...fresh, handle: 'chosen' })
    expect(await drafts.isBegun({ ...fresh, handle: 'chosen' })).toBe(true)
    expect(await drafts.isBegun(fresh)).toBe(false)
  })

  it('is not written into the draft, which an instance of the version before reads', async () => {
    const { drafts } = await store()
    await drafts.save(fresh)
    await drafts.choosesForm(fresh)
    expect(await drafts.read('handle-1')).toEqual(fresh)
  })
})
