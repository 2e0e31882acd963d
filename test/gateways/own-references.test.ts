import { expect, it } from 'vitest'
import { withOwnReferences } from '../../src/gateways/own-references.ts'

const BASE = 'https://hub.example/fhir'

it.each([
  'https://hub.example/fhir/Patient/1',
  'http://hub.example/fhir/Patient/1',
  'https://hub.example:443/fhir/Patient/1',
  'HTTPS://HUB.EXAMPLE/fhir/Patient/1',
])('%s is a place on this server', reference => {
  const task = { for: { reference }, input: [{ valueReference: { reference } }], description: reference }
  expect(withOwnReferences(task, BASE)).toEqual({
    for: { reference: 'Patient/1' },
    input: [{ valueReference: { reference: 'Patient/1' } }],
    description: reference,
  })
})

it.each([
  'https://hub.example/other/Patient/1',
  'https://hub.example/fhirish/Patient/1',
  'https://other.example/fhir/Patient/1',
  'https://hub.example:8443/fhir/Patient/1',
  'https://hub.example.evil.example/fhir/Patient/1',
  'Patient/1',
  '#patient',
  'urn:uuid:0c5f0f0e-0000-4000-8000-000000000001',
  'https://',
])('%s stays as it is', reference => {
  expect(withOwnReferences({ reference }, BASE)).toEqual({ reference })
})

it('keeps the version of a place', () => {
  const reference = `${BASE}/Task/1/_history/3`
  expect(withOwnReferences({ reference }, `${BASE}/`)).toEqual({ reference: 'Task/1/_history/3' })
})
