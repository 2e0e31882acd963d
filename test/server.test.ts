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
