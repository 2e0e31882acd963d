import { expect, it } from 'vitest'
import { listen } from '../src/sandbox/listen.ts'
import { startApp } from './support/running-app.ts'

async function freePort(): Promise<string> {
  const server = await listen(() => undefined, 0, '127.0.0.1')
  await server.close()
  return String(server.port)
}

it('the app listens at its port also when PUBLIC_URL says where the world reaches it', async () => {
  const port = await freePort()
  const app = await startApp({ PORT: port, PUBLIC_URL: 'https://refer.example' })
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`)
  await app.close()
  expect(answer.status).toBe(200)
})
