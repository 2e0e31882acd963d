import { describe, expect, it } from 'vitest'
import type { CountFacts } from '../../src/domain/count-facts.ts'
import { createCountedFacts, keepCountFacts } from '../../src/store/count-facts.ts'
import { createCourses } from '../../src/store/courses.ts'
import type { AcceptedReferral } from '../../src/store/outbox.ts'
import { openStore, stoppedClock } from './temporary-store.ts'

const FACTS: CountFacts = {
  source: 'launch',
  profession: 'physiotherapist',
  practice: 'Y99901',
  group: 'musculoskeletal',
  ageBand: '35-44',
  workStatus: 'employed-off-sick',
  deprivationDecile: 3,
}
const DAY = 86_400
const receipt = {
  receivedAt: '2026-09-01T09:00:01.000Z',
  serviceRequest: 'ServiceRequest/1',
  task: 'Task/1',
  patient: 'Patient/1',
}
const referral = (referralId: string, countFacts?: CountFacts): AcceptedReferral => ({
  referralId,
  serviceId: 'demo',
  handle: 'handle-1',
  bundle: { resourceType: 'Bundle', type: 'transaction', entry: [] },
  actor: { fhirUser: 'Practitioner/gp-1', issuer: 'https://ehr.example/fhir' },
  patientKey: 'patient-key',
  pathway: 'refer',
  countFacts,
})

async function storeWith(...referrals: AcceptedReferral[]) {
  const clock = stoppedClock()
  const store = await openStore({ now: clock.now })
  const courses = createCourses(store.database)
  for (const each of referrals) await store.outbox.accept(each)
  const claim = async (messageId: string) => {
    const found = await store.outbox.claim(60, { messageId })
    if (!found) throw new Error('nothing to claim')
    return found
  }
  return {
    ...store,
    clock,
    counted: createCountedFacts(store.database, store.secretBox),
    rows: (table: string) => store.database.select(`select * from ${table}`),
    claim,
    async end(referralId: string) {
      await store.outbox.delivered(await claim(referralId), receipt)
      await courses.due(100, 15)
      await courses.save(referralId, {
        stage: 'closed-outcome',
        version: '9',
        seenAt: '2026-09-20T09:00:00.000Z',
        acknowledgedAt: '2026-09-02T09:00:00.000Z',
        firstContactAt: '2026-09-03T09:00:00.000Z',
        endedAt: '2026-09-20T09:00:00.000Z',
        outcome: 'stayed-in-work',
      })
    },
  }
}

describe('coarse facts to count by', () => {
  it('are kept sealed with the acceptance, and a message of the version before has none', async () => {
    const { rows } = await storeWith(referral('r1', FACTS), referral('r2'))
    const open = await rows('open_count_facts')
    expect(open.map(each => each.referral_id)).toEqual(['r1'])
    expect(JSON.stringify(open)).not.toMatch(/musculoskeletal|Y99901|35-44/)
  })

  it('stay with the referral until it has ended, and are then cut off from it for good', async () => {
    const { counted, rows, end } = await storeWith(referral('r1', FACTS), referral('r2', FACTS))
    expect(await counted.cutOff()).toBe(0)
    await end('r1')
    expect(await counted.cutOff()).toBe(1)
    expect((await rows('open_count_facts')).map(each => each.referral_id)).toEqual(['r2'])
    const [line, ...others] = await rows('count_facts')
    expect(others).toEqual([])
    expect(line).toMatchObject({
      service_id: 'demo',
      accepted_month: '2026-09',
      pathway: 'refer',
      source: 'launch',
      profession: 'physiotherapist',
      practice: 'Y99901',
      condition_group: 'musculoskeletal',
      age_band: '35-44',
      work_status: 'employed-off-sick',
      deprivation_decile: 3,
      sent: 1,
      acknowledged: 1,
      contacted: 1,
      started: 0,
      outcome: 'stayed-in-work',
    })
    expect(JSON.stringify(line)).not.toMatch(/r1|patient-key|handle-1|2026-09-\d\d/)
    expect(await counted.cutOff()).toBe(0)
  })

  it('of referrals that ended together stand in no order that tells which is which', async () => {
    const ids = Array.from({ length: 30 }, (_each, index) => `r${index}`)
    const { counted, rows, end } = await storeWith(
      ...ids.map((id, index) => referral(id, { ...FACTS, practice: `Y999${String(index).padStart(2, '0')}` })),
    )
    for (const id of ids) await end(id)
    expect(await counted.cutOff()).toBe(30)
    const found = await rows('count_facts')
    expect(found.map(each => String(each.id))).toEqual(found.map(each => String(each.id)).toSorted())
    expect(found.map(each => each.practice)).not.toEqual(found.map(each => each.practice).toSorted())
  })

  it('are cut off too where nothing arrived: taken back at once, given up after its time', async () => {
    const { counted, rows, claim, outbox, clock } = await storeWith(referral('r1', FACTS), referral('r2', FACTS))
    await outbox.cancel(await claim('r1'), { fhirUser: 'Practitioner/gp-1', issuer: 'https://ehr.example/fhir' })
    await outbox.giveUp(await claim('r2'), { code: 'REFUSED', diagnostics: 'no' })
    expect(await counted.cutOff()).toBe(1)
    clock.advance(31 * DAY)
    expect(await counted.cutOff()).toBe(1)
    expect(await rows('open_count_facts')).toEqual([])
    expect((await rows('count_facts')).map(each => each.sent)).toEqual([0, 0])
  })

  it('are cut off after two years from a referral whose service never tells an end', async () => {
    const { counted, clock } = await storeWith(referral('r1', FACTS))
    clock.advance(729 * DAY)
    expect(await counted.cutOff()).toBe(0)
    clock.advance(2 * DAY)
    expect(await counted.cutOff()).toBe(1)
  })

  it('that a newer version wrote in its own way are left for it', async () => {
    const { counted, rows, database, secretBox, end } = await storeWith(referral('r1'), referral('r2', FACTS))
    await keepCountFacts(database, secretBox, 'r1', { ...FACTS, source: 'card' } as unknown as CountFacts)
    await end('r1')
    await end('r2')
    expect(await counted.cutOff()).toBe(1)
    expect((await rows('open_count_facts')).map(each => each.referral_id)).toEqual(['r1'])
  })
})
