import { isDeepStrictEqual } from 'node:util'
import type { Bundle, OperationOutcome, Patient, ServiceRequest, Task } from 'fhir/r4.js'
import nock from 'nock'
import { expect, test } from 'vitest'
import { ID } from '../../src/fhir/systems.ts'
import { createFhirClient } from '../../src/gateways/fhir-client.ts'
import { createHub } from '../../src/gateways/hub.ts'
import { referralBundle } from '../delivery/referral-bundle.ts'

const BASE = 'https://hub.example/fhir'
const hubWithin = (timeoutMs: number) =>
  createHub(createFhirClient({ baseUrl: BASE, timeoutMs }), () => new Date('2026-09-01T09:00:00.000Z'))
const hub = hubWithin(20_000)
const site = () => nock('https://hub.example')
const bundle = referralBundle('r1')

const receipt = {
  receivedAt: '2026-09-01T09:00:00.000Z',
  serviceRequest: 'ServiceRequest/12',
  task: 'Task/13',
  patient: 'Patient/11',
}

const answerWith = (...entries: (readonly [status: string, location?: string])[]) =>
  ({
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: entries.map(([status, location]) => ({ response: { status, ...(location && { location }) } })),
  }) satisfies Bundle

const request = {
  resourceType: 'ServiceRequest',
  id: '12',
  identifier: [{ system: ID.referral, value: 'r1' }],
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/11' },
} satisfies ServiceRequest
const task = {
  resourceType: 'Task',
  id: '13',
  identifier: [{ system: ID.referralTask, value: 'r1' }],
  status: 'requested',
  intent: 'order',
  focus: { reference: 'ServiceRequest/12' },
  for: { reference: 'Patient/11' },
} satisfies Task
const patient = {
  resourceType: 'Patient',
  id: '11',
  identifier: [{ system: ID.referralPatient, value: 'r1' }],
} satisfies Patient

const searchset = (...resources: (ServiceRequest | Task | Patient)[]) =>
  ({
    resourceType: 'Bundle',
    type: 'searchset',
    entry: resources.map(resource => ({ resource })),
  }) satisfies Bundle<ServiceRequest | Task | Patient>

/** A hub that brings along what a Task points to. */
function hubHolds(requests: ServiceRequest[], tasks: Task[], patients: Patient[] = [patient]): void {
  site()
    .get('/fhir/Task')
    .query(asked => asked.identifier === `${ID.referralTask}|r1` && String(asked._include).includes('Task:focus'))
    .matchHeader('cache-control', 'no-cache')
    .reply(200, searchset(...tasks, ...(tasks.length > 0 ? [...requests, ...patients] : [])))
  site()
    .get('/fhir/ServiceRequest')
    .query({ identifier: `${ID.referral}|r1` })
    .matchHeader('cache-control', 'no-cache')
    .reply(200, searchset(...requests))
  site()
    .get('/fhir/Task')
    .query(asked => asked.focus === 'ServiceRequest/12')
    .reply(200, searchset(...tasks))
  site()
    .get(/\/fhir\/(Patient|ServiceRequest)\/\d+$/)
    .times(4)
    .reply(404)
}

test.each([
  ['as HAPI writes it', 'Patient/11/_history/1', 'ServiceRequest/12/_history/1', 'Task/13/_history/1'],
  ['without a version', 'Patient/11', 'ServiceRequest/12', 'Task/13'],
  ['absolute', `${BASE}/Patient/11/_history/4`, `${BASE}/ServiceRequest/12/_history/1`, `${BASE}/Task/13`],
])('the receipt is where the hub stored patient, referral and task: a location %s', async (_how, patient, sr, t) => {
  site()
    .post('/fhir/', body => isDeepStrictEqual(body, bundle))
    .reply(200, answerWith(['201 Created', patient], ['201 Created', sr], ['201', t]))
  expect(await hub.send(bundle, 'r1')).toEqual({ ok: true, value: receipt })
})

test.each([
  ['locations of other types', answerWith(['201', 'Task/13'], ['201', 'Patient/11'], ['201', 'ServiceRequest/12'])],
  ['no location', answerWith(['201'], ['201'], ['201'])],
  ['an entry that failed', answerWith(['201', 'Patient/11'], ['404', 'ServiceRequest/12'], ['201', 'Task/13'])],
  ['too few entries', answerWith(['201', 'Patient/11'])],
  ['a Bundle of another type', { resourceType: 'Bundle', type: 'searchset' }],
  ['a page of HTML', '<html>Welcome</html>'],
  ['half a body', '{"resourceType":"Bundle","type":"transac'],
])('an answer with %s is no receipt: the hub is asked whether it has the referral', async (_what, answer) => {
  site().post('/fhir/').reply(200, answer)
  hubHolds([{ ...request, id: '22' }], [{ ...task, id: '23', focus: { reference: 'ServiceRequest/22' } }])
  expect(await hub.send(bundle, 'r1')).toEqual({
    ok: true,
    value: { ...receipt, serviceRequest: 'ServiceRequest/22', task: 'Task/23' },
  })
})

test('an odd answer of a hub that does not have the referral is a failure, never a receipt', async () => {
  site()
    .post('/fhir/')
    .reply(200, answerWith(['201'], ['201'], ['201']))
  hubHolds([], [])
  expect(await hub.send(bundle, 'r1')).toMatchObject({ ok: false, failure: { code: 'GARBAGE' } })
})

