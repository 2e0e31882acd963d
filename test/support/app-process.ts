import { type ChildProcess, spawn } from 'node:child_process'
import { expect, onTestFinished, vi } from 'vitest'
import { freePort } from './free-port.ts'

/** The app as a process of its own, as `npm start` runs it, with all that it writes to its output. */
export async function startProcess(environment: Record<string, string>) {
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const child: ChildProcess = spawn(
    process.execPath,
    ['--env-file=src/sandbox/sandbox.env', '--import', 'tsx', 'src/main.ts'],
    {
      env: { ...process.env, PORT: `${port}`, SANDBOX_PORT: `${sandboxPort}`, LOG_LEVEL: 'error', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (output += data))
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  onTestFinished(() => void child.kill('SIGKILL'))
  const url = `http://localhost:${port}`
  await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), {
    timeout: 150_000,
    interval: 200,
  })
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
  return { child, ended, url, sandboxUrl, output: () => output }
}
