import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createWebServer, type ServerLimits } from '../src/web-server.ts'

const SHORT: ServerLimits = { headers: 200, request: 400, silence: 60_000, connections: 2 }
const servers: Server[] = []
const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(limits: ServerLimits) {
  const server = createWebServer(limits)
  servers.push(server)
  server.on('request', (req, res) => req.resume().on('end', () => res.end('answered')))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

/** A connection that says this, and all that it hears until it is cut off. */
async function hears(port: number, ...said: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  let heard = ''
  socket.on('data', data => {
    heard += data.toString()
  })
  for (const each of said) socket.write(each)
  await once(socket, 'close')
  return heard
}

it('cuts off headers that never end (slow loris)', async () => {
  expect(await hears(await serve(SHORT), 'GET / HTTP/1.1\r\n', 'Host: a\r\n', 'X-Drop: 1')).toMatch(/^HTTP\/1\.1 408 /)
})

it('cuts off a body that never ends', async () => {
  const begun = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n'
  expect(await hears(await serve(SHORT), begun, 'a=')).toMatch(/^HTTP\/1\.1 408 /)
})

it('cuts off a connection on which nothing happens', async () => {
  expect(await hears(await serve({ ...SHORT, headers: 60_000, request: 60_000, silence: 200 }))).toBe('')
})

it('takes no more connections at once than it can carry', async () => {
  const port = await serve({ ...SHORT, headers: 60_000, request: 60_000 })
  for (let each = 0; each < 2; each += 1) {
    const socket = connect(port, '127.0.0.1')
    sockets.push(socket)
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(socket, 'data')
  }
  expect(await hears(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')).toBe('')
})

it('answers who keeps to the limits', async () => {
  expect(await (await fetch(`http://127.0.0.1:${await serve(SHORT)}/`)).text()).toBe('answered')
})
