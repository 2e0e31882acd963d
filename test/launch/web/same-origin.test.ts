import express from 'express'
import { describe, expect, it } from 'vitest'
import { refuseCrossSite } from '../../../launch/web/same-origin.ts'
import { serveApp } from '../../support/serve-app.ts'

async function send(method: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  const app = express()
  app.use(refuseCrossSite({ publicUrl: 'https://app.example/', synthetic: false }))
  app.all('/', (_req, res) => {
    res.send('done')
  })
  return serveApp(app, async base => {
    const response = await fetch(base, { method, headers })
    return { status: response.status, body: await response.text() }
  })
}

describe('refuseCrossSite', () => {
  it.each(['cross-site', 'same-site', 'nonsense'])('refuses a POST that the browser calls %s', async site => {
    const answer = await send('POST', { 'sec-fetch-site': site, origin: 'https://app.example' })
    expect(answer.status).toBe(403)
    expect(answer.body).toContain('did not come from the app')
  })

  it.each(['PUT', 'DELETE', 'PATCH'])('refuses a cross-site %s too', async method => {
    expect((await send(method, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })

  it('lets our own forms through, whose Origin is "null" because no page of ours sends a referrer', async () => {
    expect(await send('POST', { 'sec-fetch-site': 'same-origin', origin: 'null' })).toEqual({
      status: 200,
      body: 'done',
    })
  })

  it("lets the person's own reload through", async () => {
    expect((await send('POST', { 'sec-fetch-site': 'none' })).status).toBe(200)
  })

  it.each(['https://evil.example', 'https://app.example.evil.example', 'http://app.example', 'null'])(
    'goes by Origin where an older browser sends nothing else: refuses %s',
    async origin => {
      expect((await send('POST', { origin })).status).toBe(403)
    },
  )

  it('goes by Origin where an older browser sends nothing else: lets our own through', async () => {
    expect((await send('POST', { origin: 'https://app.example' })).status).toBe(200)
  })

  it('lets a program through, which has no cookie that another site could misuse', async () => {
    expect((await send('POST', {})).status).toBe(200)
  })

  it('lets anyone open a page: a launch always comes from another site', async () => {
    expect((await send('GET', { 'sec-fetch-site': 'cross-site' })).status).toBe(200)
  })
})
