import { describe, expect, it } from 'vitest'
import { eligibilityOf, isOverdue, type Known, type Rule } from '../../src/domain/eligibility.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import { TODAY, workWellService } from '../support/ehr-record.ts'

const known = (parts: Partial<Known> = {}, service: Partial<WorkWellService> = {}): Known => ({
  candidate: {
    service: workWellService(service),
    registered: 'yes',
    resident: 'unknown',
    covered: 'yes',
    because: ['registered with a practice in its area (Y99901)'],
  },
  patient: { birthDate: '1984-03-11' },
  today: TODAY,
  workStatus: 'employed-off-sick',
  referrals: [],
  ...parts,
})
const area = (covered: 'yes' | 'no' | 'unknown', counts: 'registered' | 'resident'): Partial<Known> => ({
  candidate: {
    service: workWellService({ area: { covers: 'listed', counts, practiceCodes: [], pcns: [], postcodes: [] } }),
    registered: counts === 'resident' ? 'yes' : covered,
    resident: counts === 'resident' ? covered : 'yes',
    covered,
    because: [],
  },
})
const judged = (parts: Partial<Known>, service: Partial<WorkWellService>, rule: Rule) =>
  eligibilityOf(known(parts, service)).findings.find(each => each.rule === rule)
const upTo6Months: Partial<WorkWellService> = {
  workStatus: { accepts: ['employed-off-sick', 'out-of-work-under-6-months'] },
}

describe('one rule at a time', () => {
  it.each<[string, Rule, Partial<Known>, Partial<WorkWellService>, string | undefined]>([
    ['lives elsewhere', 'area', area('no', 'resident'), {}, 'not-here'],
    ['is registered elsewhere', 'area', area('no', 'registered'), {}, 'not-here'],
    ['address not known', 'area', area('unknown', 'resident'), {}, 'ask'],
    ['covered', 'area', {}, {}, 'met'],
    ['17 where 18 is asked', 'age', { patient: { birthDate: '2009-03-11' } }, { minimumAge: 18 }, 'not-here'],
    ['18 today', 'age', { patient: { birthDate: '2008-09-03' } }, { minimumAge: 18 }, 'met'],
    ['older than the service takes', 'age', {}, { maximumAge: 41 }, 'not-here'],
    ['as old as the service takes', 'age', {}, { maximumAge: 42 }, 'met'],
    ['age not known', 'age', { patient: { birthDate: 'unknown' } }, {}, 'ask'],
    ['starts tomorrow', 'dates', {}, { validFrom: '2026-09-04' }, 'not-here'],
    ['starts today', 'dates', {}, { validFrom: TODAY }, undefined],
    ['ended yesterday', 'dates', {}, { validUntil: '2026-09-02' }, 'not-here'],
    ['ends today', 'dates', {}, { validUntil: TODAY }, 'met'],
    ['work status not taken', 'work-status', { workStatus: 'out-of-work-6-months-or-more' }, upTo6Months, 'not-here'],
    ['work status taken', 'work-status', {}, upTo6Months, 'met'],
    ['work status unknown', 'work-status', { workStatus: 'unknown' }, upTo6Months, 'ask'],
    ['another work status', 'work-status', { workStatus: 'other' }, upTo6Months, 'ask'],
    ['no rule on work status', 'work-status', { workStatus: 'other' }, {}, undefined],
    ['complex needs', 'local-question', {}, { askFirst: [{ id: 'complex', question: 'Complex needs?' }] }, 'ask'],
    ['full', 'capacity', {}, { capacity: { state: 'full', asOf: TODAY } }, 'not-here'],
    ['a waiting list', 'capacity', {}, { capacity: { state: 'waiting-list', asOf: TODAY } }, 'met'],
    ['capacity not known', 'capacity', {}, {}, undefined],
    ['open referral', 'open-referral', { referrals: [{ referralId: 'r', sentOn: 'unknown', open: true }] }, {}, 'ask'],
    ['referrals not readable', 'open-referral', { referrals: 'unreadable' }, {}, 'ask'],
    ['closed 28 days ago', 'recent-referral', { referrals: [closed('2026-08-06')] }, {}, 'ask'],
    ['closed 29 days ago', 'recent-referral', { referrals: [closed('2026-08-05')] }, {}, undefined],
    ['declined in this spell', 'declined', { declinedOn: '2026-08-20' }, {}, 'ask'],
    ['not declined', 'declined', {}, {}, undefined],
  ])('%s', (_name, rule, parts, service, state) => {
    expect(judged(parts, service, rule)?.state).toBe(state)
  })
})

function closed(sentOn: string) {
  return { referralId: 'r', sentOn, open: false }
}

describe('all rules together', () => {
  it('may refer where nothing says otherwise', () => {
    expect(eligibilityOf(known()).verdict).toBe('may-refer')
  })

  it('one question is enough to ask first, and one no is enough to say not here', () => {
    expect(eligibilityOf(known({ workStatus: 'unknown' }, upTo6Months)).verdict).toBe('ask-first')
    const both = known({ workStatus: 'unknown' }, { ...upTo6Months, validUntil: '2026-01-01' })
    expect(eligibilityOf(both).verdict).toBe('not-here')
  })

  it('unknown is never no: with nothing known of the patient there are questions only', () => {
    const nothing = { ...area('unknown', 'resident'), patient: { birthDate: 'unknown' as const } }
    const { verdict, findings } = eligibilityOf(known({ ...nothing, workStatus: 'unknown', referrals: 'unreadable' }))
    expect(verdict).toBe('ask-first')
    expect(findings.some(each => each.state === 'not-here')).toBe(false)
  })

  it('each rule has the source of its field, else the one for everything', () => {
    const everything = { source: 'A page', reviewBy: '2027-01-01' }
    const minimumAge = { source: 'Another page', date: '2026-05-01', reviewBy: '2026-09-02' }
    const found = judged({}, { facts: { everything, minimumAge } }, 'age')
    expect(found?.fact).toEqual(minimumAge)
    expect(judged({}, { ...upTo6Months, facts: { everything } }, 'work-status')?.fact).toEqual(everything)
    expect(judged({}, { ...upTo6Months, facts: {} }, 'work-status')).not.toHaveProperty('fact')
  })

  it('a source whose day of review has passed is overdue, on the day itself not yet', () => {
    const of = (reviewBy: string) => judged({}, { facts: { minimumAge: { source: 'A page', reviewBy } } }, 'age')
    expect([of('2026-09-02'), of(TODAY)].map(each => each && isOverdue(each, TODAY))).toEqual([true, false])
  })

  it('speaks of the service’s rules, never of whether it suits the patient (hazard H17)', () => {
    const all = eligibilityOf(
      known(
        { referrals: 'unreadable', declinedOn: TODAY, workStatus: 'other' },
        { ...upTo6Months, minimumAge: 90, validUntil: '2026-01-01', capacity: { state: 'full', asOf: TODAY } },
      ),
    )
    expect(JSON.stringify(all)).not.toMatch(/suitable|eligible|appropriate/i)
  })
})
