import { describe, expect, it } from 'vitest'
import type { WorkWellService } from '../../src/domain/site.ts'
import { type Asked, whereToRefer, withDeclined } from '../../src/domain/where-to-refer.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { ehrRecord, TODAY, workWellService } from '../support/ehr-record.ts'

const read = readContext(ehrRecord())
const { practiceCode } = read.patient
const inArea = (id: string, parts: Partial<WorkWellService> = {}): WorkWellService =>
  workWellService({
    id,
    area: { covers: 'listed', counts: 'registered', practiceCodes: [practiceCode], pcns: [], postcodes: [] },
    ...parts,
  })
const elsewhere = inArea('elsewhere', {
  area: { covers: 'listed', counts: 'registered', practiceCodes: ['Z99999'], pcns: [], postcodes: [] },
})
const asked = (context: Partial<Asked['context']> = {}): Asked => ({
  context: { ...read, ...context },
  today: TODAY,
  workStatus: 'unknown',
})
const rulesAsked = (found: ReturnType<typeof whereToRefer>) =>
  found.chosen?.eligibility.findings.filter(each => each.state === 'ask').map(each => each.rule)

describe('where a patient can be referred', () => {
  it('is the only service whose area they belong to, with nothing to pick', () => {
    const found = whereToRefer(asked(), [elsewhere, inArea('one')])
    expect(found.possible.map(each => each.service.id)).toEqual(['one'])
    expect(found.chosen?.service.id).toBe('one')
    expect(found.stops).toEqual([])
  })

  it('is the clinician’s to pick where areas overlap, each service judged by its own rules (hazard H12)', () => {
    const services = [inArea('one'), inArea('full', { capacity: { state: 'full', asOf: TODAY } })]
    expect(whereToRefer(asked(), services).chosen).toBeUndefined()
    expect(whereToRefer(asked(), services, 'elsewhere').chosen).toBeUndefined()
    const picked = whereToRefer(asked(), services, 'full')
    expect(picked.chosen?.service.id).toBe('full')
    expect(picked.possible.map(each => each.eligibility.verdict === 'not-here')).toEqual([false, true])
  })

  it('is nowhere where no service covers them, and says so', () => {
    const found = whereToRefer(asked(), [elsewhere])
    expect(found).toMatchObject({ possible: [], chosen: undefined, stops: ['NO_SERVICE'] })
  })

  it('is stopped by the record whichever service it would be, picked or not', () => {
    const dead = asked({ patient: { ...read.patient, deceased: true } })
    expect(whereToRefer(dead, [inArea('one')]).stops).toEqual(['DECEASED'])
    expect(whereToRefer(dead, [inArea('one'), inArea('two')]).stops).toEqual(['DECEASED'])
    expect(whereToRefer(dead, []).stops).toEqual(['DECEASED', 'NO_SERVICE'])
  })

  it('asks about earlier referrals only where none could be read', () => {
    const gaps = [{ part: 'referrals', why: 'TIMEOUT' }] as const
    const closed = { referralId: 'r', sentOn: '2020-01-01', open: false } as const
    expect(rulesAsked(whereToRefer(asked({ referrals: [], gaps }), [inArea('one')]))).toContain('open-referral')
    expect(rulesAsked(whereToRefer(asked({ referrals: [closed], gaps }), [inArea('one')]))).not.toContain(
      'open-referral',
    )
    expect(rulesAsked(whereToRefer(asked({ referrals: [], gaps: [] }), [inArea('one')]))).not.toContain('open-referral')
  })

  it('asks whoever declined before whether that has changed', () => {
    const { chosen } = whereToRefer(asked(), [inArea('one')])
    const rules = (on: string | undefined) => chosen && withDeclined(chosen, on).findings.map(each => each.rule)
    expect(rules('2026-08-01')).toContain('declined')
    expect(rules(undefined)).not.toContain('declined')
  })
})
