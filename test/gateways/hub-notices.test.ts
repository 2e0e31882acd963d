import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { createFhirClient } from '../../src/gateways/fhir-client.ts'
import { subscribe, subscriptionTo } from '../../src/gateways/hub-notices.ts'

const ENDPOINT = 'https://refer.example/notices/north'
const SECRET = 'north-notice-secret-1'
const client = (timeoutMs: number) => createFhirClient({ baseUrl: 'https://hub.example/fhir', timeoutMs })
const fhir = client(20_000)

const hub = () => nock('https://hub.example/fhir', { reqheaders: { 'cache-control': 'no-cache' } })
const bundle = (...resources: object[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map(resource => ({ resource })),
})
const known = (status: string) => ({ ...subscriptionTo(ENDPOINT, SECRET), id: '7', status })
const searched = () => hub().get('/Subscription').query({ url: ENDPOINT, _count: '50' })
const created = () =>
  nock('https://hub.example/fhir', {
    reqheaders: { 'if-none-exist': `url=${encodeURIComponent(ENDPOINT)}&status=requested,active` },
  }).post('/Subscription', body => body.channel.endpoint === ENDPOINT && body.channel.type === 'rest-hook')

describe('asking a hub to tell', () => {
  it('is done where nobody has asked, once', async () => {
    searched().reply(200, bundle())
    created().reply(201, known('requested'))
    expect(await subscribe(fhir, ENDPOINT, SECRET)).toEqual({ ok: true, value: 'asked' })
    searched().reply(200, bundle(known('active')))
    expect(await subscribe(fhir, ENDPOINT, SECRET)).toEqual({ ok: true, value: 'there' })
  })

  it('is not done twice where another instance was quicker by a moment', async () => {
    searched().reply(200, bundle())
    created().reply(409, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'conflict' }] })
    expect(await subscribe(fhir, ENDPOINT, SECRET)).toEqual({ ok: true, value: 'there' })
  })

  it.each(['error', 'off'])('is done again where the subscription stands at %s', async status => {
    searched().reply(200, bundle(known(status)))
    created().reply(201, known('requested'))
    expect(await subscribe(fhir, ENDPOINT, SECRET)).toEqual({ ok: true, value: 'asked' })
  })

  it('is not put off by another app’s subscription', async () => {
    searched().reply(200, bundle({ ...known('active'), channel: { type: 'rest-hook', endpoint: 'https://x.example' } }))
    created().reply(201, known('requested'))
    expect(await subscribe(fhir, ENDPOINT, SECRET)).toEqual({ ok: true, value: 'asked' })
  })

  it.each<[string, number, string]>([
    ['refuses', 422, 'REFUSED'],
    ['knows no subscriptions', 404, 'NOT_FOUND'],
    ['forbids it', 403, 'FORBIDDEN'],
    ['breaks', 500, 'SERVER_ERROR'],
  ])('says so where the hub %s', async (_name, status, code) => {
    searched().reply(200, bundle())
    created().reply(status, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'processing' }] })
    expect(await subscribe(fhir, ENDPOINT, SECRET)).toMatchObject({ ok: false, failure: { code } })
  })

  it('says so where the hub is slow or answers with rubbish', async () => {
    searched().delay(500).reply(200, bundle())
    expect(await subscribe(client(50), ENDPOINT, SECRET)).toMatchObject({ ok: false, failure: { code: 'TIMEOUT' } })
    searched().reply(200, '<html>')
    expect(await subscribe(fhir, ENDPOINT, SECRET)).toMatchObject({ ok: false, failure: { code: 'GARBAGE' } })
  })
})
