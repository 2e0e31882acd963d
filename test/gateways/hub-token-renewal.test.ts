import type { Bundle, Task } from 'fhir/r4.js'
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { ok } from '../../src/domain/result.ts'
import { createFhirClient } from '../../src/gateways/fhir-client.ts'

const ORIGIN = 'https://hub.example'
const task = { resourceType: 'Task', id: 't1', status: 'requested', intent: 'order' } satisfies Task
const bundle = {
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [{ resource: task, request: { method: 'POST', url: 'Task' } }],
} satisfies Bundle
const stored = {
  resourceType: 'Bundle',
  type: 'transaction-response',
  entry: [{ response: { status: '201 Created', location: 'Task/t1' } }],
} satisfies Bundle

const withToken = (value: string) => nock(ORIGIN, { reqheaders: { authorization: `Bearer ${value}` } })

/** Gives `old`, and whatever the test says in its place when `old` was refused. */
function client(another: string | { ok: false; failure: { code: 'TIMEOUT' } }) {
  const refused: (string | undefined)[] = []
  const accessToken = (token?: string) => {
    refused.push(token)
    return token === undefined ? 'old' : another
  }
  return { refused, fhir: createFhirClient({ baseUrl: `${ORIGIN}/fhir`, timeoutMs: 30_000, accessToken }) }
}

describe('a call that the hub answers with 401', () => {
  it('is repeated once with another token, a write too: nothing was done', async () => {
    const { fhir, refused } = client('new')
    withToken('old').post('/fhir/').reply(401)
    withToken('new').post('/fhir/').reply(200, stored)
    expect(await fhir.transaction(bundle)).toEqual(ok(stored))
    expect(refused).toEqual([undefined, 'old'])
  })

  it('fails as 401 when the other token is refused too, and is not tried a third time', async () => {
    const { fhir, refused } = client('new')
    withToken('old').get('/fhir/Task/t1').reply(401)
    withToken('new').get('/fhir/Task/t1').reply(401)
    expect(await fhir.read('Task', 't1')).toEqual({ ok: false, failure: { code: 'UNAUTHORIZED', status: 401 } })
    expect(refused).toEqual([undefined, 'old'])
  })

  it('is not repeated with the same token', async () => {
    const { fhir } = client('old')
    withToken('old').get('/fhir/Task/t1').reply(401)
    const second = withToken('old').get('/fhir/Task/t1').reply(200, task)
    expect(await fhir.read('Task', 't1')).toMatchObject({ ok: false, failure: { code: 'UNAUTHORIZED' } })
    expect(second.isDone()).toBe(false)
  })

  it('fails as the renewal fails', async () => {
    const { fhir } = client({ ok: false, failure: { code: 'TIMEOUT' } })
    withToken('old').get('/fhir/Task/t1').reply(401)
    expect(await fhir.read('Task', 't1')).toEqual({ ok: false, failure: { code: 'TIMEOUT' } })
  })

  it.each([400, 403, 500])('but not one that is answered with %i', async status => {
    const { fhir, refused } = client('new')
    withToken('old').post('/fhir/').reply(status)
    expect(await fhir.transaction(bundle)).toMatchObject({ ok: false, failure: { status } })
    expect(refused).toEqual([undefined])
  })
})
