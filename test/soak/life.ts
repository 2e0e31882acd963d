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

/** The app as operators start it, but that its program is one file: it starts faster. Resolves when it is ready for referrals. */
export async function startLife(program: string, settings: Readonly<Record<string, string>>): Promise<Life> {
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
  while (!(await isReady(port))) {
    if (isOver) throw new Error(`The web server ended at its start: ${output}`)
    if (performance.now() > latest) {
      await kill()
      throw new Error(`The web server did not start: ${output}`)
    }
    await sleep(50)
  }
  return { port, kill }
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    answer => answer.ok,
    () => false,
  )
