import { describe, expect, it } from 'vitest'
import type { Profession } from '../../src/domain/clinician.ts'
import { PATHWAYS } from '../../src/domain/consultation-words.ts'
import { mayChoose, pathwayRefusal } from '../../src/domain/pathways.ts'

const by = (is: Profession) => ({ is, from: 'record' }) as const

// SI 2022/630, in force since 1 July 2022: doctors, nurses, occupational therapists, pharmacists and physiotherapists.
describe('the pathways that a profession may choose (hazard H07)', () => {
  it.each(['doctor', 'nurse', 'occupational-therapist', 'pharmacist', 'physiotherapist'] as const)('%s: all', is => {
    expect(PATHWAYS.filter(each => mayChoose(each, by(is)))).toEqual(PATHWAYS)
  })

  it.each(['podiatrist', 'other'] as const)('%s: none with a fit note', is => {
    expect(PATHWAYS.filter(each => mayChoose(each, by(is)))).toEqual(['refer', 'neither'])
    expect(pathwayRefusal('note-only', by(is))).toContain('may not issue a fit note')
    expect(pathwayRefusal('refer', by(is))).toBeUndefined()
  })

  it('is asked where it is unknown, and takes nothing away meanwhile', () => {
    expect(PATHWAYS.filter(each => mayChoose(each, 'unknown'))).toEqual(PATHWAYS)
    expect(pathwayRefusal('note-only', 'unknown')).toBeUndefined()
  })
})
