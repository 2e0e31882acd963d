import express from 'express'
import { describe, expect, it } from 'vitest'
import { createNoticeRoutes } from '../../src/api/notices.ts'
import { serveApp } from '../support/serve-app.ts'

const SECRET = 'north-notice-secret-1'
const BEARER = { authorization: `Bearer ${SECRET}` }

/** What the app makes of one notice. */
async function told(path: string, init: RequestInit = {}) {
  const hints: string[] = []
  const routes = createNoticeRoutes({
    secretOf: serviceId => (serviceId === 'north' ? SECRET : undefined),
    hint: async (serviceId, taskId) => void hints.push(`${serviceId} ${taskId}`),
  })
  const status = await serveApp(
    express().use(routes),
    async base => (await fetch(`${base}/notices/${path}`, init)).status,
  )
  return { status, hints }
}
const posted = (body: string, headers: Record<string, string> = BEARER) =>
  told('north', { method: 'POST', headers: { 'content-type': 'application/fhir+json', ...headers }, body })

describe('a notice of a hub', () => {
  it('names the Task to look at, by POST or in the way of HAPI', async () => {
    const task = JSON.stringify({ resourceType: 'Task', id: '12', status: 'completed' })
    expect(await posted(task)).toEqual({ status: 202, hints: ['north 12'] })
    expect(await told('north/Task/12', { method: 'PUT', headers: BEARER, body: task })).toEqual({
      status: 202,
      hints: ['north 12'],
    })
  })

  it.each<[string, string, Record<string, string>]>([
    ['no secret', 'north', {}],
    ['a wrong secret', 'north', { authorization: 'Bearer something-else-altogether' }],
    ['another scheme', 'north', { authorization: `Basic ${SECRET}` }],
    ['a service that nobody asked', 'south', BEARER],
  ])('with %s is refused and looks at nothing', async (_name, service, headers) => {
    const body = JSON.stringify({ resourceType: 'Task', id: '12' })
    const type = { 'content-type': 'application/fhir+json' }
    const answer = await told(service, { method: 'POST', headers: { ...type, ...headers }, body })
    expect(answer).toEqual({ status: 401, hints: [] })
  })

  it.each([
    ['nothing', ''],
    ['no JSON', '<html>'],
    ['half a body', '{"resourceType":"Task","id":"1'],
    ['another resource', '{"resourceType":"Patient","id":"12"}'],
    ['an id that is none', '{"resourceType":"Task","id":"12%\\" or 1=1"}'],
    ['a list', '[1]'],
    ['null', 'null'],
  ])('that says %s is taken for nothing', async (_name, body) => {
    expect(await posted(body)).toEqual({ status: 202, hints: [] })
  })
})
