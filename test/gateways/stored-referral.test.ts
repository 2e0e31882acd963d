import type { FhirResource, Identifier, Patient, Reference, ServiceRequest, Task } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { fail, ok } from '../../src/domain/result.ts'
import { CS, ID } from '../../src/fhir/systems.ts'
import type { FhirClient } from '../../src/gateways/fhir-client.ts'
import { createHub } from '../../src/gateways/hub.ts'
import { storedReferral } from '../../src/gateways/stored-referral.ts'

const BASE = 'https://hub.example/fhir'
const number = (system: string, value: string): Identifier[] => [{ system, value }]
const patient = (id: string, of: string): Patient => ({
  resourceType: 'Patient',
  id,
  identifier: number(ID.referralPatient, of),
})
const request = (id: string, of: string, subject: string): ServiceRequest => ({
  resourceType: 'ServiceRequest',
  id,
  identifier: number(ID.referral, of),
  status: 'active',
  intent: 'order',
  subject: { reference: subject },
  performer: [{ reference: 'HealthcareService/7' }],
})
const task = (id: string, of: string, parts: Partial<Task> = {}): Task => ({
  resourceType: 'Task',
  id,
  identifier: number(ID.referralTask, of),
  status: 'requested',
  intent: 'order',
  code: { coding: [{ system: CS.taskCode, code: 'fulfill' }] },
  focus: { reference: 'ServiceRequest/12' },
  for: { reference: 'Patient/11' },
  ...parts,
})
const [P, R] = [patient('11', 'r1'), request('12', 'r1', 'Patient/11')]
const [OTHER_P, OTHER_R] = [patient('21', 'r2'), request('22', 'r2', 'Patient/21')]
const OTHER_T = task('23', 'r2', { focus: { reference: 'ServiceRequest/22' }, for: { reference: 'Patient/21' } })

interface Manners {
  /** A server that overlooks what it is asked for answers with everything. */
  readonly overlooks?: boolean
  readonly refusesIncludes?: boolean
  readonly bringsAlong?: boolean
}

/** A hub that holds these, by its manners. */
function holding(resources: readonly FhirResource[], { overlooks, refusesIncludes, bringsAlong }: Manners = {}) {
  const at = (reference: string | undefined) =>
    resources.find(each => reference?.endsWith(`${each.resourceType}/${each.id}`))
  const matches = (each: FhirResource, asked: Record<string, string | readonly string[]>): boolean => {
    const [system, value] = String(asked.identifier ?? '').split('|')
    const numbers = 'identifier' in each && Array.isArray(each.identifier) ? each.identifier : []
    if (asked.identifier) return numbers.some(one => one.system === system && one.value === value)
    return each.resourceType === 'Task' && each.focus?.reference === asked.focus
  }
  return {
    baseUrl: BASE,
    async read(type: string, id: string) {
      const found = at(`${type}/${id}`)
      return found ? ok(found) : fail({ code: 'NOT_FOUND' })
    },
    async search(type: string, asked: Record<string, string | readonly string[]>) {
      if (asked._include && refusesIncludes) return fail({ code: 'REFUSED', status: 400 })
      const found = resources.filter(each => each.resourceType === type && (overlooks || matches(each, asked)))
      const along = found.flatMap(each =>
        each.resourceType === 'Task' ? [at(each.focus?.reference), at(each.for?.reference)] : [],
      )
      return ok([...found, ...(bringsAlong ? along.filter(each => each !== undefined) : [])])
    },
    transaction: async () => fail({ code: 'REFUSED' }),
  } as unknown as FhirClient
}
const found = async (resources: readonly FhirResource[], manners?: Manners) => {
  const stored = await storedReferral(holding(resources, manners), 'r1')
  if (!stored.ok) throw new Error(stored.failure.code)
  return stored.value?.task.id
}
const all = (one: Task, ...more: FhirResource[]): FhirResource[] => [OTHER_P, OTHER_R, OTHER_T, one, P, R, ...more]

describe.each<[string, Manners]>([
  ['reads one thing after the other', {}],
  ['brings along what a Task points to', { bringsAlong: true }],
  ['refuses to bring anything along', { refusesIncludes: true }],
  ['overlooks what it is asked for', { overlooks: true }],
])('at a hub that %s, a Task is this referral’s (hazard H01)', (_name, manners) => {
  const focus = (reference: Reference) => task('13', 'r1', { focus: reference })
  const forWhom = (reference: Reference) => task('13', 'r1', { for: reference })
  const { focus: _focus, ...unfocused } = task('13', 'r1')
  const { for: _for, ...forNobody } = task('13', 'r1')
  const { identifier: _number, ...unnumbered } = task('13', 'r1')

  it.each<[string, Task]>([
    ['with its number, request and patient', task('13', 'r1')],
    ['that points to them by address and version', focus({ reference: `${BASE}/ServiceRequest/12/_history/2` })],
    ['without a number of ours, through its focus', unnumbered],
    ['that names no focus', unfocused],
    ['that names nobody, through its request', forNobody],
  ])('%s', async (_what, one) => expect(await found(all(one), manners)).toBe('13'))

  it.each<[string, Task, ...FhirResource[]]>([
    ['with another referral’s request', focus({ reference: 'ServiceRequest/22' })],
    ['with another referral’s patient', forWhom({ reference: 'Patient/21' })],
    ['with a request on another server', focus({ reference: 'https://other.example/fhir/ServiceRequest/12' })],
    ['with a request that is gone', focus({ reference: 'ServiceRequest/99' })],
    ['with a patient that is gone', forWhom({ reference: 'Patient/99' })],
    ['that is about a patient in place of a request', focus({ reference: 'Patient/11' })],
    ['for a group', forWhom({ reference: 'Group/11' })],
    [
      'with two referrals’ numbers',
      task('13', 'r1', { identifier: [...number(ID.referralTask, 'r1'), ...number(ID.referralTask, 'r2')] }),
    ],
    ['with another’s number, though its focus is right', task('13', 'r2')],
    ['that is a part of the work', task('13', 'r1', { partOf: [{ reference: 'Task/1' }] })],
    [
      'that asks a question',
      task('13', 'r1', { code: { coding: [{ system: CS.taskKind, code: 'provide-information' }] } }),
    ],
    ['of another kind', task('13', 'r1', { code: { coding: [{ system: CS.taskCode, code: 'approve' }] } })],
  ])('but not one %s', async (_what, one, ...more) => expect(await found(all(one, ...more), manners)).toBeUndefined())
})

