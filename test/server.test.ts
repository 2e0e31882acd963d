import { expect, it } from 'vitest'
import { freePort } from './support/free-port.ts'
import { startApp } from './support/running-app.ts'

it('the app listens at its port also when PUBLIC_URL says where the world reaches it', async () => {
  const port = await freePort()
  const app = await startApp({ PORT: String(port), PUBLIC_URL: 'https://refer.example' })
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`)
  await app.close()
  expect(answer.status).toBe(200)
})

it('whoever comes while it is starting gets an answer at once', async () => {
  const port = await freePort()
  let isUp = false
  const starting = startApp({ PORT: String(port) }).finally(() => {
    isUp = true
  })
  const statuses: number[] = []
  while (!isUp) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(10_000) }).catch(
      (error: Error) => error,
    )
    // Nobody listens yet: refused at once, which is an answer too.
    if (answer instanceof Error) expect(answer.name).not.toBe('TimeoutError')
    else statuses.push(answer.status)
  }
  await (await starting).close()
  expect(statuses).toContain(503)
  expect(statuses.filter(status => status !== 503 && status !== 200)).toEqual([])
})
