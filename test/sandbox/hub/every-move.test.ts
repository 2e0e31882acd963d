import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { OperationOutcome, Task } from 'fhir/r4.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CS } from '../../../src/fhir/systems.ts'
import { createFhirServer } from '../../../src/sandbox/fhir-server/fhir-server.ts'
import { hubRules } from '../../../src/sandbox/hub/task-rules.ts'

/** The state table once more, written by hand: from, what the hub may do next, what the referrer may do next. */
const TABLE: Record<string, { hub: string; referrer: string }> = {
  draft: {
    hub: '',
    referrer: 'requested/sent requested/delivered requested cancelled cancelled/withdrawn entered-in-error',
  },
  'requested/sent': {
    hub: 'received ACCEPTED rejected cancelled CLOSED',
    referrer: 'requested/delivered cancelled cancelled/withdrawn failed/delivery-failed entered-in-error',
  },
  'requested/delivered': {
    hub: 'received ACCEPTED rejected cancelled CLOSED',
    referrer: 'cancelled cancelled/withdrawn failed/delivery-failed entered-in-error',
  },
  'received/received': {
    hub: 'received/awaiting-information ACCEPTED rejected cancelled CLOSED',
    referrer: 'cancelled cancelled/withdrawn entered-in-error',
  },
  'received/awaiting-information': {
    hub: 'received/received ACCEPTED rejected cancelled CLOSED',
    referrer: 'cancelled cancelled/withdrawn entered-in-error',
  },
  'accepted/accepted': {
    hub: 'accepted/contact-attempted accepted/contacted accepted/waiting-list accepted/assessment-booked UNDER-WAY',
    referrer: 'cancelled cancelled/withdrawn entered-in-error',
  },
  'accepted/contact-attempted': {
    hub: 'accepted/contacted accepted/waiting-list accepted/assessment-booked UNDER-WAY',
    referrer: 'cancelled cancelled/withdrawn entered-in-error',
  },
  'accepted/contacted': {
    hub: 'accepted/contact-attempted accepted/waiting-list accepted/assessment-booked UNDER-WAY',
    referrer: 'cancelled cancelled/withdrawn entered-in-error',
  },
  'accepted/waiting-list': {
    hub: 'accepted/contact-attempted accepted/contacted accepted/assessment-booked UNDER-WAY',
    referrer: 'cancelled cancelled/withdrawn entered-in-error',
  },
  'accepted/assessment-booked': {
    hub: 'accepted/contact-attempted accepted/contacted accepted/waiting-list UNDER-WAY',
    referrer: 'cancelled cancelled/withdrawn entered-in-error',
  },
  'in-progress/support-started': {
    hub: 'in-progress/plan-agreed on-hold ENDED',
    referrer: 'cancelled cancelled/withdrawn entered-in-error',
  },
  'in-progress/plan-agreed': { hub: 'on-hold ENDED', referrer: 'cancelled cancelled/withdrawn entered-in-error' },
  'on-hold/paused': { hub: 'in-progress ENDED', referrer: 'cancelled cancelled/withdrawn entered-in-error' },
  'on-hold/waiting-list': { hub: 'in-progress ENDED', referrer: 'cancelled cancelled/withdrawn entered-in-error' },
  'rejected/not-accepted': { hub: '', referrer: 'entered-in-error' },
  'cancelled/closed-declined': { hub: '', referrer: 'entered-in-error' },
  'cancelled/closed-consent-withdrawn': { hub: '', referrer: 'entered-in-error' },
  'cancelled/closed-no-contact': { hub: '', referrer: 'entered-in-error' },
  'cancelled/withdrawn': { hub: '', referrer: 'entered-in-error' },
  'completed/closed-outcome': { hub: '', referrer: 'entered-in-error' },
  'failed/delivery-failed': { hub: '', referrer: 'entered-in-error' },
  'entered-in-error': { hub: '', referrer: '' },
}
const SHORT: Record<string, string> = {
  received: 'received/received received/awaiting-information',
  ACCEPTED:
    'accepted/accepted accepted/contact-attempted accepted/contacted accepted/waiting-list accepted/assessment-booked',
  rejected: 'rejected/not-accepted',
  CLOSED: 'cancelled/closed-declined cancelled/closed-consent-withdrawn cancelled/closed-no-contact',
  'in-progress': 'in-progress/support-started in-progress/plan-agreed',
  'on-hold': 'on-hold/paused on-hold/waiting-list',
  ENDED:
    'cancelled completed/closed-outcome failed/delivery-failed cancelled/closed-declined cancelled/closed-consent-withdrawn cancelled/closed-no-contact',
}
SHORT['UNDER-WAY'] = `${SHORT['in-progress']} ${SHORT['on-hold']} ${SHORT.ENDED}`

