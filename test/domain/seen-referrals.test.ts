import { describe, expect, it } from 'vitest'
import { STAGES } from '../../src/domain/referral-status.ts'
import { withSeen } from '../../src/domain/seen-referrals.ts'

const seenAt = '2026-09-03T09:00:00.000Z'
const open = { referralId: 'r1', sentOn: '2026-09-01', open: true } as const

describe('a referral of the record, and what its service says of it', () => {
  it('stays as the record has it where its service was never asked', () => {
    expect(withSeen([open], {})).toEqual([open])
    expect(withSeen([{ ...open, referralId: 'constructor' }], {})).toEqual([{ ...open, referralId: 'constructor' }])
  })

  it('is open as long as the service has not ended it', () => {
    const isOpen = STAGES.filter(stage => withSeen([open], { r1: { stage, seenAt } })[0]?.open)
    expect(isOpen).toEqual([
      'not-started',
      'sent',
      'received',
      'awaiting-information',
      'accepted',
      'contact-attempted',
      'contacted',
      'waiting-list',
      'assessment-booked',
      'started',
      'paused',
      'unknown',
    ])
  })

  it('is not opened again by a service that says less than the record', () => {
    const closed = { ...open, open: false }
    expect(withSeen([closed], { r1: { stage: 'received', seenAt } })).toEqual([
      { ...closed, lastSeen: { stage: 'received', seenAt } },
    ])
  })
})
