import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { bareHeaders } from '../launch/web/security-headers.ts'
import { answerStarting, createWebServer, type ServerLimits } from '../src/web-server.ts'

const SHORT: ServerLimits = { headers: 200, stall: 400, request: 60_000, silence: 60_000, connections: 2 }
const HEADERS = bareHeaders('https://refer.example')
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
  const server = createWebServer(HEADERS, limits)
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

const POST = 'POST / HTTP/1.1\r\nHost: a\r\n'

it.each([
  ['of a known length', `${POST}Content-Length: 100\r\n\r\n`, 'a='],
  ['in chunks', `${POST}Transfer-Encoding: chunked\r\n\r\n`, '5\r\nab'],
  ['that never begins', `${POST}Content-Length: 100\r\n\r\n`],
])('cuts off a body %s that stops coming', async (_how, ...said) => {
  expect(await hears(await serve(SHORT), ...said)).toMatch(/^HTTP\/1\.1 408 /)
})

it('does not cut off a body that moves, however slowly, nor one that takes longer than a stall in all', async () => {
  const port = await serve({ ...SHORT, stall: 600 })
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  const answered = once(socket, 'data')
  socket.write(`${POST}Content-Length: 10\r\n\r\n`)
  for (let sent = 0; sent < 10; sent += 1) {
    await sleep(150)
    socket.write('a')
  }
  expect(String(await answered)).toMatch(/^HTTP\/1\.1 200 /)
})

it('cuts off a request that moves for ever', async () => {
  const port = await serve({ ...SHORT, request: 400 })
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  const drops = setInterval(() => socket.write('a'), 50)
  socket.write(`${POST}Content-Length: 100000\r\n\r\n`)
  const [heard] = await once(socket, 'data')
  clearInterval(drops)
  expect(String(heard)).toMatch(/^HTTP\/1\.1 408 /)
})

it('does not take it for a stall that the answer takes its time, or that nobody reads the body', async () => {
  const server = createWebServer(HEADERS, { ...SHORT, stall: 100 })
  servers.push(server)
  server.on('request', (req, res) => {
    if (req.url === '/reads') req.resume()
    setTimeout(() => res.end('late'), 500)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  for (const path of ['/reads', '/ignores'])
    expect(await (await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: 'whole' })).text()).toBe(
      'late',
    )
})

it('lets the same connection be used again after a body', async () => {
  const port = await serve(SHORT)
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  for (let each = 0; each < 2; each += 1) {
    const answered = once(socket, 'data')
    socket.write(`${POST}Content-Length: 1\r\n\r\na`)
    expect(String(await answered)).toMatch(/^HTTP\/1\.1 200 /)
  }
})

it.each([
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['headers that are too large', `GET / HTTP/1.1\r\nHost: a\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: a\r\n\r\n', 405],
  ['an expectation that nobody knows', 'GET / HTTP/1.1\r\nHost: a\r\nExpect: evil\r\n\r\n', 417],
  ['a body that stalls', `${POST}Content-Length: 9\r\n\r\n`, 408],
  ['headers that stall', 'GET / HTTP/1.1\r\n', 408],
])('refuses %s with the security headers', async (_what, said, status) => {
  const heard = await hears(await serve(SHORT), said)
  expect(heard).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  for (const [name, value] of Object.entries(HEADERS)) expect(heard).toContain(`${name}: ${value}`)
})

it.each([
  ['/r/x/', 'text/html', 'text/plain'],
  ['/fhir/metadata', '*/*', 'application/fhir+json'],
  ['/launch', 'application/json', 'application/fhir+json'],
])('says that it is starting: %s to who accepts %s', async (path, accept, type) => {
  const server = createWebServer(HEADERS, SHORT).on('request', answerStarting(HEADERS))
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    headers: { accept },
  })
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
  expect(answer.headers.get('content-type')).toContain(type)
  for (const [name, value] of Object.entries(HEADERS)) expect(answer.headers.get(name)).toBe(value)
})

it('cuts off a connection on which nothing happens', async () => {
  expect(await hears(await serve({ ...SHORT, headers: 60_000, silence: 200 }))).toBe('')
})

it('takes no more connections at once than it can carry', async () => {
  const port = await serve({ ...SHORT, headers: 60_000 })
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
