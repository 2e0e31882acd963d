import { expect, it } from 'vitest'
import { fillQuery } from '../../src/questionnaire/x-fhir-query.ts'

const environment = {
  patient: { resourceType: 'Patient', id: 'p1', name: [{ given: ['a&b=c', 'd'] }] },
  user: undefined,
}

it.each([
  ['Condition?patient={{%patient.id}}', 'Condition?patient=p1'],
  ['Patient/{{%patient.id}}', 'Patient/p1'],
  ['Condition?_count=5', 'Condition?_count=5'],
  ['Person?name={{%patient.name.given}}', 'Person?name=a%26b%3Dc,d'],
])('%s becomes %s', (template, query) => {
  expect(fillQuery(template, environment)).toBe(query)
})

it.each([
  'Condition?patient={{%user.id}}',
  'Condition?patient={{%patient.}}',
  'Condition?patient={{%patient.name}}',
  'https://elsewhere.example/Condition',
  '//elsewhere.example/Condition',
  '../Condition',
  'Patient/..',
  '$everything',
  '',
])('%s is not run', template => {
  expect(fillQuery(template, environment)).toBeUndefined()
})
