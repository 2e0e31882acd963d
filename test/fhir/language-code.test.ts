import { expect, it } from 'vitest'
import { languageCode } from '../../src/fhir/language-code.ts'

it.each([
  ['Polish', 'pl'],
  [' punjabi ', 'pa'],
  ['ar', 'ar'],
])('%s is %s', (words, code) => {
  expect(languageCode(words)).toBe(code)
})

it.each(['Urdu', 'ur', 'Polish or Russian', 'constructor', ''])('"%s" stays words', words => {
  expect(languageCode(words)).toBeUndefined()
})
