import { describe, expect, it } from 'vitest'
import { spellsOf } from '../../src/domain/spells.ts'
import { coverOn, gapDays } from '../../src/domain/today-covered.ts'
import { earlier } from './fit-note/a-draft.ts'

const NOVEMBER = earlier('2026-11-01', '2026-11-28')
const DECEMBER = earlier('2026-12-05', '2026-12-31')

describe('whether a note of the record covers a day (hazards H05, H06)', () => {
  it('not in the gap between two notes, although both are of one spell', () => {
    expect(coverOn([NOVEMBER, DECEMBER], '2026-11-30')).toEqual({
      is: 'not-covered',
      endedOn: '2026-11-28',
      nextFrom: '2026-12-05',
    })
    expect(spellsOf([NOVEMBER, DECEMBER]).map(gapDays)).toEqual([6])
  })

  it.each(['2026-11-01', '2026-11-28'])('on the first and on the last day of a note: %s', day => {
    expect(coverOn([NOVEMBER], day)).toMatchObject({ is: 'covered', until: '2026-11-28' })
  })

  it('until the end of the last of the notes that follow each other without a break', () => {
    const next = earlier('2026-11-29', '2026-12-10')
    expect(coverOn([NOVEMBER, next, earlier('2026-12-12', '2026-12-20')], '2026-11-20')).toMatchObject({
      is: 'covered',
      until: '2026-12-10',
    })
  })

  it('by the advice of the note that lasts longest', () => {
    const longer = earlier('2026-11-10', '2026-12-10', { advice: 'may-be-fit' })
    expect(coverOn([NOVEMBER, longer], '2026-11-20')).toMatchObject({ advice: 'may-be-fit' })
  })

  it('never by a draft, nor by a note without dates', () => {
    const uncounted = [
      earlier('2026-11-01', '2026-11-28', { issue: 'draft' }),
      earlier('2026-11-01', '2026-11-28', { period: 'unknown' }),
    ]
    const none = { is: 'not-covered', endedOn: undefined, nextFrom: undefined }
    expect(coverOn(uncounted, '2026-11-20')).toEqual(none)
    expect(coverOn([], '2026-11-20')).toEqual(none)
  })
})