const legal = (from: string, by: 'hub' | 'referrer'): string[] =>
  (TABLE[from]?.[by] ?? '').split(' ').flatMap(word => (SHORT[word] ?? word).split(' '))

const STANDINGS = Object.keys(TABLE)
const PARTIES = ['hub', 'referrer'] as const

const REASON: Record<string, string> = {
  'rejected/not-accepted': '40',
  'cancelled/closed-declined': '26',
  'cancelled/closed-consent-withdrawn': '26',
  'cancelled/closed-no-contact': '27',
}

/** A Task that stands there, with the reason or the outcome that belongs to it. */
function standingAt(id: string, standing: string): Task {
  const [status = '', state] = standing.split('/')
  const code = REASON[standing]
  return {
    resourceType: 'Task',
    id,
    status: status as Task['status'],
    intent: 'order',
    code: { coding: [{ system: CS.taskCode, code: 'fulfill' }] },
    ...(state && { businessStatus: { coding: [{ system: CS.businessStatus, code: state }] } }),
    ...(/rejected|cancelled|on-hold|failed/.test(status) && {
      statusReason: { text: 'Said in words', ...(code && { coding: [{ system: CS.statusReason, code }] }) },
    }),
    ...(status === 'completed' && {
      output: [
        {
          type: { coding: [{ system: CS.outcome, code: 'outcome' }] },
          valueCodeableConcept: { coding: [{ system: CS.outcome, code: 'advice-only' }] },
        },
      ],
    }),
  }
}

let base = ''
let http: Server
const server = createFhirServer({ rules: hubRules })
beforeAll(async () => {
  const app = express()
  // As the guard of a protected hub does, once it knows whose token it was shown.
  app.use('/fhir', (req, res, next) => {
    res.locals.caller = req.get('x-test-caller')
    next()
  })
  http = app.use('/fhir', server.router).listen(0, '127.0.0.1')
  await once(http, 'listening')
  base = `http://127.0.0.1:${(http.address() as AddressInfo).port}/fhir`
})
afterAll(async () => {
  http.closeAllConnections()
  await new Promise(done => http.close(done))
  await server.close()
})

