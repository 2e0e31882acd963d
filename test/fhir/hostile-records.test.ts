import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNhsNumber } from '../../src/domain/nhs-number.ts'
import {
  conditionSchema,
  documentReferenceSchema,
  type EhrRecord,
  encounterSchema,
  observationSchema,
  organizationSchema,
  patientSchema,
  practitionerRoleSchema,
  practitionerSchema,
  serviceRequestSchema,
} from '../../src/fhir/ehr-record.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { CS, EXT, ID } from '../../src/fhir/systems.ts'
import {
  codedNote,
  ehrRecord,
  MAY_BE_FIT,
  NOT_FIT,
  PHASED_RETURN,
  patientRecord,
  problem,
} from '../support/ehr-record.ts'
import { writtenReferral } from './written-referral.ts'

/** A record as UK systems send it, retired codes and spellings among it. */
const RECORD = ehrRecord({
  patient: patientRecord({
    identifier: [
      {
        system: ID.nhsNumber,
        value: '9990548609',
        extension: [
          {
            url: EXT.nhsNumberVerification,
            valueCodeableConcept: {
              coding: [{ system: CS.retiredNhsNumberVerification, code: 'number-present-and-verified' }],
            },
          },
        ],
      },
    ],
    extension: [
      {
        url: EXT.ethnicCategory,
        valueCodeableConcept: { coding: [{ system: CS.retiredEthnicCategory, code: 'A', display: 'British' }] },
      },
    ],
    deceasedBoolean: false,
    link: [],
  }),
  conditions: [problem('c1'), problem('c2', { code: { text: 'Stress at work' } })],
  observations: [
    codedNote('o1', NOT_FIT, { effectivePeriod: { start: '2026-08-20', end: '2026-09-02' } }),
    codedNote('o2', MAY_BE_FIT, { effectiveDateTime: '2026-09-03' }),
    codedNote('o3', PHASED_RETURN, { effectivePeriod: { start: '2026-09-03', end: '2026-09-16' } }),
  ],
})

const WRONG: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  '',
  ' ',
  'x'.repeat(5000),
  '2026-13-45',
  '2026-02-30T25:61:00Z',
  '<script>alert(1)</script>',
  [],
  {},
  [null],
  [[]],
  { coding: [{}] },
  { coding: [{ system: CS.retiredSdsJobRole, code: 'R0260' }] },
  { reference: 'https://evil.example/Patient/1' },
  { start: '2026-09-30', end: '2026-09-01' },
  '1234567890',
  '999 054 8609',
  '\u0000',
  '\u202e9990548609',
  '__proto__',
]

type Json = unknown
/** The addresses of every element in a value. */
function pathsIn(value: Json, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...at, key]))].filter(
    each => each.length > 0,
  )
}
function changed(value: Json, [key, ...rest]: readonly (string | number)[], make: (old: Json) => Json): Json {
  if (key === undefined) return make(value)
  if (typeof value !== 'object' || value === null) return value
  const copy: Record<string, Json> = Array.isArray(value) ? ([...value] as never) : { ...(value as object) }
  const inner = rest.length > 0 ? changed(copy[key], rest, make) : make(copy[key])
  if (inner === undefined) delete copy[key]
  else copy[key] = inner
  return copy
}

const PARTS = [
  ['patient', patientSchema],
  ['practitioner', practitionerSchema],
  ['practitionerRole', practitionerRoleSchema],
  ['organization', organizationSchema],
  ['encounter', encounterSchema],
] as const
const LISTS = [
  ['conditions', conditionSchema],
  ['observations', observationSchema],
  ['documents', documentReferenceSchema],
  ['serviceRequests', serviceRequestSchema],
] as const

/** What of a broken record the gateway lets in: each resource that keeps its schema; a patient that does not is no patient. */
function letIn(broken: Record<string, unknown>): EhrRecord | undefined {
  const one = Object.fromEntries(PARTS.map(([part, schema]) => [part, schema.safeParse(broken[part]).data]))
  if (!one.patient) return undefined
  const lists = Object.fromEntries(
    LISTS.map(([part, schema]) => [
      part,
      (Array.isArray(broken[part]) ? broken[part] : []).flatMap(each => schema.safeParse(each).data ?? []),
    ]),
  )
  return { ...RECORD, ...one, ...lists, registeredPractice: RECORD.registeredPractice } as EhrRecord
}

/** Undefined where the clinician is told what is missing instead; anything else that is thrown is a crash. */
function sentFrom(record: EhrRecord) {
  try {
    return writtenReferral({ record }).bundle
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('not a whole referral')) return undefined
    throw error
  }
}

const PATHS = pathsIn(JSON.parse(JSON.stringify(RECORD))).filter(path =>
  [...PARTS, ...LISTS].some(([part]) => part === path[0]),
)
const mutation = fc.record({ path: fc.constantFrom(...PATHS), wrong: fc.constantFrom(undefined, ...WRONG) })

describe('a record that is broken in one to four places', () => {
  it('stops nothing, and nothing retired, foreign or invalid leaves with the referral', () => {
    let read = 0
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), mutations => {
        const broken = mutations.reduce<Json>(
          (record, { path, wrong }) => changed(record, path, () => wrong),
          JSON.parse(JSON.stringify(RECORD)),
        )
        const record = letIn(broken as Record<string, unknown>)
        if (!record) return
        read += 1
        const { patient } = readContext(record)
        expect(
          patient.nhsNumber === 'missing' || patient.nhsNumber === 'invalid' || isNhsNumber(patient.nhsNumber),
        ).toBe(true)
        const sent = sentFrom(record)
        if (!sent) return
        const text = JSON.stringify(sent)
        for (const retired of [CS.retiredSdsJobRole, CS.retiredNhsNumberVerification, CS.retiredEthnicCategory])
          expect(text).not.toContain(`"${retired}"`)
        expect(text).not.toContain('evil.example')
        const numbers = sent.entry?.flatMap(({ resource }) =>
          resource?.resourceType === 'Patient'
            ? (resource.identifier ?? []).filter(each => each.system === ID.nhsNumber)
            : [],
        )
        expect(numbers?.filter(each => !isNhsNumber(each.value ?? '') && each.value !== undefined)).toEqual([])
      }),
      { numRuns: 600, seed: 20260901 },
    )
    expect(read).toBeGreaterThan(300)
  })
})