test('after an odd answer, a hub that cannot be asked is a failure', async () => {
  site().post('/fhir/').reply(200, '<html></html>')
  site().get('/fhir/Task').query(true).times(2).reply(503)
  expect(await hub.send(bundle, 'r1')).toMatchObject({ ok: false, failure: { code: 'SERVER_ERROR', status: 503 } })
})

const outcome = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'processing', diagnostics: 'HAPI-0550: conflict' }],
} satisfies OperationOutcome

test.each([
  [409, 'CONFLICT'],
  [412, 'CONFLICT'],
  [422, 'REFUSED'],
  [404, 'NOT_FOUND'],
  [401, 'UNAUTHORIZED'],
  [403, 'FORBIDDEN'],
  [500, 'SERVER_ERROR'],
])('a refused transaction (%i) says why, and is not looked up here', async (status, code) => {
  site()
    .post('/fhir/')
    .reply(status, { ...outcome })
  expect(await hub.send(bundle, 'r1')).toEqual({
    ok: false,
    failure: { code, status, diagnostics: 'HAPI-0550: conflict' },
  })
})

test('a hub that is too busy says when to come back', async () => {
  site().post('/fhir/').reply(429, '', { 'retry-after': '17' })
  expect(await hub.send(bundle, 'r1')).toMatchObject({ ok: false, failure: { code: 'RATE_LIMITED', retryAfter: 17 } })
})

test('no answer in time, and no connection, are told apart', async () => {
  site().post('/fhir/').delay(1000).reply(200)
  expect(await hubWithin(50).send(bundle, 'r1')).toMatchObject({ ok: false, failure: { code: 'TIMEOUT' } })
  site()
    .post('/fhir/')
    .replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
  expect(await hub.send(bundle, 'r1')).toMatchObject({ ok: false, failure: { code: 'UNREACHABLE' } })
})

test('a referral that arrived is found by its own identifier, past any cache', async () => {
  hubHolds([request], [task])
  expect(await hub.find('r1')).toEqual({ ok: true, value: receipt })
})

test.each([
  ['nothing', [], []],
  ['the referral without its task', [request], []],
  ['the task without its referral', [], [task]],
  ['a referral without a patient', [{ ...request, subject: { reference: 'Group/1' } }], [task]],
])('a hub that holds %s does not have the whole referral', async (_what, requests, tasks) => {
  hubHolds(requests, tasks)
  expect(await hub.find('r1')).toEqual({ ok: true, value: undefined })
})

test.each([
  ['another referral', [{ ...request, identifier: [{ system: ID.referral, value: 'r2' }] }], [task]],
  ["another referral's task", [request], [{ ...task, identifier: [{ system: ID.referralTask, value: 'r2' }] }]],
  [
    'a referral with our number in another system',
    [{ ...request, identifier: [{ system: 'x', value: 'r1' }] }],
    [task],
  ],
])(
  'a hub that leaves out the search parameter and answers with %s has not got ours',
  async (_what, requests, tasks) => {
    hubHolds(requests, tasks)
    expect(await hub.find('r1')).toEqual({ ok: true, value: undefined })
  },
)

test.each(['Task', 'ServiceRequest', 'focus', 'Patient'])(
  'a look-up that fails at the %s is a failure, not "does not have it"',
  async failing => {
    const at = (what: string) => (what === failing ? 500 : 200)
    site()
      .get('/fhir/Task')
      .query(asked => asked.identifier !== undefined)
      .times(2)
      .reply(at('Task'), failing === 'Task' ? outcome : searchset(...(failing === 'Patient' ? [task, request] : [])))
    site()
      .get('/fhir/ServiceRequest')
      .query(true)
      .reply(at('ServiceRequest'), failing === 'ServiceRequest' ? outcome : searchset(request))
    site()
      .get('/fhir/Task')
      .query(asked => asked.focus !== undefined)
      .times(2)
      .reply(at('focus'), failing === 'focus' ? outcome : searchset(task))
    site()
      .get('/fhir/Patient/11')
      .reply(500, { ...outcome })
    expect(await hub.find('r1')).toMatchObject({ ok: false, failure: { code: 'SERVER_ERROR' } })
  },
)

const arrived = { referralId: 'r1', receipt }

test("the hub's task is read where every part of it is this referral's", async () => {
  hubHolds([request], [task])
  expect(await hub.looksUp.readTask(arrived)).toEqual({ ok: true, value: task })
})

test.each([
  [404, outcome, 'NOT_FOUND'],
  [500, outcome, 'SERVER_ERROR'],
  [200, { resourceType: 'Bundle', type: 'transaction-response' }, 'GARBAGE'],
  [200, '<html></html>', 'GARBAGE'],
])('a task that cannot be read (%i) is a failure', async (status, body, code) => {
  site()
    .get('/fhir/Task')
    .query(true)
    .times(2)
    .reply(status, typeof body === 'string' ? body : { ...body })
  expect(await hub.looksUp.readTask(arrived)).toMatchObject({ ok: false, failure: { code } })
})

test.each([
  ['has it', [request], [task], receipt],
  [
    'has another at the place that it names',
    [{ ...request, identifier: [{ system: ID.referral, value: 'r2' }] }],
    [task],
    undefined,
  ],
])('a hub that says it had the referral already, and %s, is asked', async (_what, requests, tasks, value) => {
  site()
    .post('/fhir/')
    .reply(200, answerWith(['200 OK', 'Patient/11'], ['200 OK', 'ServiceRequest/12'], ['200 OK', 'Task/13']))
  hubHolds(requests, tasks)
  expect(await hub.send(bundle, 'r1')).toMatchObject(value ? { ok: true, value } : { ok: false })
})
