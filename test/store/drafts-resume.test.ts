import { describe, expect, it } from 'vitest'
import { createDrafts, type Draft } from '../../src/store/drafts.ts'
import { createVault } from '../../src/store/vault.ts'
import { FIVE_TAPS, responseWith } from '../support/answers.ts'
import { ehrRecord } from '../support/ehr-record.ts'
import { openStore, stoppedClock } from './temporary-store.ts'

const STARTED = '2026-09-01T09:00:00.000Z'
const draft = {
  handle: 'handle-1',
  referralId: '5f0c7a3e-0000-4000-8000-000000000001',
  startedAt: STARTED,
  revision: 2,
  record: ehrRecord(),
  response: responseWith(FIVE_TAPS),
  prefilled: [],
  prefillProblems: [],
  ehrCopy: 'not-tried',
} satisfies Draft

async function setUp() {
  const clock = stoppedClock(STARTED)
  const { database, secretBox } = await openStore({ now: clock.now })
  const drafts = createDrafts(createVault(database, secretBox))
  const keep = async (owner: string, parts: Partial<Draft>) => {
    const kept = { ...draft, ...parts }
    await drafts.save(kept)
    await drafts.belongsTo(owner, kept.handle, clock.now())
  }
  return { clock, drafts, keep }
}
const always = async () => true

describe('a draft that was left behind', () => {
  it('is found by its owner, and by nobody else', async () => {
    const { drafts, keep } = await setUp()
    await keep('owner-1', {})
    expect(await drafts.resume('owner-2', always)).toBeUndefined()
    expect(await drafts.resume('owner-1', always)).toEqual(draft)
  })

  it('is given out once, also when ten ask at the same time', async () => {
    const { drafts, keep } = await setUp()
    await keep('owner-1', {})
    const got = await Promise.all(Array.from({ length: 10 }, () => drafts.resume('owner-1', always)))
    expect(got.filter(each => each !== undefined)).toHaveLength(1)
    expect(await drafts.read('handle-1')).toBeUndefined()
  })

  it('is the newest of several, without those that nobody worked on or that may not be taken', async () => {
    const { drafts, keep } = await setUp()
    for (const handle of ['h1', 'h2', 'h3', 'h4']) await keep('owner-1', { handle, revision: handle === 'h4' ? 0 : 1 })
    expect(await drafts.resume('owner-1', async each => each.handle !== 'h3')).toMatchObject({ handle: 'h2' })
    expect(await drafts.read('h3')).toBeDefined()
    expect(await drafts.read('h1')).toBeDefined()
  })

  it('is gone a day after it was begun', async () => {
    const { clock, drafts, keep } = await setUp()
    await keep('owner-1', {})
    clock.advance(24 * 3600)
    expect(await drafts.resume('owner-1', always)).toBeUndefined()
  })
})
