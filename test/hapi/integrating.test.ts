import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { expect, it, vi } from 'vitest'

const page = readFileSync('docs/integrating.md', 'utf8')
const COMMAND = 'npm run hapi'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

it(`docs/integrating.md: ${COMMAND} says when the server is ready, serves, and stops when it is told to`, async () => {
  expect(page).toContain(`\`\`\`sh\n${COMMAND}\n\`\`\``)
  const port = await freePort()
  const child = spawn('sh', ['-c', COMMAND], { env: { ...process.env, HAPI_PORT: String(port) }, detached: true })
  const ended = new Promise(resolve => child.once('exit', resolve))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += String(chunk)))
  try {
    await vi.waitFor(() => expect(output).toContain('HAPI FHIR R4 is ready.'), { timeout: 240_000, interval: 500 })
    const metadata = await fetch(`http://localhost:${port}/fhir/metadata`).then(response => response.json())
    expect(metadata).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' })
  } finally {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
  }
  await ended
  await vi.waitFor(() => expect(fetch(`http://localhost:${port}/fhir/metadata`)).rejects.toThrow(), { timeout: 20_000 })
}, 300_000)
