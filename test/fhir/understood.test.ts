import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  conditionSchema,
  documentReferenceSchema,
  type EhrRecord,
  NEEDED,
  observationSchema,
  patientSchema,
  practitionerSchema,
  serviceRequestSchema,
} from '../../src/fhir/ehr-record.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { understood } from '../../src/fhir/understood.ts'
import { syntheticPatients } from '../../src/sandbox/patients/synthetic-patients.ts'
import { ehrRecord, patientRecord, problem, TODAY } from '../support/ehr-record.ts'
import { ODD, placesOf, withOdd } from './odd-elements.ts'

const read = (parts: object) => understood(patientSchema, { ...patientRecord(), ...parts })

describe('a resource is read by element', () => {
  it.each([
    [
      'an entry of a list',
      { name: [{ given: [null, 'Zoë'], family: 'X' }] },
      ['name.given'],
      { name: [{ given: ['Zoë'], family: 'X' }] },
    ],
    ['a value of the wrong type', { birthDate: 19840311 }, ['birthDate'], { gender: 'female' }],
    ['a list that is none', { telecom: '07700 900123' }, ['telecom'], { gender: 'female' }],
    [
      'a null for a whole element',
      { address: [null, { city: 'Leeds' }] },
      ['address'],
      { address: [{ city: 'Leeds' }] },
    ],
    [
      'something without what it must have',
      { identifier: [{ value: '1', extension: [{}] }] },
      ['identifier.extension'],
      { identifier: [{ value: '1', extension: [] }] },
    ],
  ])('%s is left out, and named', (_what, parts, leftOut, rest) => {
    const found = read(parts)
    expect(found?.leftOut).toEqual(leftOut)
    expect(found?.value).toMatchObject(rest)
    expect(JSON.stringify(found?.value)).not.toMatch(/19840311|"telecom":"|null/)
  })

  it('what has a period or a use that cannot be read goes with it: it might be a former one (hazard H02)', () => {
    const former = { use: 'home', line: ['1 Old Road'], period: { end: 2019 } }
    expect(read({ address: [former, { line: ['2 New Road'] }] })?.value.address).toEqual([{ line: ['2 New Road'] }])
    expect(read({ name: [{ use: ['old'], family: 'Former' }, { family: 'Now' }] })?.value.name).toEqual([
      { family: 'Now' },
    ])
  })

  it('a period of a note that cannot be read in part is none', () => {
    const note = {
      resourceType: 'Observation',
      id: 'o',
      status: 'final',
      code: {},
      effectivePeriod: { start: '2026-09-01', end: 5 },
    }
    expect(understood(observationSchema, note)?.value).not.toHaveProperty('effectivePeriod')
  })

  it.each([
    ['the wrong type', patientSchema, { resourceType: 'Person', id: 'p' }],
    ['no id', patientSchema, { resourceType: 'Patient' }],
    ['an id of the wrong type', patientSchema, { resourceType: 'Patient', id: 7 }],
    ['no status where it must have one', observationSchema, { resourceType: 'Observation', id: 'o', code: {} }],
    ['whether it was refuted', conditionSchema, { ...problem('c'), verificationStatus: 'refuted' }],
    [
      'whether it was withdrawn',
      documentReferenceSchema,
      { resourceType: 'DocumentReference', id: 'd', status: 'current', docStatus: 1 },
    ],
    ['nothing', patientSchema, null],
    ['a text', patientSchema, 'Patient'],
  ])('%s ends the reading', (_what, schema, resource) => {
    const type = (resource as { resourceType?: string } | null)?.resourceType ?? ''
    expect(understood(schema as never, resource, NEEDED[type])).toBeUndefined()
  })
})

const SCHEMAS = {
  Patient: patientSchema,
  Practitioner: practitionerSchema,
  Condition: conditionSchema,
  Observation: observationSchema,
  DocumentReference: documentReferenceSchema,
  ServiceRequest: serviceRequestSchema,
} as const

describe('anything at any place of any synthetic record', () => {
  const records = syntheticPatients(TODAY).flatMap(({ resources }) => resources)
  const known = records.filter(each => Object.hasOwn(SCHEMAS, each.resourceType))
  const schemaOf = (type: string) => SCHEMAS[type as keyof typeof SCHEMAS]
  const places = known.flatMap(resource => placesOf(resource).map(place => ({ resource, place })))

  it('is never the end of a patient, and never a throw', () => {
    expect(places.length).toBeGreaterThan(1000)
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom(...ODD),
        fc.boolean(),
        ({ resource, place }, odd, asSibling) => {
          const changed = withOdd(resource, place, odd, asSibling)
          const found = understood(schemaOf(resource.resourceType) as never, changed, NEEDED[resource.resourceType]) as
            | { value: object }
            | undefined
          if (resource.resourceType === 'Patient') expect(found).toBeDefined()
          const { patient, ...others } = ehrRecord()
          const part = {
            Condition: 'conditions',
            Observation: 'observations',
            DocumentReference: 'documents',
            ServiceRequest: 'serviceRequests',
          }[resource.resourceType as string]
          const record = {
            ...others,
            patient: resource.resourceType === 'Patient' && found ? found.value : patient,
            ...(part && found ? { [part]: [found.value] } : {}),
          } as EhrRecord
          expect(() => readContext(record)).not.toThrow()
        },
      ),
      { numRuns: 3000 },
    )
  })
})
