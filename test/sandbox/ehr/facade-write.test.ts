import type { Bundle, BundleEntry, Provenance, Task } from 'fhir/r4.js'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningEhr, runningEhr } from './running-ehr.ts'

let ehr: RunningEhr
let token: string
beforeAll(async () => {
  ehr = await runningEhr()
  token = await ehr.accessToken('launch patient/*.crus')
})
beforeEach(() => {
  ehr.upstream.seen.length = 0
})
afterEach(() => {
  ehr.upstream.createAnswer = undefined
})
afterAll(() => ehr.close())

const taskFor = (reference: string, id?: string) =>
  ({ resourceType: 'Task', ...(id && { id }), status: 'requested', intent: 'order', for: { reference } }) satisfies Task
const write = (method: string, path: string, body: unknown, headers: Record<string, string> = {}, with_ = token) =>
  ehr.fhir(path, with_, { method, body: JSON.stringify(body), headers })
const writesSeen = () => ehr.upstream.seen.filter(({ method }) => method !== 'GET')

describe('a create', () => {
  it('for the launched patient goes through with its conditions, and says where it stands here', async () => {
    const response = await write('POST', '/Task', taskFor('Patient/patient-anya'), {
      'if-none-exist': 'identifier=a|b',
      prefer: 'return=representation',
    })
    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe(`${ehr.iss}/Task/77/_history/1`)
    expect(ehr.upstream.seen[0]?.headers).toMatchObject({
      'if-none-exist': 'identifier=a|b',
      prefer: 'return=representation',
    })
    expect(ehr.upstream.seen[0]?.headers.authorization).toBeUndefined()
  })

  it('may name things by the address of this EHR: they go on as relative references', async () => {
    const focus = { reference: `${ehr.iss}/Observation/of-anya` }
    const response = await write('POST', '/Task', { ...taskFor(`${ehr.iss}/Patient/patient-anya`), focus })
    expect(response.status).toBe(201)
    expect(ehr.upstream.seen[0]?.body).toMatchObject({
      for: { reference: 'Patient/patient-anya' },
      focus: { reference: 'Observation/of-anya' },
    })
  })

  it.each([
    ['another patient', '/Task', taskFor('Patient/patient-ben'), 403, 'Task.for'],
    [
      'a patient of another server',
      '/Task',
      taskFor('https://other.example/fhir/Patient/patient-anya'),
      403,
      'Task.for',
    ],
    ['nobody', '/Task', { ...taskFor(''), for: undefined }, 403, 'Task.for'],
    [
      'a type that differs from its address',
      '/Observation',
      taskFor('Patient/patient-anya'),
      400,
      'Observation.resourceType',
    ],
    ['a patient', '/Patient', { resourceType: 'Patient' }, 403, 'Patient'],
    [
      'a problem on the list',
      '/Condition',
      { resourceType: 'Condition', subject: { reference: 'Patient/patient-anya' } },
      403,
      'Condition',
    ],
    ['no resource', '/Task', [], 400, 'Task'],
  ])('of %s is refused, and says where it is wrong', async (_name, path, body, status, expression) => {
    const response = await write('POST', path, body)
    expect(response.status).toBe(status)
    expect((await response.json()).issue[0].expression).toEqual([expression])
    expect(writesSeen()).toEqual([])
  })

  it('of a type that apps do not write is refused whatever the scopes, and says so', async () => {
    const response = await write('POST', '/Patient', { resourceType: 'Patient' })
    expect((await response.json()).issue[0].diagnostics).toBe('This EHR does not let apps write Patient.')
  })

  it('without the scope is refused', async () => {
    const reading = await ehr.accessToken('launch patient/*.rs patient/Observation.c')
    expect((await write('POST', '/Task', taskFor('Patient/patient-anya'), {}, reading)).status).toBe(403)
    expect((await write('PUT', '/Task/new', taskFor('Patient/patient-anya', 'new'), {}, reading)).status).toBe(403)
    expect(writesSeen()).toEqual([])
  })

  it('that meets another patient’s resource by its identifier does not show it', async () => {
    ehr.upstream.createAnswer = taskFor('Patient/patient-ben', 'of-ben')
    const response = await write('POST', '/Task', taskFor('Patient/patient-anya'), { 'if-none-exist': 'identifier=x' })
    expect(response.status).toBe(403)
    expect(await response.text()).not.toContain('of-ben')
  })

  it('that is not JSON is refused in FHIR', async () => {
    const response = await ehr.fhir('/Task', token, { method: 'POST', body: '{' })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ resourceType: 'OperationOutcome' })
  })
})

describe('an update', () => {
  it('of the launched patient’s resource goes through with If-Match', async () => {
    const response = await write('PUT', '/Task/of-anya', taskFor('Patient/patient-anya', 'of-anya'), {
      'if-match': 'W/"1"',
    })
    expect(response.status).toBe(200)
    expect(writesSeen()[0]).toMatchObject({
      method: 'PUT',
      url: '/base/Task/of-anya',
      headers: { 'if-match': 'W/"1"' },
    })
  })

  it('may make a resource with an id of the app’s own', async () => {
    expect((await write('PUT', '/Task/new-one', taskFor('Patient/patient-anya', 'new-one'))).status).toBe(200)
  })

  it.each([
    ['that gives a resource to another patient', '/Task/of-anya', taskFor('Patient/patient-ben', 'of-anya'), 403],
    ['that takes a resource from another patient', '/Task/of-ben', taskFor('Patient/patient-anya', 'of-ben'), 403],
    ['whose id differs from its address', '/Task/of-anya', taskFor('Patient/patient-anya', 'else'), 400],
    ['without an id', '/Task/of-anya', taskFor('Patient/patient-anya'), 400],
  ])('%s is refused', async (_name, path, body, status) => {
    expect((await write('PUT', path, body)).status).toBe(status)
    expect(writesSeen()).toEqual([])
  })
})

