import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONDITION_GROUPS } from '../../src/domain/referral.ts'
import { conditionGroup } from '../../src/fhir/condition-group.ts'
import { CS } from '../../src/fhir/systems.ts'

const groupOf = (system: string, code: string) => conditionGroup({ coding: { system, code } })

describe('the broad group of a recorded problem', () => {
  it.each([
    ['F32.1', 'mental-health'],
    ['F43.2', 'mental-health'],
    ['F79', 'autism-learning-disability'],
    ['F84.0', 'autism-learning-disability'],
    ['F81.0', 'autism-learning-disability'],
    ['M54.5', 'musculoskeletal'],
    ['M79.7', 'pain-fatigue'],
    ['G93.3', 'pain-fatigue'],
    ['R52', 'pain-fatigue'],
    ['R53', 'pain-fatigue'],
    ['C50.9', 'cancer'],
    ['D05.1', 'cancer'],
    ['D50.9', 'other'],
    ['I21.9', 'heart'],
    ['J45.9', 'respiratory'],
    ['G35', 'neurological'],
    ['Z98.8', 'post-operative'],
    ['Z54.0', 'post-operative'],
    ['K50.0', 'other'],
    ['nonsense', 'not-categorised'],
  ])('ICD-10 %s: %s', (code, group) => {
    expect(groupOf(CS.icd10, code)).toBe(group)
  })

  it.each([
    ['Eu32.', 'mental-health'],
    ['N142.', 'musculoskeletal'],
    ['B34..', 'cancer'],
    ['G30..', 'heart'],
    ['H33..', 'respiratory'],
    ['F20..', 'neurological'],
    ['J40..', 'not-categorised'],
  ])('Read v2 %s: %s', (code, group) => {
    expect(groupOf(CS.readV2, code)).toBe(group)
  })

  it('is never guessed: not without a code, nor from a code system without a table', () => {
    expect(conditionGroup({ coding: 'uncoded' })).toBe('not-categorised')
    expect(groupOf(CS.snomed, 'M54.5')).toBe('not-categorised')
  })

  it('is a group for whatever a record holds', () => {
    const system = fc.oneof(fc.string(), fc.constantFrom(CS.icd10, CS.readV2, 'constructor', '__proto__'))
    fc.assert(
      fc.property(system, fc.string(), (anySystem, code) => {
        expect(CONDITION_GROUPS).toContain(groupOf(anySystem, code))
      }),
    )
  })
})
