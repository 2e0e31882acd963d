import { expect, test } from 'vitest'
import { isResourceType } from '../../../src/sandbox/fhir-server/resource-types.ts'
import table from '../../../src/sandbox/fhir-server/search-parameter-table.json' with { type: 'json' }
import { parameterOf, parametersOf } from '../../../src/sandbox/fhir-server/search-parameters.ts'

test('every row of the table is of a real type and names at least one path', () => {
  for (const type of Object.keys(table)) {
    expect(isResourceType(type), type).toBe(true)
    for (const { name, paths } of parametersOf(type)) {
      expect(paths.length, `${type}.${name}`).toBeGreaterThan(0)
      expect(
        paths.every(path => /^[\w.]+(\[\w+=\w+\])?$/.test(path)),
        `${type}.${name}`,
      ).toBe(true)
    }
  }
})

test('a type outside the table is found by identifier and by what all types have', () => {
  expect(parametersOf('Invoice').map(({ name }) => name)).toEqual([
    '_id',
    '_lastUpdated',
    '_profile',
    '_security',
    '_source',
    '_tag',
    'identifier',
  ])
})

test('patient over subject counts only patients', () => {
  expect(parameterOf('Observation', 'patient')).toMatchObject({ paths: ['subject'], target: 'Patient' })
})
