import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assetUrls } from '../../../launch/web/assets.ts'
import { rawRequest, sendRaw } from '../../support/raw-http.ts'
import { type RunningApp, startApp } from '../../support/running-app.ts'
import { hasSecurityHeaders, isHarmless } from './hostile-world.ts'
import { ODD_REQUESTS } from './odd-requests.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp({ LIMIT_FAILURES: '100000', LIMIT_WRITES: '100000' })
})
afterAll(() => app.close())

const PATHS = [
  '/',
  '/healthz',
  '/readyz',
  '/metrics',
  '/launch',
  '/launch/in-frame',
  '/callback',
  '/r/x/',
  '/r/x/check',
  '/hub/',
  '/hub/demo-workwell/',
  '/hub/demo-workwell/sign-in',
  '/hub/callback',
  '/reply/',
  '/reply/0000-0000-0000-0000-0000/',
  '/forms/preview',
  '/ehr-check',
  '/ehr-check/report/x',
  '/ehr-check/report.schema.json',
  '/notices/demo-workwell',
  '/.well-known/jwks.json',
  '/.well-known/nothing',
  '/fhir/metadata',
  '/fhir/Patient/1',
  '/fhir/Questionnaire/$populate',
  '/nowhere',
  '/%ZZ',
  '/r/%ZZ/',
  '/fhir/%ZZ',
  assetUrls.css,
  assetUrls.js,
  '/assets/nothing',
  '/assets/%ZZ',
]
const METHODS = [
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'TRACE',
  'PROPFIND',
  'QUERY',
  'EVIL',
  'CONNECT',
]

describe.each(METHODS)('%s', method => {
  it.each(PATHS)('%s is answered with the security headers, and without a trace', async path => {
    const answer = await sendRaw(app.url, rawRequest(method, path))
    expect(answer.status).not.toBe(0)
    hasSecurityHeaders(answer)
    expect(answer.status).toBeLessThan(500)
    expect(answer.body).not.toMatch(/node_modules|\bat \S+ \(/)
  })
})

describe('requests of odd kinds', () => {
  it.each(ODD_REQUESTS)('%s', async (_name, bytes) => {
    const answer = await sendRaw(app.url, bytes)
    isHarmless(answer)
    hasSecurityHeaders(answer)
  })

  it('and after all of them the app is as it was', async () => {
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('a program gets a program’s words', () => {
  it.each([
    ['GET', '/fhir/Patient/1', '*/*', 404],
    ['GET', '/fhir/Patient/1', 'text/html', 404],
    ['GET', '/fhir', 'text/html', 404],
    ['GET', '/FHIR/nothing', 'text/html', 404],
    ['POST', '/fhir/Questionnaire/$populate', 'text/html', 400],
    ['POST', '/notices/demo-workwell', 'text/html', 401],
    ['GET', '/notices/demo-workwell', 'text/html', 404],
    ['POST', '/.well-known/jwks.json', 'text/html', 404],
    ['POST', '/healthz', 'text/html', 404],
    ['GET', '/nowhere', 'application/json', 404],
    ['GET', '/nowhere', 'application/fhir+json', 404],
    ['GET', '/r/x/', 'application/json', 401],
    ['GET', '/reply/x/', 'application/json', 404],
    ['GET', '/launch', 'application/json', 400],
    ['GET', '/callback', 'application/fhir+json', 400],
    ['GET', '/hub/callback', 'application/json', 400],
    ['GET', '/ehr-check?iss=x', 'application/json', 403],
    ['GET', '/ehr-check/report/x?format=json', 'text/html', 404],
    ['GET', '/r/%ZZ/', 'application/json', 400],
    ['GET', '/fhir/Questionnaire/%ZZ/$populate', 'text/html', 400],
  ] as const)('%s %s for %s', async (method, path, accept, status) => {
    const broken = method === 'POST' ? '{"broken' : ''
    const headers = [`Accept: ${accept}`, 'Content-Type: application/fhir+json']
    const answer = await sendRaw(app.url, rawRequest(method, path, { headers, body: broken }))
    expect([answer.status, /^content-type: ([^;\r]*)/im.exec(answer.head)?.[1]]).toEqual([
      status,
      'application/fhir+json',
    ])
    expect(answer.body).toContain('"resourceType":"OperationOutcome"')
    expect(answer.body).not.toMatch(/browser|window|panel/i)
  })

  it.each(['/r/x/', '/nowhere', '/launch', '/callback', '/reply/x/', '/r/%ZZ/', '/ehr-check/report/x'])(
    'and a person a page: %s',
    async path => {
      for (const accept of ['text/html,application/xhtml+xml,*/*;q=0.8', '*/*']) {
        const answer = await sendRaw(app.url, rawRequest('GET', path, { headers: [`Accept: ${accept}`] }))
        expect(answer.head).toMatch(/^content-type: text\/html/im)
        expect(answer.body).toContain('What to do now')
      }
    },
  )
})

describe('a write from elsewhere', () => {
  const FROM = [
    ['Origin: https://evil.example'],
    ['Referer: https://evil.example/'],
    ['Referer: garbage'],
    ['Origin: null', 'Sec-Fetch-Site: cross-site'],
    ['Origin: null', 'Referer: https://evil.example/'],
  ]
  const WRITES = [
    '/r/x/',
    '/r/x/check',
    '/r/x/close',
    '/r/x/typed',
    '/hub/demo-workwell/sign-out',
    '/hub/demo-workwell/referrals/1/accept',
    '/hub/callback',
    '/reply/',
    '/reply/0000-0000-0000-0000-0000/',
    '/reply/0000-0000-0000-0000-0000/close',
    '/forms/preview',
    '/ehr-check',
    '/ehr-check/launch-and-write',
  ]
  it.each(WRITES)('is refused at %s', async path => {
    for (const headers of FROM) {
      const answer = await sendRaw(app.url, rawRequest('POST', path, { headers, body: 'a=b' }))
      expect([headers, answer.status]).toEqual([headers, 403])
      hasSecurityHeaders(answer)
    }
  })

  it.each(WRITES)('is not what our own page or a program does at %s', async path => {
    for (const headers of [[], [`Origin: ${app.url}`], ['Origin: null'], [`Referer: ${app.url}/r/x/`]])
      expect((await sendRaw(app.url, rawRequest('POST', path, { headers, body: 'a=b' }))).status).not.toBe(403)
  })

  it.each(['/fhir/Questionnaire/$populate', '/notices/demo-workwell'])(
    'does not matter at %s, which knows no cookie',
    async path => {
      for (const headers of FROM)
        expect((await sendRaw(app.url, rawRequest('POST', path, { headers, body: '{}' }))).status).not.toBe(403)
    },
  )
})
