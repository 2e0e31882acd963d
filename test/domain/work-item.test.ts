import { describe, expect, it } from 'vitest'
import { addDays } from '../../src/domain/local-date.ts'
import { firstContactDue, lastDayDue } from '../../src/domain/work-item.ts'
import { addWorkingDays } from '../../src/domain/working-days.ts'

describe('first contact is due two working days after sending', () => {
  it.each([
    ['a Thursday', '2026-09-03T09:00:00Z', '2026-09-07'],
    ['a Friday', '2026-09-04T09:00:00Z', '2026-09-08'],
    ['a Saturday', '2026-09-05T09:00:00Z', '2026-09-08'],
    ['late in a London summer evening', '2026-09-02T23:30:00Z', '2026-09-07'],
    ['Christmas Eve, before a bank holiday, a weekend and another bank holiday', '2026-12-24T09:00:00Z', '2026-12-30'],
  ])('sent on %s', (_name, sent, due) => {
    expect(firstContactDue('sent', sent)).toBe(due)
  })

  it('days off do not count', () => {
    expect(addWorkingDays('2026-12-24', 2, day => ['2026-12-25', '2026-12-28'].includes(day))).toBe('2026-12-30')
  })

  it('until the patient was reached, or it is over', () => {
    expect(firstContactDue('contact-attempted', '2026-09-03T09:00:00Z')).toBe('2026-09-07')
    expect(firstContactDue('contacted', '2026-09-03T09:00:00Z')).toBeUndefined()
    expect(firstContactDue('closed-declined', '2026-09-03T09:00:00Z')).toBeUndefined()
  })

  it('the last day that is due on a day is the last of them, every day of two years', () => {
    for (let day = '2026-01-01'; day < '2028-01-01'; day = addDays(day, 1)) {
      const last = lastDayDue(day)
      const noon = (of: string) => `${of}T12:00:00Z`
      expect((firstContactDue('sent', noon(last)) ?? '9') <= day).toBe(true)
      expect((firstContactDue('sent', noon(addDays(last, 1))) ?? '') > day).toBe(true)
    }
  })
})
