import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { openDatabase } from '../../../src/store/open-database.ts'
import { startEhrStub } from '../../support/ehr-stub.ts'
import type { RawAnswer } from '../../support/raw-http.ts'
import { startApp } from '../../support/running-app.ts'

/** The whole app on real sockets, a registered EHR that can be bent, and a foreign host to which nothing must ever go. */
export async function openHostileWorld() {
  const visitors: string[] = []
  const trap = createServer((req, res) => {
    visitors.push(`${req.method} ${req.url}`)
    res.end('{}')
  })
  await once(trap.listen(0, '127.0.0.1'), 'listening')
  const elsewhere = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`
  const stub = await startEhrStub()
  const dataDir = mkdtempSync(join(tmpdir(), 'workwell-hostile-'))
  const registry = join(dataDir, 'registry.json')
  writeFileSync(
    registry,
    JSON.stringify([{ name: 'Stub EHR', issuer: stub.issuer, clientId: 'workwell', auth: 'public' }]),
  )
  const app = await startApp({ DATA_DIR: dataDir, EHR_REGISTRY: registry, LIMIT_FAILURES: '100000' })

  const visit = (target: string, cookie = '') =>
    fetch(new URL(target, app.url), { redirect: 'manual', headers: cookie === '' ? {} : { cookie } })
  /** A launch as far as the EHR's answer: our callback's address, and the browser's cookie. */
  async function pending() {
    const begun = await visit(`/launch?iss=${encodeURIComponent(stub.issuer)}&launch=x`)
    const back = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' })
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? ''
    return { cookie, callback: new URL(back.headers.get('location') ?? app.url) }
  }
  const sessions = async (): Promise<number> => {
    const database = await openDatabase({ dataDir })
    const kept = await database.select("select id from vault where kind = 'launch-session'")
    await database.close()
    return kept.length
  }
  return {
    app,
    stub,
    elsewhere,
    visitors,
    visit,
    pending,
    sessions,
    unbend: () => {
      for (const name of Object.keys(stub.bends)) Reflect.deleteProperty(stub.bends, name)
    },
    async close() {
      await app.close()
      await stub.stop()
      trap.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
export type HostileWorld = Awaited<ReturnType<typeof openHostileWorld>>

const TRACE = /\bat \S+ \(|\.tsx?:\d+|node_modules|(Type|Range|Syntax|Reference)Error|\[object Object\]/
const OUR_COOKIE = /^set-cookie: __Host-ww_browser=[\w-]{43}; /i

/** What holds for the answer to anything hostile, whatever it was. */
export function isHarmless({ status, head, body }: RawAnswer): void {
  expect(status).toBeLessThan(500)
  expect(head + body).not.toMatch(TRACE)
  expect(head).not.toMatch(/^location:/im)
  for (const line of head.split('\r\n')) if (/^set-cookie:/i.test(line)) expect(line).toMatch(OUR_COOKIE)
  expect(head).not.toMatch(/^x-injected:/im)
  expect(body).not.toMatch(/<script>|onerror=/)
}

/** What every answer has, whoever gives it: the app, or the HTTP server before it. */
export function hasSecurityHeaders({ head }: RawAnswer): void {
  expect(head).toMatch(/^content-security-policy: default-src 'none';.*frame-ancestors /im)
  for (const line of [
    'x-content-type-options: nosniff',
    'referrer-policy: no-referrer',
    'cross-origin-resource-policy: same-origin',
    'permissions-policy: camera=()',
    'cache-control: ',
  ])
    expect(head.toLowerCase()).toContain(line)
  expect(head).not.toMatch(/^x-powered-by:/im)
}

export async function asRaw(answer: Response): Promise<RawAnswer> {
  const head = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\r\n')
  return { status: answer.status, head, body: await answer.text() }
}
