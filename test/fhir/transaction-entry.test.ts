import { expect, it } from 'vitest'
import { createOnce, putOnce } from '../../src/fhir/transaction-entry.ts'

const patient = { resourceType: 'Patient' } as const

it('a POST names the one identifier that makes it happen once', () => {
  expect(createOnce('urn:uuid:1', patient, { system: 'https://w.example/Id/x', value: 'r1' })).toEqual({
    fullUrl: 'urn:uuid:1',
    resource: patient,
    request: {
      method: 'POST',
      url: 'Patient',
      ifNoneExist: 'identifier=https%3A%2F%2Fw.example%2FId%2Fx%7Cr1',
    },
  })
})

it.each([
  ['a,b', 'a\\,b', 'a comma would mean "a or b"'],
  ['a|b', 'a\\|b', 'a bar would part system from value'],
  ['a$b', 'a\\$b', 'a dollar would make it composite'],
  ['a\\b', 'a\\\\b', 'the escape itself'],
  ['a&b=c', 'a&b=c', 'an ampersand would be another parameter'],
])('a value %s is asked for as %s: %s', (value, escaped) => {
  const { ifNoneExist } = createOnce('urn:uuid:1', patient, { system: 's', value }).request ?? {}
  expect(new URLSearchParams(ifNoneExist).get('identifier')).toBe(`s|${escaped}`)
  expect([...new URLSearchParams(ifNoneExist).keys()]).toEqual(['identifier'])
})

it('a PUT goes to the id that this app chose', () => {
  expect(putOnce('urn:uuid:1', patient, 'mine')).toEqual({
    fullUrl: 'urn:uuid:1',
    resource: { ...patient, id: 'mine' },
    request: { method: 'PUT', url: 'Patient/mine' },
  })
})
