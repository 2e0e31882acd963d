import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../support/free-port.ts'

/** One web server, from its start to its end. */
export interface Life {
  readonly port: number
  /** `kill -9`: it has no say in it. */
  kill(): Promise<void>
}

const STARTED_WITHIN_MS = 150_000

/** The app as operators start it, but that its program is one file: it starts faster. Resolves when it runs. */
export async function startLife(program: string, settings: Readonly<Record<string, string>>): Promise<Life> {
  for (;;) {
    const started = await startOnFreePort(program, settings)
    if (typeof started === 'object') return started
    if (!/Port \d+ is taken/.test(started)) throw new Error(`The web server did not start: ${started}`)
  }
}

/** Or what it says instead: between our look for a free port and its start, others may take that one. */
async function startOnFreePort(program: string, settings: Readonly<Record<string, string>>): Promise<Life | string> {
  const port = await freePort()
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [program], {
    env: { PATH, HOST: '127.0.0.1', PORT: `${port}`, LOG_LEVEL: 'fatal', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data))
  // A run that is broken off leaves no server behind.
  const endToo = (): void => void child.kill('SIGKILL')
  process.once('exit', endToo)
  let isOver = false
  const ended = new Promise<void>(resolve => child.once('close', resolve)).then(() => {
    isOver = true
    process.off('exit', endToo)
  })
  const kill = (): Promise<void> => {
    child.kill('SIGKILL')
    return ended
  }
  const latest = performance.now() + STARTED_WITHIN_MS
  // It says so itself: at the port somebody else may answer.
  while (!output.includes('WorkWell Referral is running')) {
    if (performance.now() > latest) await kill()
    if (isOver) return output
    await sleep(20)
  }
  return { port, kill }
}
