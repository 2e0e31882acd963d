import { get, type IncomingHttpHeaders } from 'node:http'
import { Script } from 'node:vm'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import express from 'express'
import { describe, expect, it } from 'vitest'
import { assetUrls, createAssets } from '../../../launch/web/assets.ts'
import { script } from '../../../launch/web/script.ts'
import { stylesheet } from '../../../launch/web/stylesheet.ts'
import { serveApp } from '../../support/serve-app.ts'

interface Answer {
  status: number | undefined
  headers: IncomingHttpHeaders
  body: Buffer
}

/** As it comes over the wire: fetch would unpack it. */
const raw = (path: string, accept?: string): Promise<Answer> =>
  serveApp(
    express().use('/assets', createAssets()),
    base =>
      new Promise((resolve, reject) => {
        get(`${base}${path}`, { headers: accept === undefined ? {} : { 'accept-encoding': accept } }, response => {
          const chunks: Buffer[] = []
          response.on('data', chunk => chunks.push(chunk))
          response.on('end', () =>
            resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
          )
        }).on('error', reject)
      }),
  )

describe('the stylesheet', () => {
  it('asks nobody for anything: no font, no import, no address', () => {
    expect(stylesheet()).not.toMatch(/@font-face|@import|https?:\/\/|sourceMappingURL/)
    expect(
      [...stylesheet().matchAll(/url\(([^)]{0,40})/g)].every(match => match[1]?.startsWith('"data:image/svg+xml,')),
    ).toBe(true)
  })

  it('holds the NHS rules, their icons and then ours', () => {
    expect(stylesheet()).toContain('.nhsuk-button{')
    expect(stylesheet()).toContain('url("data:image/svg+xml,')
    expect(stylesheet().indexOf('.ww-patient')).toBeGreaterThan(stylesheet().indexOf('.nhsuk-button{'))
  })
})

describe('the script', () => {
  it('is one file that needs no other', () => {
    expect(() => new Script(script())).not.toThrow()
    expect(script()).not.toMatch(/^\s*(import|export)\b|sourceMappingURL|\bimport\(/m)
  })

  it('starts the NHS components after the class that they wait for', () => {
    expect(script().indexOf('initAll()\n')).toBeGreaterThan(script().indexOf('nhsuk-frontend-supported'))
  })
})

describe('the rules of the form in the script', () => {
  it('are there, and run on load', () => {
    expect(script()).toContain('[data-enable-when]')
    expect(script()).toContain("document.addEventListener('change', apply)")
  })
})

describe('createAssets', () => {
  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('sends what was made at start-up in %s', async (encoding, unpack) => {
    const answer = await raw(assetUrls.css, encoding)
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({ 'content-encoding': encoding, 'content-type': 'text/css; charset=utf-8' })
    expect(unpack(answer.body).toString()).toBe(stylesheet())
  })

  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate, br;q=0', 'gzip'],
  ])('sends the smallest that a browser takes, in whatever order it names them: %s', async (accepted, encoding) => {
    expect((await raw(assetUrls.css, accepted)).headers['content-encoding']).toBe(encoding)
  })

  it('sends it plain to who can unpack nothing', async () => {
    const answer = await raw(assetUrls.js)
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(answer.headers['content-type']).toMatch(/^text\/javascript/)
    expect(answer.headers.vary).toContain('Accept-Encoding')
    expect(answer.body.toString()).toBe(script())
  })

  it('may be kept for ever under the hash of its content', async () => {
    expect((await raw(assetUrls.css)).headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('still dresses a page of another version, but is not to be kept under its name', async () => {
    const answer = await raw('/assets/app.0123456789abcdef.css')
    expect(answer.status).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('leaves 20 of the 60 kB of a first page to the HTML, even for who has only gzip', async () => {
    const [css, js] = await Promise.all([raw(assetUrls.css, 'gzip'), raw(assetUrls.js, 'gzip')])
    expect(css.body.length + js.body.length).toBeLessThan(40_000)
  })

  it('needs less than 34 kB with brotli', async () => {
    const [css, js] = await Promise.all([raw(assetUrls.css, 'br'), raw(assetUrls.js, 'br')])
    expect(css.body.length + js.body.length).toBeLessThan(34_000)
  })
})
