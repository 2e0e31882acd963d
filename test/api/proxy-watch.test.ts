import express from 'express'
import { expect, it } from 'vitest'
import { createProxyWatch } from '../../src/api/proxy-watch.ts'
import { serveApp } from '../support/serve-app.ts'

async function seen(trusted: number, headers: Record<string, string>) {
  const lines: unknown[] = []
  const proxies = createProxyWatch({ trusted, log: { warn: (fields, message) => lines.push({ ...fields, message }) } })
  const app = express().use(proxies.watch, (_req, res) => void res.end())
  await serveApp(app, async base => {
    for (let each = 0; each < 3; each += 1) await fetch(base, { headers })
  })
  return { lines, warnings: proxies.warnings() }
}

it('says once, with what to do and without an address, that X-Forwarded-For comes and is not believed', async () => {
  const { lines, warnings } = await seen(0, { 'X-Forwarded-For': '192.0.2.77, 198.51.100.3' })
  expect(lines).toHaveLength(1)
  expect(JSON.stringify(lines)).toMatch(/TRUSTED_PROXIES.*number of your proxies/)
  expect(JSON.stringify([lines, warnings])).not.toMatch(/192\.0|198\.51/)
  expect(warnings).toHaveLength(1)
})

it.each([
  [0, {}],
  [1, { 'X-Forwarded-For': '192.0.2.77' }],
])('has nothing to say with %i trusted proxies and headers %j', async (trusted, headers) => {
  expect(await seen(trusted, headers)).toEqual({ lines: [], warnings: [] })
})
