import type { FhirResource, Patient, ServiceRequest, Task } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { hubTask } from '../../src/fhir/hub-resources.ts'
import { isBeside, oneReferral } from '../../src/fhir/one-referral.ts'
import { isPartOf, provenReferral } from '../../src/fhir/proven-referral.ts'
import { CS, ID } from '../../src/fhir/systems.ts'

const BASE = 'https://hub.example/fhir'
const patient: Patient = {
  resourceType: 'Patient',
  id: '11',
  identifier: [{ system: ID.referralPatient, value: 'r1' }],
}
const request: ServiceRequest = {
  resourceType: 'ServiceRequest',
  id: '12',
  identifier: [{ system: ID.referral, value: 'r1' }],
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/11' },
}
const task: Task = {
  resourceType: 'Task',
  id: '13',
  identifier: [{ system: ID.referralTask, value: 'r1' }],
  status: 'accepted',
  intent: 'order',
  code: { coding: [{ system: CS.taskCode, code: 'fulfill' }] },
  focus: { reference: 'ServiceRequest/12' },
  for: { reference: 'Patient/11' },
}
const proven = (parts: Record<string, unknown>) =>
  provenReferral('r1', { task: { ...task, ...parts } as Task, request, patient }, BASE) !== undefined

describe('odd shapes are no silence (hazard H01)', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a focus that is a list', { focus: [{ reference: 'ServiceRequest/22' }] }],
    ['a focus that is text', { focus: 'ServiceRequest/22' }],
    ['a focus whose reference is a number', { focus: { reference: 22 } }],
    ['nobody, as null', { for: null }],
    ['a patient that is a list', { for: [{ reference: 'Patient/21' }] }],
    ['a second patient', { subject: { reference: 'Patient/21' } }],
  ])('%s', (_what, parts) => expect(proven(parts)).toBe(false))

  it.each<[string, Record<string, unknown>]>([
    ['words alone', { for: { display: 'Mr Gareth Ashworth' } }],
    [
      'a code of the hub’s own beside ours',
      {
        code: {
          coding: [
            { system: 'x', code: 'y' },
            { system: CS.taskCode, code: 'fulfill' },
          ],
        },
      },
    ],
    [
      'a kind of ours beside fulfil',
      {
        code: {
          coding: [
            { system: CS.taskKind, code: 'z' },
            { system: CS.taskCode, code: 'fulfill' },
          ],
        },
      },
    ],
    ['a code that lost its coding', { code: { text: 'Referral' } }],
    ['a number of the hub’s own', { identifier: [{ system: 'x', value: '9' }, ...(task.identifier ?? [])] }],
    ['a null among the numbers', { identifier: [null, ...(task.identifier ?? [])] }],
  ])('but %s contradicts nothing', (_what, parts) => expect(proven(parts)).toBe(true))
})

const question: Task = {
  resourceType: 'Task',
  id: '30',
  status: 'requested',
  intent: 'order',
  partOf: [{ reference: 'Task/13' }],
  focus: { reference: 'ServiceRequest/12' },
  for: { reference: 'Patient/11' },
}
const OTHER = { reference: 'Task/23' }

describe('a question', () => {
  const isOurs = (parts: Record<string, unknown>) =>
    isPartOf(
      { ...question, ...parts } as Task,
      'r1',
      { task, request, patient } as Parameters<typeof isPartOf>[2],
      BASE,
    )

  it('is of this referral', () => expect(isOurs({})).toBe(true))
  it.each<[string, Record<string, unknown>]>([
    ['a part of two', { partOf: [{ reference: 'Task/13' }, OTHER] }],
    ['a part of another', { partOf: [OTHER] }],
    ['a part of none', { partOf: [] }],
    ['based on another request', { basedOn: [{ reference: 'ServiceRequest/22' }] }],
    ['numbered for another', { identifier: [{ system: ID.referralTask, value: 'r2' }] }],
    ['about another request', { focus: [{ reference: 'ServiceRequest/22' }] }],
    ['for another patient', { for: { reference: 'Patient/21' } }],
  ])('is not, where it is %s', (_what, parts) => expect(isOurs(parts)).toBe(false))
})

describe('what stands beside a coach’s referral', () => {
  const parsed = hubTask.parse(task)
  it.each<[string, object, boolean]>([
    ['a contact of this Task', { basedOn: [{ reference: 'Task/13' }], subject: { reference: 'Patient/11' } }, true],
    ['a contact that also follows a plan', { basedOn: [{ reference: 'Task/13' }, { reference: 'CarePlan/1' }] }, true],
    ['a contact of two Tasks', { basedOn: [{ reference: 'Task/13' }, OTHER] }, false],
    ['a contact of nothing', { subject: { reference: 'Patient/11' } }, false],
    ['a contact with another', { basedOn: [{ reference: 'Task/13' }], subject: { reference: 'Patient/21' } }, false],
    ['a contact with several', { basedOn: [{ reference: 'Task/13' }], subject: [{ reference: 'Patient/21' }] }, false],
  ])('%s', (_what, parts, isOurs) => {
    const contact = { resourceType: 'Communication', id: '40', status: 'completed', ...parts }
    expect(isBeside(contact, parsed, BASE)).toBe(isOurs)
  })

  it('a finding that names two patients is nobody’s', () => {
    const at = (reference: string | undefined): FhirResource | undefined =>
      [patient, request].find(each => reference === `${each.resourceType}/${each.id}`)
    const one = oneReferral(parsed, at, BASE)
    const finding = { resourceType: 'Observation', id: '50', subject: { reference: 'Patient/11' } }
    expect([one?.isOwn(finding), one?.isOwn({ ...finding, patient: { reference: 'Patient/21' } })]).toEqual([
      true,
      false,
    ])
  })
})