it('a request whose subject is another patient’s is not believed either', async () => {
  const crossed = request('12', 'r1', 'Patient/21')
  expect(await found([task('13', 'r1'), P, crossed, OTHER_P])).toBeUndefined()
})

it('a hub that keeps the snapshots of one patient together is understood', async () => {
  const both = { ...P, identifier: [...number(ID.referralPatient, 'r0'), ...number(ID.referralPatient, 'r1')] }
  expect(await found([task('13', 'r1'), R, both])).toBe('13')
})

const receipt = {
  receivedAt: '2026-09-01T09:00:00.000Z',
  serviceRequest: 'ServiceRequest/5',
  task: 'Task/6',
  patient: 'Patient/4',
}

it('of two that fit, the one that the receipt names counts; a receipt that names neither is put right', async () => {
  const moved: unknown[] = []
  const hub = createHub(
    holding([task('13', 'r1'), task('14', 'r1'), P, R]),
    undefined,
    async (_from, to) => void moved.push(to),
  )
  const here = { serviceRequest: 'ServiceRequest/12', task: 'Task/14', patient: 'Patient/11' }
  expect(await hub.looksUp.readTask({ referralId: 'r1', receipt: { ...receipt, ...here } })).toMatchObject({
    value: { id: '14' },
  })
  expect(moved).toEqual([])
  expect(await hub.looksUp.readTask({ referralId: 'r1', receipt })).toMatchObject({ value: { id: '13' } })
  expect(moved).toEqual([{ ...receipt, ...here, task: 'Task/13' }])
})

it('a server whose searches lag behind still has it at its place, and no other’s there', async () => {
  const lagging = (at: FhirResource) =>
    ({ ...holding([at, P, R]), search: async () => ok([]) }) as unknown as FhirClient
  expect(await storedReferral(lagging(task('13', 'r1')), 'r1', 'Task/13')).toMatchObject({
    value: { task: { id: '13' } },
  })
  expect(await storedReferral(lagging(task('13', 'r2')), 'r1', 'Task/13')).toEqual(ok(undefined))
  expect(await storedReferral(lagging(task('13', 'r1')), 'r1', 'Task/14')).toEqual(ok(undefined))
})

it('a question that was found while the hub gave its ids to others is not shown', async () => {
  const here = [task('13', 'r1'), P, R]
  const asked: FhirResource = {
    ...task('30', 'r1', { partOf: [{ reference: 'Task/13' }], description: 'Whose?' }),
    identifier: [],
    code: { coding: [{ system: CS.taskKind, code: 'provide-information' }] },
  }
  const before = holding(here)
  const after = holding([task('14', 'r1'), P, R])
  let isMoved = false
  const moving = {
    ...before,
    async search(type: Parameters<FhirClient['search']>[0], by: Parameters<FhirClient['search']>[1]) {
      if (!by['part-of']) return (isMoved ? after : before).search(type, by)
      isMoved = true
      return ok([asked])
    },
  } as unknown as FhirClient
  expect(await createHub(moving).asks.questions({ referralId: 'r1', receipt })).toEqual(ok([]))
})

describe('with whom the work lies', () => {
  const role = (healthcareService: string): FhirResource => ({
    resourceType: 'PractitionerRole',
    id: '8',
    healthcareService: [{ reference: healthcareService }],
  })
  it.each<[string, Reference | undefined, FhirResource | undefined, string | undefined]>([
    ['nobody is named', undefined, undefined, undefined],
    ['the service', { reference: 'HealthcareService/7' }, undefined, undefined],
    [
      'a coach of the service',
      { reference: 'PractitionerRole/8', display: 'Asha' },
      role('HealthcareService/7'),
      undefined,
    ],
    ['a role that may not be read', { reference: 'PractitionerRole/9', display: 'Asha' }, undefined, undefined],
    [
      'a coach of another service',
      { reference: 'PractitionerRole/8', display: 'Zed' },
      role('HealthcareService/6'),
      'Zed',
    ],
    ['another service', { reference: 'HealthcareService/6', display: 'Debt advice' }, undefined, 'Debt advice'],
    ['somebody without a place', { display: 'Debt advice' }, undefined, 'Debt advice'],
    ['somebody without a name', { reference: 'Organization/1' }, undefined, 'another team'],
  ])('%s', async (_who, owner, more, passedOn) => {
    const one = task('13', 'r1', owner && { owner })
    const hub = createHub(holding([one, P, R, ...(more ? [more] : [])]))
    expect(await hub.asks.passedOnTo({ referralId: 'r1', receipt })).toEqual(ok(passedOn))
  })
})