async function ask(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${base}/${path}`, {
    method,
    headers: { 'content-type': 'application/fhir+json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}
let made = 0
async function taskAt(standing: string): Promise<Task> {
  made += 1
  const { status, body } = await ask('PUT', `Task/t-${made}`, standingAt(`t-${made}`, standing))
  expect(status).toBe(201)
  return body
}
const issueOf = (body: OperationOutcome) => body.issue[0]

describe.each(PARTIES)('every pair of states, as the %s', by => {
  it.each(STANDINGS)('from %s: PUT lets exactly the moves of the table pass', async from => {
    const passed: string[] = []
    for (const to of STANDINGS.filter(each => each !== from)) {
      const { id = '' } = await taskAt(from)
      const answer = await ask('PUT', `Task/${id}`, standingAt(id, to), { 'x-test-caller': by })
      if (answer.status === 200) passed.push(to)
      else {
        expect(answer.status).toBe(422)
        expect(issueOf(answer.body)?.expression?.[0]).toMatch(/^Task\.(status|businessStatus)$/)
        expect((await ask('GET', `Task/${id}`)).body.meta.versionId).toBe('1')
      }
    }
    const wanted = STANDINGS.filter(each => legal(from, by).includes(each))
    expect(passed.sort()).toEqual(wanted.sort())
  })

  it.each(STANDINGS)('from %s: $transition decides the same', async from => {
    const passed: string[] = []
    for (const to of STANDINGS.filter(each => each !== from)) {
      const { id = '' } = await taskAt(from)
      const [status = '', state] = to.split('/')
      const parameter = [
        { name: 'to-status', valueCode: status },
        { name: 'by', valueCode: by },
        { name: 'reason-text', valueString: 'Said in words' },
        ...(state ? [{ name: 'businessStatus', valueCode: state }] : []),
        ...(status === 'completed' ? [{ name: 'outcome', valueCode: 'advice-only' }] : []),
      ]
      const answer = await ask('POST', `Task/${id}/$transition`, { resourceType: 'Parameters', parameter })
      if (answer.status === 200) passed.push(to)
      else expect(answer.status).toBe(422)
    }
    expect(passed.sort()).toEqual(STANDINGS.filter(each => legal(from, by).includes(each)).sort())
  })
})

describe('a pair that is none', () => {
  it.each(['accepted/closed-outcome', 'requested/accepted', 'ready', 'accepted/made-up'])('%s is refused', async to => {
    const { id = '' } = await taskAt('received/received')
    const answer = await ask('PUT', `Task/${id}`, standingAt(id, to))
    expect(answer.status).toBe(422)
    expect(issueOf(answer.body)?.expression?.[0]).toBe(to === 'ready' ? 'Task.status' : 'Task.businessStatus')
  })
})

describe('a service that says only Task.status', () => {
  it.each([
    ['received', 'received'],
    ['accepted', 'accepted'],
  ])('means by %s the state in which it begins', async (status, state) => {
    const task = await taskAt('requested/sent')
    const left = await ask('PUT', `Task/${task.id}`, { ...task, status })
    expect(left.body.businessStatus.coding[0].code).toBe(state)
    const gone = await taskAt('requested/sent')
    const { businessStatus: _none, ...plain } = gone
    const answer = await ask('PUT', `Task/${gone.id}`, { ...plain, status })
    expect(answer.body.businessStatus.coding[0].code).toBe(state)
  })
})

describe('reasons and outcomes', () => {
  it.each(['rejected/not-accepted', 'cancelled/closed-declined', 'on-hold/paused', 'failed/delivery-failed'])(
    '%s says why in words',
    async to => {
      const { id = '' } = await taskAt('accepted/accepted')
      const { statusReason: _none, ...silent } = standingAt(id, to)
      const from = to.startsWith('rejected') ? await taskAt('received/received') : undefined
      const answer = await ask('PUT', `Task/${from?.id ?? id}`, { ...silent, id: from?.id ?? id })
      expect(answer.status).toBe(422)
      expect(issueOf(answer.body)).toMatchObject({ code: 'required', expression: ['Task.statusReason.text'] })
    },
  )

  it('a coded reason is one that goes with the state', async () => {
    const { id = '' } = await taskAt('received/received')
    const wrong = standingAt(id, 'rejected/not-accepted')
    wrong.statusReason = { text: 'No answer', coding: [{ system: CS.statusReason, code: '27' }] }
    const answer = await ask('PUT', `Task/${id}`, wrong)
    expect(answer.status).toBe(422)
    expect(issueOf(answer.body)?.expression).toEqual(['Task.statusReason.coding'])
  })

  it('a completed referral has an outcome', async () => {
    const { id = '' } = await taskAt('in-progress/support-started')
    const { output: _none, ...silent } = standingAt(id, 'completed/closed-outcome')
    expect(issueOf((await ask('PUT', `Task/${id}`, silent)).body)?.expression).toEqual(['Task.output'])
  })

  it('why it was on hold is not carried on when it goes on', async () => {
    const paused = await taskAt('on-hold/paused')
    const answer = await ask('PUT', `Task/${paused.id}`, { ...paused, status: 'in-progress' })
    expect(answer.status).toBe(200)
    expect(answer.body.statusReason).toBeUndefined()
  })
})

describe('a move', () => {
  it('made again is no new version, by PUT and by $transition', async () => {
    const task = await taskAt('requested/sent')
    const once = await ask('PUT', `Task/${task.id}`, { ...task, ...standingAt(task.id ?? '', 'received/received') })
    expect(once.body.meta.versionId).toBe('2')
    const again = await ask('PUT', `Task/${task.id}`, { ...once.body, lastModified: '2026-09-09T09:00:00Z' })
    expect(again.body.meta.versionId).toBe('2')
    const parameter = [{ name: 'to-status', valueCode: 'received' }]
    const body = { resourceType: 'Parameters', parameter }
    const replay = await ask('POST', `Task/${task.id}/$transition`, body, { 'if-match': 'W/"1"' })
    expect(replay).toMatchObject({ status: 200, body: { meta: { versionId: '2' } } })
  })

  it('on a version that is not the newest is a conflict', async () => {
    const task = await taskAt('requested/sent')
    await ask('PUT', `Task/${task.id}`, standingAt(task.id ?? '', 'received/received'))
    const stale = { 'if-match': 'W/"1"' }
    const put = await ask('PUT', `Task/${task.id}`, standingAt(task.id ?? '', 'accepted/accepted'), stale)
    expect(put.status).toBe(409)
    const parameter = [{ name: 'to-status', valueCode: 'accepted' }]
    const posted = await ask('POST', `Task/${task.id}/$transition`, { resourceType: 'Parameters', parameter }, stale)
    expect(posted.status).toBe(409)
  })

  it('by PATCH passes the same machine', async () => {
    const task = await taskAt('requested/sent')
    const json = { 'content-type': 'application/json-patch+json' }
    const status = (value: string) => [{ op: 'replace', path: '/status', value }]
    expect((await ask('PATCH', `Task/${task.id}`, status('completed'), json)).status).toBe(422)
    expect((await ask('PATCH', `Task/${task.id}`, status('received'), json)).body).toMatchObject({ status: 'received' })
    expect((await ask('PATCH', `Task/${task.id}`, [{ op: 'remove', path: '/nowhere' }], json)).status).toBe(422)
  })

  it('leaves one Provenance, in the same transaction, and lastModified', async () => {
    const task = await taskAt('requested/sent')
    const moved = await ask('PUT', `Task/${task.id}`, { ...task, status: 'received' }, { 'x-test-caller': 'hub' })
    expect(moved.body.lastModified).toBe(moved.body.meta.lastUpdated)
    await ask('PUT', `Task/${task.id}`, moved.body)
    const found = await ask('GET', `Provenance?target=Task/${task.id}`)
    expect(found.body.entry).toHaveLength(1)
    expect(found.body.entry[0].resource).toMatchObject({
      recorded: moved.body.meta.lastUpdated,
      agent: [{ who: { display: 'The WorkWell service' } }],
    })
  })

  it('that is refused leaves none', async () => {
    const task = await taskAt('requested/sent')
    await ask('PUT', `Task/${task.id}`, standingAt(task.id ?? '', 'completed/closed-outcome'))
    expect((await ask('GET', `Provenance?target=Task/${task.id}`)).body.entry ?? []).toEqual([])
  })

  it.each(['identifier', 'for', 'focus', 'requester', 'authoredOn'])('cannot change %s', async name => {
    const task = await taskAt('requested/sent')
    const other = name === 'identifier' ? [{ value: 'x' }] : name === 'authoredOn' ? '2020-01-01' : { display: 'x' }
    const answer = await ask('PUT', `Task/${task.id}`, { ...task, status: 'received', [name]: other })
    expect(issueOf(answer.body)?.expression).toEqual([`Task.${name}`])
  })

  it('in a transaction that brings its own Provenance leaves no second one', async () => {
    const task = await taskAt('requested/sent')
    const mine = {
      resourceType: 'Provenance',
      target: [{ reference: `Task/${task.id}` }],
      recorded: '2026-09-04T10:00:00Z',
      agent: [{ who: { display: 'A named coach' } }],
    }
    const entry = [
      {
        resource: { ...task, status: 'received' },
        request: { method: 'PUT', url: `Task/${task.id}`, ifMatch: 'W/"1"' },
      },
      { resource: mine, request: { method: 'POST', url: 'Provenance' } },
    ]
    expect((await ask('POST', '', { resourceType: 'Bundle', type: 'transaction', entry })).status).toBe(200)
    const found = await ask('GET', `Provenance?target=Task/${task.id}`)
    expect(found.body.entry).toHaveLength(1)
  })
})

describe('what a service may not do', () => {
  it('say that the referrer’s request is over', async () => {
    const request = {
      resourceType: 'ServiceRequest',
      id: 'sr-1',
      status: 'active',
      intent: 'order',
      subject: { display: 'A' },
    }
    await ask('PUT', 'ServiceRequest/sr-1', request)
    const over = { ...request, status: 'revoked' }
    const byHub = await ask('PUT', 'ServiceRequest/sr-1', over, { 'x-test-caller': 'hub' })
    expect(byHub.status).toBe(422)
    expect(issueOf(byHub.body)?.expression).toEqual(['ServiceRequest.status'])
    expect((await ask('PUT', 'ServiceRequest/sr-1', over, { 'x-test-caller': 'referrer' })).status).toBe(200)
  })

  it('complete the referrer’s request, but together with its work', async () => {
    const request = { resourceType: 'ServiceRequest', id: 'sr-2', status: 'active', intent: 'order', subject: {} }
    await ask('PUT', 'ServiceRequest/sr-2', { ...request, subject: { display: 'A' } })
    const over = { ...request, subject: { display: 'A' }, status: 'completed' }
    const put = (resource: { resourceType: string; id?: string | undefined }) => ({
      resource,
      request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
    })
    const hub = { 'x-test-caller': 'hub' }
    expect((await ask('PUT', 'ServiceRequest/sr-2', over, hub)).status).toBe(422)
    const task = await taskAt('in-progress/plan-agreed')
    const done = standingAt(task.id ?? '', 'completed/closed-outcome')
    const entry = [put({ ...task, ...done }), put(over)]
    const answer = await ask('POST', '', { resourceType: 'Bundle', type: 'transaction', entry }, hub)
    expect(answer.status).toBe(200)
  })

  it('ask $transition for what it does not know', async () => {
    const { id = '' } = await taskAt('requested/sent')
    for (const [parameter, name] of [
      [[{ name: 'to-status', valueCode: 'done' }], 'to-status'],
      [[{ name: 'businessStatus', valueCode: 'received' }], 'to-status'],
      [
        [
          { name: 'to-status', valueCode: 'received' },
          { name: 'extra', valueString: 'x' },
        ],
        'extra',
      ],
    ] as const) {
      const answer = await ask('POST', `Task/${id}/$transition`, { resourceType: 'Parameters', parameter })
      expect(answer.status).toBe(422)
      expect(issueOf(answer.body)?.expression?.[0]).toContain(name)
    }
    const nowhere = { resourceType: 'Parameters', parameter: [{ name: 'to-status', valueCode: 'received' }] }
    expect((await ask('POST', 'Task/nowhere/$transition', nowhere)).status).toBe(404)
  })
})
