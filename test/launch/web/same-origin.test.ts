import express from 'express'
import { describe, expect, it } from 'vitest'
import { refuseCrossSite } from '../../../launch/web/same-origin.ts'
import { rawRequest, sendRaw } from '../../support/raw-http.ts'
import { serveApp } from '../../support/serve-app.ts'

const OWN = 'https://app.example'

/** As bytes: no client library sends these headers as they are. */
function send(method: string, headers: Readonly<Record<string, string | undefined>>, accept = 'text/html') {
  const app = express()
  app.use(refuseCrossSite({ publicUrl: `${OWN}/`, synthetic: false }))
  app.use((_req, res) => void res.send('done'))
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
  return serveApp(app, base => sendRaw(base, rawRequest(method, '/', { headers: [...lines, `Accept: ${accept}`] })))
}

/** Whether each value of a header lets a write through; what says nothing does. */
const SITES = [
  [undefined, true],
  ['same-origin', true],
  ['none', true],
  ['cross-site', false],
  ['same-site', false],
  ['nonsense', false],
  ['', false],
  ['same-origin, cross-site', false],
] as const
const ORIGINS = [
  [undefined, true],
  ['null', true],
  [OWN, true],
  ['https://evil.example', false],
  ['https://app.example.evil.example', false],
  ['http://app.example', false],
  ['https://app.example:8443', false],
  ['https://app.example/', false],
  ['', false],
  [`${OWN}, https://evil.example`, false],
] as const
const REFERERS = [
  [undefined, true],
  ['', true],
  [`${OWN}/`, true],
  [`${OWN}/r/x/check?y=1`, true],
  ['https://evil.example/', false],
  ['https://evil.example/?https://app.example/', false],
  ['https://app.example@evil.example/', false],
  ['https://app.example.evil.example/', false],
  ['http://app.example/', false],
  ['/r/x/', false],
  ['about:blank', false],
  ['garbage', false],
] as const

const EVERY = SITES.flatMap(([site, a]) =>
  ORIGINS.flatMap(([origin, b]) =>
    REFERERS.map(([referer, c]) => ({
      headers: { 'Sec-Fetch-Site': site, Origin: origin, Referer: referer },
      isOurs: a && b && c,
    })),
  ),
)

describe('refuseCrossSite', () => {
  it('takes a write only where nothing that the browser says names another site: every combination', async () => {
    const wrong: unknown[] = []
    for (const { headers, isOurs } of EVERY)
      if ((await send('POST', headers)).status !== (isOurs ? 200 : 403)) wrong.push(headers)
    expect(wrong).toEqual([])
    expect(EVERY.length).toBe(960)
  })

  it('lets our own forms through, whose Origin is "null" because no page of ours sends a referrer', async () => {
    expect((await send('POST', { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' })).status).toBe(200)
    expect((await send('POST', { Origin: 'null' })).status).toBe(200)
    expect((await send('POST', { 'Sec-Fetch-Site': 'cross-site', Origin: 'null' })).status).toBe(403)
  })

  it.each(['PUT', 'DELETE', 'PATCH', 'PROPFIND'])('refuses a cross-site %s too', async method => {
    expect((await send(method, { Referer: 'https://evil.example/' })).status).toBe(403)
  })

  it('lets a program through, which has no cookie that another site could misuse', async () => {
    expect((await send('POST', {})).status).toBe(200)
  })

  it('lets anyone open a page: a launch always comes from another site', async () => {
    const elsewhere = {
      'Sec-Fetch-Site': 'cross-site',
      Origin: 'https://evil.example',
      Referer: 'https://evil.example/',
    }
    for (const method of ['GET', 'HEAD', 'OPTIONS']) expect((await send(method, elsewhere)).status).toBe(200)
  })

  it('says so to a person as a page and to a program as an OperationOutcome', async () => {
    const foreign = { Origin: 'https://evil.example' }
    expect((await send('POST', foreign)).body).toContain('did not come from the app')
    const outcome = JSON.parse((await send('POST', foreign, 'application/fhir+json')).body)
    expect(outcome).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'forbidden' }] })
    expect(JSON.stringify(outcome)).toMatch(/Origin, Referer or Sec-Fetch-Site/)
  })
})
