import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Bundle, FhirResource, Patient, ServiceRequest } from 'fhir/r4.js'
import nock from 'nock'
import { afterEach, describe, expect, it } from 'vitest'
import { ok } from '../../src/domain/result.ts'
import type { FhirCallEnded } from '../../src/gateways/fhir-call.ts'
import { createFhirClient } from '../../src/gateways/fhir-client.ts'

const baseUrl = 'https://ehr.example/fhir'
const host = (reqheaders: Record<string, string> = {}) => nock('https://ehr.example', { reqheaders })
const client = (change: Partial<Parameters<typeof createFhirClient>[0]> = {}) =>
  createFhirClient({ baseUrl, timeoutMs: 30_000, accessToken: () => 'secret-token', ...change })

const patient = { resourceType: 'Patient', id: 'p1', birthDate: '1980-01-02' } satisfies Patient
const referral = {
  resourceType: 'ServiceRequest',
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/p1' },
} satisfies ServiceRequest
const stored = { ...referral, id: 's1' } satisfies ServiceRequest
const searchset = (change: Partial<Bundle<FhirResource>> = {}) =>
  ({ resourceType: 'Bundle', type: 'searchset', ...change }) as const

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})
async function realServer(handle: (req: IncomingMessage, res: ServerResponse) => void): Promise<string> {
  const server = createServer(handle).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  stops.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`
}

describe('reading one resource', () => {
  it('gives the resource, asked for with the token and as FHIR JSON', async () => {
    host({ authorization: 'Bearer secret-token', accept: 'application/fhir+json' })
      .get('/fhir/Patient/p1')
      .reply(200, patient)
    expect(await client().read('Patient', 'p1')).toEqual(ok(patient))
  })

  it('never hands out the object on which the library hides the request and its token', async () => {
    host().get('/fhir/Patient/p1').reply(200, patient)
    const result = await client().read('Patient', 'p1')
    expect(result.ok && Reflect.ownKeys(result.value)).toEqual(['resourceType', 'id', 'birthDate'])
  })

  it('asks for a fresh token before each call, and takes a failure to get one as the failure of the call', async () => {
    host().get('/fhir/Patient/p1').reply(200, patient)
    const accessToken = () => ({ ok: false, failure: { code: 'UNAUTHORIZED' } }) as const
    expect(await client({ accessToken }).read('Patient', 'p1')).toEqual({
      ok: false,
      failure: { code: 'UNAUTHORIZED' },
    })
    expect(nock.isDone()).toBe(false)
  })

  it.each(['../../admin?x=1', 'a/b', '..', '.', '', 'x'.repeat(65), 'p1?_format=xml', 'é'])(
    'makes no request for the id %j',
    async id => {
      const any = host().get(/.*/).reply(200, patient)
      expect(await client().read('Patient', id)).toMatchObject({ ok: false, failure: { code: 'NOT_FOUND' } })
      expect(any.isDone()).toBe(false)
    },
  )

  it.each([
    ['another resource of the type', { ...patient, id: 'p2' }],
    ['another type', { ...stored, id: 'p1' }],
    ['an array', [patient]],
    ['null', null],
    ['a number', 12],
    ['an empty object', {}],
  ])('says GARBAGE when the answer is %s', async (_name, body) => {
    host().get('/fhir/Patient/p1').reply(200, JSON.stringify(body))
    expect(await client().read('Patient', 'p1')).toMatchObject({ ok: false, failure: { code: 'GARBAGE' } })
  })

  it('says GARBAGE when a login page comes back', async () => {
    host().get('/fhir/Patient/p1').reply(200, '<html>log in</html>', { 'content-type': 'text/html' })
    expect(await client().read('Patient', 'p1')).toMatchObject({ failure: { code: 'GARBAGE', status: 200 } })
  })

  it.each([
    [401, 'UNAUTHORIZED'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [410, 'NOT_FOUND'],
    [409, 'CONFLICT'],
    [412, 'CONFLICT'],
    [422, 'REFUSED'],
    [500, 'SERVER_ERROR'],
  ])('reads status %i as %s', async (status, code) => {
    host().get('/fhir/Patient/p1').reply(status, '<html>no</html>')
    expect(await client().read('Patient', 'p1')).toEqual({ ok: false, failure: { code, status } })
  })

  it('reads a 400 without a word as a fault of the connection: it is a proxy that speaks', async () => {
    host().get('/fhir/Patient/p1').reply(400, '<html>no</html>')
    const failure = { code: 'REFUSED', status: 400, kind: 'to-mend' }
    expect(await client().read('Patient', 'p1')).toEqual({ ok: false, failure })
  })

  it('passes on what the OperationOutcome says, with the path, at most 300 characters', async () => {
    const issue = { severity: 'error', code: 'invalid', diagnostics: 'too\n long', expression: ['Patient.name'] }
    host()
      .get('/fhir/Patient/p1')
      .reply(422, { resourceType: 'OperationOutcome', issue: [issue] })
    expect(await client().read('Patient', 'p1')).toMatchObject({ failure: { diagnostics: 'Patient.name: too long' } })
    const long = { severity: 'error', code: 'invalid', details: { text: 'x'.repeat(900) } }
    host()
      .get('/fhir/Patient/p1')
      .reply(422, { resourceType: 'OperationOutcome', issue: [long] })
    expect(await client().read('Patient', 'p1')).toMatchObject({ failure: { diagnostics: 'x'.repeat(300) } })
  })

  it('passes on how long a busy server asks us to wait, and does not ask again at once', async () => {
    host().get('/fhir/Patient/p1').reply(429, {}, { 'retry-after': '9' })
    expect(await client().read('Patient', 'p1')).toMatchObject({ failure: { code: 'RATE_LIMITED', retryAfter: 9 } })
    host().get('/fhir/Patient/p1').reply(503, {}, { 'retry-after': '30' })
    expect(await client().read('Patient', 'p1')).toMatchObject({ failure: { code: 'SERVER_ERROR', retryAfter: 30 } })
  })

  it.each([502, 503, 504])('tries a read once more after %i', async status => {
    host().get('/fhir/Patient/p1').reply(status, {}).get('/fhir/Patient/p1').reply(200, patient)
    expect(await client().read('Patient', 'p1')).toEqual(ok(patient))
  })

  it('tries a read only once more', async () => {
    const third = host().get('/fhir/Patient/p1').times(2).reply(503, {}).get('/fhir/Patient/p1').reply(200, patient)
    expect(await client().read('Patient', 'p1')).toMatchObject({ failure: { code: 'SERVER_ERROR', status: 503 } })
    expect(third.isDone()).toBe(false)
  })

  it('says UNREACHABLE when nobody listens', async () => {
    const gone = await realServer(() => undefined)
    for (const stop of stops.splice(0)) stop()
    expect(await client({ baseUrl: gone }).read('Patient', 'p1')).toEqual({
      ok: false,
      failure: { code: 'UNREACHABLE' },
    })
  })

  it('says TIMEOUT when a server takes the call and stays silent', async () => {
    const silent = await realServer(() => undefined)
    const result = await client({ baseUrl: silent, timeoutMs: 60 }).read('Patient', 'p1')
    expect(result).toEqual({ ok: false, failure: { code: 'TIMEOUT' } })
  })

  it('does not follow a redirect, so that the token stays where it belongs', async () => {
    const seen: string[] = []
    const elsewhere = await realServer((req, res) => {
      seen.push(req.headers.authorization ?? '')
      res.end(JSON.stringify(patient))
    })
    const redirecting = await realServer((_req, res) => res.writeHead(307, { location: elsewhere }).end())
    const result = await client({ baseUrl: redirecting }).read('Patient', 'p1')
    expect(result).toEqual({
      ok: false,
      failure: { code: 'GARBAGE', diagnostics: 'answered with a redirect', kind: 'to-mend' },
    })
    expect(seen).toEqual([])
  })

  it('stops reading an answer that never ends, whatever its length was said to be', async () => {
    const sent = { bytes: 0 }
    const flooding = await realServer((_req, res) => {
      res.writeHead(200, { 'content-type': 'application/fhir+json' })
      const more = (): void => {
        while (!res.destroyed && res.write('x'.repeat(100_000))) sent.bytes += 100_000
      }
      res.on('drain', more)
      more()
    })
    const result = await client({ baseUrl: flooding, timeoutMs: 15_000 }).read('Patient', 'p1')
    expect(result).toEqual({ ok: false, failure: { code: 'GARBAGE', diagnostics: 'answer too large' } })
    expect(sent.bytes).toBeLessThan(30_000_000)
  })

  it('tells the log which call ended how, without id, value or token', async () => {
    const calls: FhirCallEnded[] = []
    host().get('/fhir/Patient/p1').reply(403, { resourceType: 'OperationOutcome', issue: [] })
    await client({ log: call => calls.push(call) }).read('Patient', 'p1')
    expect(calls).toEqual([
      { call: 'read Patient', outcome: 'FORBIDDEN', status: 403, kind: 'to-mend', ms: expect.any(Number) },
    ])
  })
})

describe('searching', () => {
  it('sends the parameters, repeated ones too, past any cache, and gives matches and included resources', async () => {
    host({ 'cache-control': 'no-cache' })
      .get('/fhir/ServiceRequest?patient=p1&status=active%2Con-hold&authored=ge2026-01-01&authored=le2026-12-31')
      .reply(
        200,
        searchset({
          entry: [
            { resource: stored, search: { mode: 'match' } },
            { resource: patient, search: { mode: 'include' } },
            { resource: { resourceType: 'OperationOutcome', issue: [] }, search: { mode: 'outcome' } },
          ],
        }),
      )
    const params = { patient: 'p1', status: 'active,on-hold', authored: ['ge2026-01-01', 'le2026-12-31'] }
    expect(await client().search('ServiceRequest', params)).toEqual(ok([stored, patient]))
  })

  it('gives an empty list when nothing matches', async () => {
    host()
      .get('/fhir/Condition?patient=p1')
      .reply(200, searchset({ total: 0 }))
    expect(await client().search('Condition', { patient: 'p1' })).toEqual(ok([]))
  })

  const nextPage = (url: string) => searchset({ link: [{ relation: 'next', url }], entry: [{ resource: stored }] })

  it.each([`${baseUrl}?_getpages=abc`, '?_getpages=abc'])('follows the next page %s on its own base', async url => {
    host({ authorization: 'Bearer secret-token' })
      .get('/fhir/ServiceRequest?patient=p1')
      .reply(200, nextPage(url))
      .get(/^\/fhir\/?\?_getpages=abc$/)
      .reply(200, searchset({ entry: [{ resource: { ...stored, id: 's2' } }] }))
    expect(await client().search('ServiceRequest', { patient: 'p1' })).toEqual(ok([stored, { ...stored, id: 's2' }]))
  })

  it.each(['https://evil.example/fhir?page=2', 'https://ehr.example/fhirx?page=2', 'http://ehr.example/fhir?page=2'])(
    'does not follow the next page %s, and does not pass a part off as the whole',
    async url => {
      const elsewhere = nock(new URL(url).origin)
        .get(/page=2/)
        .reply(200, searchset())
      nock('https://ehr.example').get('/fhir/ServiceRequest?patient=p1').reply(200, nextPage(url))
      expect(await client().search('ServiceRequest', { patient: 'p1' })).toEqual({
        ok: false,
        failure: { code: 'GARBAGE', diagnostics: 'next page is on another server' },
      })
      expect(elsewhere.isDone()).toBe(false)
    },
  )

  it('stops at the number of pages that the caller wants', async () => {
    host()
      .get('/fhir/ServiceRequest?_count=1')
      .reply(200, nextPage(`${baseUrl}?page=2`))
    expect(await client().search('ServiceRequest', { _count: '1' }, { maxPages: 1 })).toEqual(ok([stored]))
  })

  const endless = () => {
    host()
      .get('/fhir/ServiceRequest')
      .reply(200, nextPage(`${baseUrl}?page=1`))
      .get(/page=/)
      .times(100)
      .reply(200, url => nextPage(`${baseUrl}?page=${Number(url.split('=')[1]) + 1}`))
  }

  it('fails on a list without an end', async () => {
    endless()
    expect(await client().search('ServiceRequest', {})).toMatchObject({ failure: { diagnostics: 'too many pages' } })
  })

  it('goes on for as many pages as the caller wants, however many they are', async () => {
    endless()
    const found = await client().search('ServiceRequest', {}, { maxPages: 30 })
    expect(found.ok && found.value.length).toBe(30)
  })

  it('fails on pages that go round in a circle', async () => {
    host()
      .get('/fhir/ServiceRequest')
      .reply(200, nextPage(`${baseUrl}?page=2`))
      .get('/fhir?page=2')
      .reply(200, nextPage(`${baseUrl}?page=3`))
      .get('/fhir?page=3')
      .reply(200, nextPage(`${baseUrl}?page=2`))
    expect(await client().search('ServiceRequest', {}, { maxPages: 200 })).toMatchObject({
      failure: { code: 'GARBAGE', diagnostics: 'its pages go round in a circle' },
    })
  })

  it('goes on after an empty page', async () => {
    host()
      .get('/fhir/ServiceRequest')
      .reply(200, searchset({ link: [{ relation: 'next', url: `${baseUrl}?page=2` }] }))
      .get('/fhir?page=2')
      .reply(200, searchset({ entry: [{ resource: stored }] }))
    expect(await client().search('ServiceRequest', {})).toEqual(ok([stored]))
  })

  describe('a page at a time', () => {
    it('says how many match, and where the next page is', async () => {
      host()
        .get('/fhir/ServiceRequest')
        .reply(200, { ...nextPage(`${baseUrl}?page=2`), total: 40 })
        .get('/fhir?page=2')
        .reply(200, searchset())
      const next = `${baseUrl}?page=2`
      const first = await client().searchPage('ServiceRequest', {})
      expect(first).toEqual(ok({ resources: [stored], total: 40, next, isCutOff: false }))
      expect(await client().followPage('ServiceRequest', next)).toEqual(
        ok({ resources: [], total: undefined, next: undefined, isCutOff: false }),
      )
    })

    it.each([-1, 1.5, '40', null])('takes a total of %j for none', async total => {
      host()
        .get('/fhir/ServiceRequest')
        .reply(200, { ...searchset(), total })
      expect(await client().searchPage('ServiceRequest', {})).toMatchObject({ value: { total: undefined } })
    })

    it('says that it is cut off where the next page is on another server, and does not go there', async () => {
      host().get('/fhir/ServiceRequest').reply(200, nextPage('https://evil.example/fhir?page=2'))
      expect(await client().searchPage('ServiceRequest', {})).toEqual(
        ok({ resources: [stored], total: undefined, next: undefined, isCutOff: true }),
      )
      expect(await client().followPage('ServiceRequest', 'https://evil.example/fhir?page=2')).toMatchObject({
        failure: { code: 'GARBAGE' },
      })
    })
  })

  it.each([
    ['a single resource', stored],
    ['another kind of Bundle', { resourceType: 'Bundle', type: 'history' }],
    ['entries that are no resources', searchset({ entry: [{ resource: { id: 'x' } as never }] })],
  ])('says GARBAGE when the answer is %s', async (_name, body) => {
    host().get('/fhir/ServiceRequest').reply(200, body)
    expect(await client().search('ServiceRequest', {})).toMatchObject({ failure: { code: 'GARBAGE' } })
  })

  it('fails as a whole when a later page fails', async () => {
    host()
      .get('/fhir/ServiceRequest')
      .reply(200, nextPage(`${baseUrl}?page=2`))
      .get('/fhir?page=2')
      .reply(500, {})
    expect(await client().search('ServiceRequest', {})).toMatchObject({ failure: { code: 'SERVER_ERROR' } })
  })
})

describe('writing', () => {
  it('creates on condition, and says that it was created', async () => {
    host({ 'if-none-exist': 'identifier=a|b', 'content-type': 'application/fhir+json' })
      .post('/fhir/ServiceRequest', referral)
      .reply(201, stored, { location: `${baseUrl}/ServiceRequest/s1/_history/1` })
    expect(await client().create(referral, { ifNoneExist: 'identifier=a|b' })).toEqual(
      ok({ resource: stored, reference: 'ServiceRequest/s1', created: true }),
    )
  })

  it('says that it was already there when the server answers 200', async () => {
    host().post('/fhir/ServiceRequest').reply(200, stored)
    expect(await client().create(referral)).toMatchObject({ value: { reference: 'ServiceRequest/s1', created: false } })
  })

  it.each([`${baseUrl}/ServiceRequest/s9/_history/1`, 'ServiceRequest/s9'])(
    'takes the reference from Location %s when the body is empty',
    async location => {
      host().post('/fhir/ServiceRequest').reply(201, '', { location })
      const written = { resource: undefined, reference: 'ServiceRequest/s9', created: true }
      expect(await client().create(referral)).toEqual(ok(written))
    },
  )

  it.each([
    ['no Location', {}],
    ['a Location of another type', { location: `${baseUrl}/Patient/p1` }],
    ['a Location that climbs', { location: `${baseUrl}/ServiceRequest/..` }],
  ])('says GARBAGE for an empty answer with %s', async (_name, headers) => {
    host().post('/fhir/ServiceRequest').reply(201, '', headers)
    expect(await client().create(referral)).toMatchObject({ ok: false, failure: { code: 'GARBAGE' } })
  })

  it('never repeats a write by itself', async () => {
    const second = host().post('/fhir/ServiceRequest').reply(503, {}).post('/fhir/ServiceRequest').reply(201, stored)
    expect(await client().create(referral)).toMatchObject({ failure: { code: 'SERVER_ERROR' } })
    expect(second.isDone()).toBe(false)
  })

  it('updates only over the version that was read', async () => {
    host({ 'if-match': 'W/"2"' }).put('/fhir/ServiceRequest/s1', stored).reply(412, {})
    expect(await client().update(stored, { ifMatch: 'W/"2"' })).toMatchObject({ failure: { code: 'CONFLICT' } })
    host().put('/fhir/ServiceRequest/s1').reply(200, stored)
    expect(await client().update(stored)).toMatchObject({ value: { reference: 'ServiceRequest/s1', created: false } })
  })

  it('makes no request to update an id that would climb', async () => {
    const any = host().put(/.*/).reply(200, stored)
    expect(await client().update({ ...stored, id: '../Patient/p1' })).toMatchObject({ failure: { code: 'REFUSED' } })
    expect(any.isDone()).toBe(false)
  })
})

describe('transaction', () => {
  const sent = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [{ resource: referral, request: { method: 'POST', url: 'ServiceRequest' } }],
  } satisfies Bundle
  const answer = {
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: [{ response: { status: '201 Created', location: 'ServiceRequest/s1/_history/1' } }],
  } satisfies Bundle

  it('gives the outcome of each entry', async () => {
    host({ authorization: 'Bearer secret-token' }).post('/fhir/', sent).reply(200, answer)
    expect(await client().transaction(sent)).toEqual(ok(answer))
  })

  it.each([
    ['fewer entries than were sent', { ...answer, entry: [] }],
    ['entries without a status', { ...answer, entry: [{}] }],
    ['another kind of Bundle', { ...answer, type: 'batch-response' }],
    ['nothing', {}],
  ])('says GARBAGE when the answer has %s', async (_name, body) => {
    host().post('/fhir/').reply(200, body)
    expect(await client().transaction(sent)).toMatchObject({ ok: false, failure: { code: 'GARBAGE' } })
  })

  it('passes on why it was refused', async () => {
    const issue = [{ severity: 'error', code: 'required', expression: ['Bundle.entry[0].resource.code'] }]
    host().post('/fhir/').reply(422, { resourceType: 'OperationOutcome', issue })
    expect(await client().transaction(sent)).toEqual({
      ok: false,
      failure: { code: 'REFUSED', status: 422, diagnostics: 'Bundle.entry[0].resource.code: required' },
    })
  })

  it('is never repeated by itself', async () => {
    const second = host().post('/fhir/').reply(502, {}).post('/fhir/').reply(200, answer)
    expect(await client().transaction(sent)).toMatchObject({ failure: { code: 'SERVER_ERROR' } })
    expect(second.isDone()).toBe(false)
  })
})