describe('deleting and patching', () => {
  it.each(['DELETE', 'PATCH'])('is not offered: %s', async method => {
    const response = await write(method, '/Task/of-anya', {})
    expect(response.status).toBe(405)
    expect(ehr.upstream.seen).toEqual([])
  })
})

const provenanceOf = (targets: readonly string[]): Provenance => ({
  resourceType: 'Provenance',
  id: 'p-1',
  recorded: '2026-03-02T09:00:00Z',
  agent: [{ who: { display: 'someone' } }],
  target: targets.map(reference => ({ reference })),
})

describe('a transaction', () => {
  const post = (task: Task, url = 'Task'): BundleEntry => ({
    fullUrl: 'urn:uuid:6f1f5c1c-6b6b-4a5e-9d4e-0c7d7f1f0a01',
    resource: task,
    request: { method: 'POST', url, ifNoneExist: 'identifier=a|b' },
  })
  const provenance = (...targets: string[]): BundleEntry => ({
    resource: provenanceOf(targets),
    request: { method: 'PUT', url: 'Provenance/p-1' },
  })
  const bundle = (...entry: BundleEntry[]) => ({ resourceType: 'Bundle', type: 'transaction', entry }) satisfies Bundle

  it('whose every entry is allowed goes through as it is', async () => {
    const task = post(taskFor('Patient/patient-anya'))
    const response = await write('POST', '', bundle(task, provenance(task.fullUrl ?? '')))
    expect(response.status).toBe(200)
    expect(writesSeen()).toMatchObject([
      { url: '/base', body: { entry: [{ request: { ifNoneExist: 'identifier=a|b' } }, {}] } },
    ])
    expect(await response.json()).toMatchObject({
      entry: [{ response: { location: `${ehr.iss}/Task/77/_history/1` } }],
    })
  })

  it.each([
    ['one entry is for another patient', [post(taskFor('Patient/patient-ben'))], 403, 'Bundle.entry[1].resource.for'],
    [
      'one entry takes from another patient',
      [{ resource: taskFor('Patient/patient-anya', 'of-ben'), request: { method: 'PUT', url: 'Task/of-ben' } }],
      403,
      'Bundle.entry[1].resource',
    ],
    ['Provenance is about another patient', [provenance('Task/of-ben')], 403, 'Bundle.entry[1].resource.target'],
    [
      'one entry writes a Patient',
      [{ resource: { resourceType: 'Patient' }, request: { method: 'POST', url: 'Patient' } }],
      403,
      'Bundle.entry[1].resource',
    ],
    [
      'one entry deletes',
      [{ resource: taskFor('Patient/patient-anya'), request: { method: 'DELETE', url: 'Task/of-anya' } }],
      400,
      'Bundle.entry[1].request.method',
    ],
    [
      'one entry is a conditional update',
      [{ resource: taskFor('Patient/patient-anya'), request: { method: 'PUT', url: 'Task?identifier=x' } }],
      400,
      'Bundle.entry[1].request.url',
    ],
    [
      'one entry climbs',
      [{ resource: taskFor('Patient/patient-anya', '..'), request: { method: 'PUT', url: 'Task/..' } }],
      400,
      'Bundle.entry[1].request.url',
    ],
  ] as [string, BundleEntry[], number, string][])(
    'is refused as a whole when %s',
    async (_name, entries, status, expression) => {
      const response = await write('POST', '', bundle(post(taskFor('Patient/patient-anya')), ...entries))
      expect(response.status).toBe(status)
      expect((await response.json()).issue[0].expression).toEqual([expression])
      expect(writesSeen()).toEqual([])
    },
  )

  it('gives back the resources that are the patient’s, and of others only what happened', async () => {
    ehr.upstream.transactionAnswer = [taskFor('Patient/patient-anya', 'hers'), taskFor('Patient/patient-ben', 'his')]
    const response = await write('POST', '', bundle(post(taskFor('Patient/patient-anya'))))
    ehr.upstream.transactionAnswer = []
    const { entry = [] } = (await response.json()) as Bundle
    expect(entry.map(({ resource }) => resource?.id)).toEqual([undefined, 'hers', undefined])
    expect(entry[2]?.response?.status).toBe('200 OK')
  })

  it('without the scope for each of its types is refused', async () => {
    const narrow = await ehr.accessToken('launch patient/Task.c')
    const task = post(taskFor('Patient/patient-anya'))
    expect((await write('POST', '', bundle(task), {}, narrow)).status).toBe(200)
    expect((await write('POST', '', bundle(task, provenance(task.fullUrl ?? '')), {}, narrow)).status).toBe(403)
  })

  it('must be a transaction or a batch', async () => {
    const response = await write('POST', '', { resourceType: 'Bundle', type: 'collection', entry: [] })
    expect([response.status, (await response.json()).issue[0].expression]).toEqual([400, ['Bundle.type']])
  })
})
