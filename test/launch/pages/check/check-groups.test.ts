import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkGroups } from '../../../../launch/pages/check/check-groups.ts'
import type { ReferralLine } from '../../../../src/fhir/describe-transaction.ts'
import { describeTransaction } from '../../../../src/fhir/describe-transaction.ts'
import { writtenReferral } from '../../../fhir/written-referral.ts'

const answer = (linkId: string, value: string, label = `Question ${linkId}`): ReferralLine => ({
  part: 'answer',
  linkId,
  label,
  value,
})
const all = (lines: readonly ReferralLine[], asks = (_linkId: string) => true) =>
  Object.values(checkGroups(lines, asks)).flat()

describe('the rows of the check page (hazard H09)', () => {
  it('leave out no line, whatever it is and whoever asked it', () => {
    const parts: ReferralLine['part'][] = [
      'name',
      'nhs-number',
      'health-condition',
      'answer',
      'site-answer',
      'practice',
    ]
    const linkIds = ['pathway', 'note-from', 'note-advice', 'contact-phone', 'nobody-knows-it']
    const line = fc.record({
      part: fc.constantFrom(...parts),
      linkId: fc.constantFrom(...linkIds),
      label: fc.constantFrom('A', 'B'),
      value: fc.uuid(),
    })
    fc.assert(
      fc.property(fc.array(line), fc.boolean(), (lines, asks) => {
        const said = all(lines, () => asks).map(each => each.said)
        for (const { value } of lines) expect(said.filter(each => each.includes(value))).toHaveLength(1)
      }),
    )
  })

  it('stand in the order of a clinician, with what has no question of its own in one row', () => {
    const { to, health, reach } = checkGroups(describeTransaction(writtenReferral().bundle), () => true)
    expect(to.map(each => each.label)).toEqual(['Agreed to share'])
    expect(health.map(each => each.label).slice(0, 4)).toEqual(['Condition', 'Consultation', 'Fit note', 'Adjustments'])
    expect(reach.map(each => each.label).slice(0, 3)).toEqual(['Patient', 'Phone', 'Email'])
    expect(reach[0]?.said).toBe("Ms Zoë May O'Neill, born 11 March 1984, NHS number 999 054 8609")
    expect(health[2]?.said).toBe('May be fit for work, from 3 September 2026, to 16 September 2026')
  })

  it('lead to the question only where this consultation asks it', () => {
    const lines = [answer('work-status', 'Employed'), answer('note-advice', 'Not fit for work', 'Fit note issued')]
    const asks = (linkId: string) => linkId === 'work-status' || linkId === 'site.pet'
    expect(all(lines, asks)).toEqual([
      { label: 'Work', said: 'Employed', linkId: 'work-status' },
      { label: 'Fit note today', said: 'Not fit for work', linkId: undefined },
    ])
    const site: ReferralLine = { part: 'site-answer', linkId: 'pet', label: 'Has a pet?', value: 'Yes' }
    expect(all([site], asks)).toEqual([{ label: 'Has a pet?', said: 'Yes', linkId: 'site.pet' }])
    // Called like one of ours, it is still the service's own.
    expect(all([{ ...site, linkId: 'work-status' }], asks)[0]).toMatchObject({ label: 'Has a pet?', linkId: undefined })
  })

  it('say who refers in one row, or each part where the clinician stated it', () => {
    const lines: ReferralLine[] = [
      { part: 'referrer', label: 'Referred by', value: 'Dr A, Doctor' },
      { part: 'practice', label: 'Practice', value: 'Not recorded' },
    ]
    expect(all(lines, () => false)).toEqual([
      { label: 'From', said: 'Dr A, Doctor, Practice: not recorded', linkId: undefined },
    ])
    expect(all(lines, each => each === 'practice-name').map(each => each.linkId)).toEqual([undefined, 'practice-name'])
  })
})
