import { readFileSync } from 'node:fs'
import type { CapabilityStatement } from 'fhir/r4.js'
import { expect, it } from 'vitest'
import { capabilityStatement } from '../../src/api/capability-statement.ts'
import { resourceFrom } from '../../src/sandbox/fhir-server/resource.ts'
import { validate } from '../../src/sandbox/fhir-server/validate.ts'

const statement = capabilityStatement('https://refer.example', { publicForms: true })
const [rest] = statement.rest ?? []
const may = (type: string) =>
  rest?.resource?.find(each => each.type === type)?.interaction?.map(each => each.code as string) ?? []

it('says who it is and where, in R4', () => {
  expect(statement).toMatchObject({
    resourceType: 'CapabilityStatement',
    status: 'active',
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['json'],
    implementation: { url: 'https://refer.example/fhir' },
  })
  const parsed = resourceFrom(statement)
  expect(parsed.ok && validate(parsed.value)).toEqual({ ok: true, value: undefined })
})

it('is a client: it asks, it serves nobody’s record, only an operation on what is sent to it', () => {
  expect(statement.rest?.map(each => each.mode)).toEqual(['client', 'server'])
  const served = statement.rest?.[1]?.resource?.map(each => [each.type, each.interaction, each.operation?.[0]?.name])
  expect(served).toEqual([['Questionnaire', undefined, 'populate']])
})

it('says that nothing is extracted from an answered form, and why', () => {
  expect(statement.description).toMatch(/^There is no \$extract: .* sharing level /)
  expect(JSON.stringify(statement.rest)).not.toContain('extract')
})

it('does not speak of an operation that is switched off', () => {
  const off = capabilityStatement('https://refer.example', { publicForms: false })
  expect(off.rest?.map(each => each.mode)).toEqual(['client'])
})

it.each([
  ['Patient', 'read'],
  ['Practitioner', 'read'],
  ['Organization', 'read'],
  ['Encounter', 'read'],
  ['PractitionerRole', 'search-type'],
  ['Condition', 'search-type'],
  ['Observation', 'search-type'],
  ['DocumentReference', 'search-type'],
  ['ServiceRequest', 'search-type'],
  ['ServiceRequest', 'create'],
  ['QuestionnaireResponse', 'create'],
  ['Task', 'read'],
  ['Task', 'search-type'],
])('names what it asks for: %s %s', (type, interaction) => {
  expect(may(type)).toContain(interaction)
})

it('names each type once, and never to update, delete or write a patient', () => {
  const types = rest?.resource?.map(each => each.type) ?? []
  expect(new Set(types).size).toBe(types.length)
  expect(types.flatMap(may).filter(code => code === 'update' || code === 'delete')).toEqual([])
  expect(may('Patient')).toEqual(['read'])
})

it('sends one transaction', () => {
  expect(rest?.interaction).toEqual([{ code: 'transaction' }])
})

it('asks a record for exactly what the published statement says that it asks for', () => {
  const file = new URL('../../profiles/fhir/CapabilityStatement-workwell-app.json', import.meta.url)
  const published: CapabilityStatement = JSON.parse(readFileSync(file, 'utf8'))
  expect(statement.instantiates).toEqual([published.url])
  const asked = (each: CapabilityStatement) =>
    each.rest?.[0]?.resource
      ?.map(({ type, interaction, conditionalCreate }) => ({
        type,
        may: interaction?.map(({ code }) => code),
        conditionalCreate,
      }))
      .toSorted((one, other) => one.type.localeCompare(other.type))
  expect(asked(published)).toEqual(asked(statement))
})
