import express, { type RequestHandler } from 'express'
import { describe, expect, it } from 'vitest'
import { createErrorHandler, createNotFoundHandler } from '../../../launch/web/error-handler.ts'
import { createRequestLog } from '../../../launch/web/request-log.ts'
import { namedFailure } from '../../../src/store/store-fault.ts'
import { serveApp } from '../../support/serve-app.ts'

const PAGE = { accept: 'text/html' }

async function ask(handler: RequestHandler, path: string, init: RequestInit = {}) {
  const lines: Record<string, unknown>[] = []
  const app = express()
  app.use(createRequestLog({ info: () => undefined, error: () => undefined }))
  app.use(express.json({ limit: 100 }))
  app.all('/r/:handle', handler)
  app.use(createNotFoundHandler({ synthetic: false }))
  app.use(
    createErrorHandler({
      log: {
        warn: (fields, message) => lines.push({ level: 'warn', ...fields, message }),
        error: (fields, message) => lines.push({ level: 'error', ...fields, message }),
      },
      synthetic: true,
    }),
  )
  return serveApp(app, async base => {
    const response = await fetch(`${base}${path}`, init)
    return {
      status: response.status,
      headers: response.headers,
      reference: response.headers.get('x-request-id') ?? 'none',
      body: await response.text(),
      log: JSON.stringify(lines),
    }
  })
}

const throws: RequestHandler = () => {
  throw new TypeError('Cannot read Patient Zoë Example 9990000018')
}

describe('the error handler', () => {
  it('answers a bug with a page that has a reference and none of the message', async () => {
    const answer = await ask(throws, '/r/secret-handle', { headers: PAGE })
    expect(answer.status).toBe(500)
    expect(answer.reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
    expect(answer.body).toContain(answer.reference)
    expect(answer.body).toContain('SYNTHETIC')
    expect(answer.body).not.toMatch(/Zoë|999000/)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('logs class, frames and route, but neither message nor launch handle', async () => {
    const { log } = await ask(throws, '/r/secret-handle?name=Zoë', { headers: PAGE })
    expect(log).toContain('"level":"error"')
    expect(log).toContain('TypeError')
    expect(log).toContain('error-handler.test.ts')
    expect(log).toContain('/r/:handle')
    expect(log).not.toMatch(/Zoë|999000|secret-handle/)
  })

  it('answers a program with an OperationOutcome', async () => {
    const answer = await ask(throws, '/r/h', { headers: { accept: 'application/fhir+json' } })
    expect(answer.status).toBe(500)
    expect(answer.headers.get('content-type')).toContain('application/fhir+json')
    expect(JSON.parse(answer.body)).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'exception', diagnostics: expect.stringContaining(answer.reference) }],
    })
  })

  it.each([
    ['garbage', '{"name": Zoë', 400],
    ['too much', JSON.stringify('x'.repeat(200)), 413],
  ])('answers %s in a body as the fault of the request, and does not quote it', async (_what, body, status) => {
    const answer = await ask(throws, '/r/h', {
      method: 'POST',
      body,
      headers: { ...PAGE, 'content-type': 'application/json' },
    })
    expect(answer.status).toBe(status)
    expect(answer.body).toContain('could not be understood')
    expect(answer.body + answer.log).not.toMatch(/Zoë|xxx/)
    // Nobody is woken for what somebody sent.
    expect(answer.log).toContain('"level":"warn"')
    expect(answer.log).not.toContain('"level":"error"')
  })

  it('takes a made-up status on an error for a bug', async () => {
    const answer = await ask(() => Promise.reject(Object.assign(new Error('x'), { status: 200 })), '/r/h', {
      headers: PAGE,
    })
    expect(answer.status).toBe(500)
  })
})

describe('an address that does not exist', () => {
  it('is a page for a person', async () => {
    const answer = await ask(throws, '/nowhere', { headers: PAGE })
    expect(answer.status).toBe(404)
    expect(answer.body).toContain('This page does not exist')
  })

  it('is an OperationOutcome under /fhir, whatever is accepted', async () => {
    const answer = await ask(throws, '/fhir/Patient', { headers: PAGE })
    expect(answer.status).toBe(404)
    expect(JSON.parse(answer.body)).toMatchObject({ issue: [{ code: 'not-found' }] })
  })
})

describe('a store that fails', () => {
  const failing =
    (code: string): RequestHandler =>
    () => {
      throw namedFailure(Object.assign(new Error('near "Okonkwo": no'), { code }), '/data/workwell.db')
    }

  it.each([
    ['SQLITE_FULL', 'WorkWell cannot save anything just now', 'full'],
    ['SQLITE_READONLY', 'WorkWell cannot save anything just now', 'read-only'],
    ['SQLITE_NOTADB', 'WorkWell’s store is damaged', 'damaged'],
    ['ECONNREFUSED', 'WorkWell cannot reach its store', 'silent'],
  ])(
    '(%s) is no fault of the app: the page says what holds, the log names the file and the remedy',
    async (code, title, fault) => {
      const { status, body, log, reference } = await ask(failing(code), '/r/h', { headers: PAGE })
      expect(status).toBe(503)
      expect(body).toContain(title)
      expect(body).toContain('do not take it that')
      expect(body).toContain('ring the WorkWell service')
      expect(body).toContain(reference)
      expect(body).not.toContain('fault in the app')
      expect(body).not.toContain('/data/')
      expect(JSON.parse(log)[0]).toMatchObject({ level: 'error', storeFault: fault, store: '/data/workwell.db' })
      expect(JSON.parse(log)[0].remedy).toMatch(/./)
      expect(log).not.toContain('Okonkwo')
    },
  )

  it('is said to a program as an OperationOutcome', async () => {
    const { status, body } = await ask(failing('SQLITE_FULL'), '/r/h', { headers: { accept: 'application/fhir+json' } })
    expect([status, JSON.parse(body).issue[0].code]).toEqual([503, 'no-store'])
  })
})
