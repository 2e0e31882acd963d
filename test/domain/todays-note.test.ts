import { describe, expect, it } from 'vitest'
import type { FitNote } from '../../src/domain/fit-note.ts'
import { issuedOn, noteWords, tellable } from '../../src/domain/todays-note.ts'

const TODAY = '2026-12-01'
const note = (parts: Partial<FitNote>): FitNote => ({
  source: 'Observation/1',
  recordedOn: TODAY,
  advice: 'not-fit',
  period: { from: TODAY, to: '2026-12-14' },
  adjustments: [],
  issue: 'issued',
  ...parts,
})

describe('the fit note that was issued today (hazard H05)', () => {
  it('goes by the date of issue, whatever days it is for', () => {
    const ahead = note({ period: { from: '2026-12-03', to: '2026-12-20' } })
    expect(issuedOn([ahead], TODAY)).toBe(ahead)
    expect(issuedOn([note({ recordedOn: '2026-11-30' })], TODAY)).toBeUndefined()
    expect(issuedOn([note({ recordedOn: 'unknown' })], TODAY)).toBeUndefined()
  })

  it('is none while it is a draft', () => {
    expect(issuedOn([note({ issue: 'draft' })], TODAY)).toBeUndefined()
  })

  it('is of several the one that says most, then the one that lasts longest', () => {
    const document = note({ source: 'DocumentReference/1', advice: 'unknown', period: 'unknown' })
    const longer = note({ source: 'Observation/2', period: { from: TODAY, to: '2026-12-28' } })
    expect(issuedOn([document, note({}), longer], TODAY)).toBe(longer)
  })

  it('is told only with its advice, and in words with what is missing', () => {
    expect(tellable(note({ advice: 'unknown' }))).toBeUndefined()
    expect(noteWords(note({}))).toBe('not fit for work, 1 December 2026 to 14 December 2026')
    expect(noteWords(note({ advice: 'unknown', period: 'unknown' }))).toBe('advice not recorded, dates not recorded')
  })
})
