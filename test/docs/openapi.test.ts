import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type RunningApp, startApp } from '../support/running-app.ts'

const answer = z.object({ description: z.string(), content: z.record(z.string(), z.unknown()).optional() })
const operation = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), example: z.string().optional() })).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ example: z.unknown() })) }).optional(),
  responses: z.record(z.string(), answer),
})
const description = z.object({
  openapi: z.string(),
  info: z.object({ version: z.string() }),
  paths: z.record(z.string(), z.partialRecord(z.enum(['get', 'post']), operation)),
})
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
const { info, paths } = description.parse(read('docs/openapi.json'))
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, each]) => ({ path, method, ...each })),
)

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const bodyOf = (type: string, example: unknown): string =>
  type.includes('json') ? JSON.stringify(example) : new URLSearchParams(example as Record<string, string>).toString()

/** The documented request, with the examples that the document gives. */
function call(each: (typeof operations)[number], withExamples: boolean): Promise<Response> {
  const url = new URL(each.path.replace('{id}', 'workwell-referral'), app.url)
  if (withExamples)
    for (const { name, in: place, example } of each.parameters)
      if (place === 'query' && example !== undefined)
        url.searchParams.set(name, example.replace('http://127.0.0.1:3001', app.sandboxUrl))
  const [type, content] = Object.entries(each.requestBody?.content ?? {})[0] ?? []
  return fetch(url, {
    method: each.method.toUpperCase(),
    redirect: 'manual',
    ...(type && {
      headers: { 'content-type': type },
      body: withExamples ? bodyOf(type, content?.example) : '{"no":"thing"}',
    }),
  })
}

describe('docs/openapi.json', () => {
  it('describes this version', () => {
    expect(info.version).toBe(z.object({ version: z.string() }).parse(read('package.json')).version)
  })

  it.each(operations.flatMap(each => [true, false].map(withExamples => ({ ...each, withExamples }))))(
    '$method $path answers as it says, with its examples: $withExamples',
    async each => {
      const response = await call(each, each.withExamples)
      const told = each.responses[String(response.status)]
      expect(told, `status ${response.status}`).toBeDefined()
      if (each.withExamples && each.path !== '/callback') expect(response.status).toBeLessThan(400)
      const types = Object.keys(told?.content ?? {})
      const type = (response.headers.get('content-type') ?? '').split(';')[0]
      if (types.length > 0) expect(types).toContain(type)
      await response.arrayBuffer()
    },
  )

  it('leaves out nothing that answers a program: every route that is no page of a consultation or of the worklist', async () => {
    const sources = [
      'src/app.ts',
      'launch/smart/router.ts',
      'src/api/populate-operation.ts',
      'launch/pages/router.ts',
      'launch/pages/forms-preview/handler.ts',
    ]
    const routes = sources
      .flatMap(file => [...readFileSync(file, 'utf8').matchAll(/\.(get|post)\(\s*\[?'(\/[^']*)'/g)])
      .map(([, method = '', path = '']) => `${method} ${path.replace(/\\/g, '').replace(':id', '{id}')}`)
      .filter(route => !/ \/(r\/|hub|$)/.test(route))
    expect(routes.length).toBeGreaterThan(6)
    const described = operations.map(each => `${each.method} ${each.path}`)
    expect(routes.filter(route => !described.includes(route))).toEqual([])
  })
})
