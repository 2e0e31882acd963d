import type { Bundle, Task } from 'fhir/r4.js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ecJwk } from '../../support/client-keys.ts'
import { askToken, assertionOf, type ProtectedHub, startProtectedHub } from './protected-hub.ts'

const key = ecJwk('e1')
let hub: ProtectedHub
beforeAll(async () => {
  hub = await startProtectedHub([key])
})
afterEach(() => {
  hub.aheadBySeconds = 0
})
afterAll(() => hub.close())

const task = { resourceType: 'Task', status: 'requested', intent: 'order' } satisfies Task

async function tokenWith(scope: string): Promise<string> {
  const { body } = await askToken(hub.tokenUrl, assertionOf(key, hub.tokenUrl), { scope })
  return String(body.access_token)
}

async function call(method: string, path: string, authorization: string | undefined, body?: object) {
  const answer = await fetch(`${hub.fhirUrl}${path}`, {
    method,
    headers: { 'content-type': 'application/fhir+json', ...(authorization && { authorization }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) }
}

const bundleOf = (...requests: [method: string, url: string][]) =>
  ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: requests.map(([method, url]) => ({
      ...(method === 'GET' ? {} : { resource: { ...task, ...(url.includes('/') && { id: url.split('/')[1] }) } }),
      request: { method: method === 'GET' ? ('GET' as const) : method === 'PUT' ? ('PUT' as const) : 'POST', url },
    })),
  }) satisfies Bundle

describe('the protected hub', () => {
  it('tells what it can do before anybody has a token', async () => {
    expect(await call('GET', '/metadata', undefined)).toMatchObject({
      status: 200,
      body: { resourceType: 'CapabilityStatement' },
    })
  })

  it.each([
    ['no token', undefined, 'Bearer realm="hub"'],
    ['a made-up token', 'Bearer made-up', 'Bearer realm="hub", error="invalid_token"'],
    ['a password', 'Basic YTpi', 'Bearer realm="hub"'],
  ])('answers 401 with an OperationOutcome to %s, and does nothing', async (_name, authorization, challenge) => {
    const before = await call('GET', '/Task', `Bearer ${hub.staffToken()}`)
    for (const [method, path, body] of [
      ['GET', '/Task', undefined],
      ['GET', '/Task/1', undefined],
      ['POST', '/Task', task],
      ['PUT', '/Task/t1', { ...task, id: 't1' }],
      ['DELETE', '/Task/1', undefined],
      ['POST', '/', bundleOf(['POST', 'Task'])],
      ['GET', '/metadata/../Task', undefined],
    ] as const) {
      const answer = await call(method, path, authorization, body)
      expect([path, answer.status]).toEqual([path, 401])
      expect(answer.body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'login' }] })
      expect(answer.headers.get('www-authenticate')).toBe(challenge)
    }
    expect((await call('GET', '/Task', `Bearer ${hub.staffToken()}`)).body.total).toBe(before.body.total)
  })

  it('takes a token for five minutes and no longer, and none after a restart', async () => {
    const bearer = `Bearer ${await tokenWith('system/*.rs')}`
    expect((await call('GET', '/Task', bearer)).status).toBe(200)
    hub.aheadBySeconds = 299
    expect((await call('GET', '/Task', bearer)).status).toBe(200)
    hub.aheadBySeconds = 301
    expect((await call('GET', '/Task', bearer)).status).toBe(401)
    hub.aheadBySeconds = 0
    hub.forgetTokens()
    expect((await call('GET', '/Task', bearer)).status).toBe(401)
  })

  it.each<[string, string, string, object | undefined, string]>([
    ['a create', 'POST', '/Task', task, 'system/Task.c'],
    ['an update', 'PUT', '/Task/u1', { ...task, id: 'u1' }, 'system/Task.u'],
    ['a delete', 'DELETE', '/Task/none', undefined, 'system/Task.d'],
    ['a read', 'GET', '/Task/none', undefined, 'system/Task.r'],
    ['a history', 'GET', '/Task/none/_history', undefined, 'system/Task.r'],
    ['a search', 'GET', '/Task?code=x', undefined, 'system/Task.s'],
    ['a transaction', 'POST', '', bundleOf(['POST', 'Task']), 'system/Task.c'],
    ['a PUT in a transaction', 'POST', '', bundleOf(['PUT', 'Task/u2']), 'system/Task.u'],
    ['a GET in a transaction', 'POST', '', bundleOf(['GET', 'Task?code=x']), 'system/Task.s'],
  ])('allows %s to the scope for it, and to no other', async (_name, method, path, body, scope) => {
    const others = ['c', 'r', 'u', 'd', 's'].map(letter => `system/Task.${letter}`).filter(each => each !== scope)
    const without = await call(
      method,
      path,
      `Bearer ${await tokenWith(`${others.join(' ')} system/Patient.cruds`)}`,
      body,
    )
    expect(without.status).toBe(403)
    expect(without.body).toMatchObject({ issue: [{ code: 'forbidden', diagnostics: expect.stringContaining(scope) }] })
    expect(without.headers.get('www-authenticate')).toContain('insufficient_scope')
    const withIt = await call(method, path, `Bearer ${await tokenWith(scope)}`, body)
    expect([200, 201, 204, 404]).toContain(withIt.status)
  })

  it('stops a transaction of which one entry is not allowed', async () => {
    const bearer = `Bearer ${await tokenWith('system/Task.c')}`
    const mixed = bundleOf(['POST', 'Task'], ['PUT', 'Task/u3'])
    expect((await call('POST', '', bearer, mixed)).status).toBe(403)
    expect((await call('GET', '/Task/u3', `Bearer ${hub.staffToken()}`)).status).toBe(404)
  })

  it.each([
    ['an include', 'GET', '/Task?_include=Task:focus', undefined],
    ['a reverse include', 'GET', '/Task?code=x&_revinclude=Provenance:target', undefined],
    ['a further page', 'GET', '/?_getpages=x', undefined],
    ['the history of all', 'GET', '/_history', undefined],
    ['an operation', 'POST', '/Task/$validate', task],
    ['a body that is no Bundle', 'POST', '', task],
    ['a Bundle in a Bundle', 'POST', '', bundleOf(['POST', ''])],
  ])('wants more than rights to one type for %s', async (_name, method, path, body) => {
    const answer = await call(method, path, `Bearer ${await tokenWith('system/Task.cruds')}`, body)
    expect(answer.status).toBe(403)
  })

  it('says in FHIR that a body is too large', async () => {
    const large = { ...task, description: 'x'.repeat(11_000_000) }
    const answer = await call('POST', '/Task', `Bearer ${hub.staffToken()}`, large)
    expect(answer).toMatchObject({ status: 413, body: { resourceType: 'OperationOutcome' } })
  })
})
