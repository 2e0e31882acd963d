import express from 'express'
import { describe, expect, it } from 'vitest'
import { noStore, type SecurityHeaderOptions, securityHeaders } from '../../../launch/web/security-headers.ts'
import { serveApp } from '../../support/serve-app.ts'

const LOCAL = { publicUrl: 'http://localhost:3000', frameOrigins: [] }

async function headersOf(options: SecurityHeaderOptions): Promise<Headers> {
  const app = express()
  app.use(securityHeaders(options))
  app.get('/', noStore, (_req, res) => {
    res.send('x')
  })
  return serveApp(app, async base => (await fetch(base)).headers)
}

const policy = async (options: SecurityHeaderOptions): Promise<string[]> =>
  ((await headersOf(options)).get('content-security-policy') ?? '').split(';')

describe('securityHeaders', () => {
  it('lets a page load only what this app serves, and nothing inline', async () => {
    expect(await policy(LOCAL)).toEqual([
      "default-src 'none'",
      "style-src 'self'",
      "script-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ])
  })

  it('lets the registered EHRs and nobody else show the app in a frame', async () => {
    const headers = await headersOf({ ...LOCAL, frameOrigins: ['https://ehr.example', 'http://127.0.0.1:3001'] })
    expect(headers.get('content-security-policy')).toContain(
      "frame-ancestors 'self' https://ehr.example http://127.0.0.1:3001",
    )
    expect(headers.has('x-frame-options')).toBe(false)
  })

  it('lets a form lead on only to the origins that are named', async () => {
    expect(await policy({ ...LOCAL, formOrigins: ['https://login.example'] })).toContain(
      "form-action 'self' https://login.example",
    )
  })

  it.each([
    '*',
    'https://*.example',
    'https://ehr.example/path',
    'https://ehr.example; script-src *',
    'data:',
    'ehr.example',
  ])('refuses to start with %s for an origin', text => {
    expect(() => securityHeaders({ ...LOCAL, frameOrigins: [text] })).toThrow('origin')
  })

  it('sends no address of a page to anyone, and fixes content types', async () => {
    const headers = await headersOf(LOCAL)
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toContain('geolocation=()')
    expect(headers.get('x-powered-by')).not.toBe('Express')
  })

  it('promises https only where the app is reached by https', async () => {
    expect((await headersOf(LOCAL)).has('strict-transport-security')).toBe(false)
    expect(
      (await headersOf({ ...LOCAL, publicUrl: 'https://app.example' })).get('strict-transport-security'),
    ).toContain('max-age=31536000')
  })

  it('keeps pages out of every cache', async () => {
    expect((await headersOf(LOCAL)).get('cache-control')).toBe('no-store')
  })
})
