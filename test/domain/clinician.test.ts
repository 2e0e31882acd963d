import { expect, it, test } from 'vitest'
import { mayCertify, PROFESSION_NAMES, PROFESSIONS } from '../../src/domain/clinician.ts'

// SI 2022/630: from 1 July 2022 these five, and nobody else, may certify in Great Britain (hazard H07).
const EXPECTED = {
  doctor: true,
  nurse: true,
  'occupational-therapist': true,
  physiotherapist: true,
  pharmacist: true,
  podiatrist: false,
  other: false,
}

test('the law is asked about every profession that this app tells apart', () => {
  expect(Object.keys(EXPECTED).toSorted()).toEqual([...PROFESSIONS].toSorted())
})

it.each(PROFESSIONS)('whether a %s may issue a fit note', profession => {
  expect(mayCertify(profession)).toBe(EXPECTED[profession])
})

test('every profession has a name of its own', () => {
  expect(new Set(Object.values(PROFESSION_NAMES)).size).toBe(PROFESSIONS.length)
})
