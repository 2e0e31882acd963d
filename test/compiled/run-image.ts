import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'
import { temporaryFolder } from '../store/temporary-store.ts'
import { freePort } from '../support/free-port.ts'
import type { Image } from './images.ts'

const EHR = { name: 'North EHR', issuer: 'https://ehr.example/fhir', clientId: 'workwell', auth: 'public' }

/** What an installation outside the sandbox has to have: a registry and a data key. Its site packs are those of the image. */
export function installation(): Record<string, string> {
  const folder = temporaryFolder()
  const [registry, key] = [join(folder, 'ehrs.json'), join(folder, 'data.key')]
  writeFileSync(registry, JSON.stringify([EHR]))
  writeFileSync(key, randomBytes(32).toString('base64'))
  return {
    PUBLIC_URL: 'https://refer.example',
    EHR_REGISTRY: registry,
    DATA_KEY_FILE: key,
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'error',
  }
}

/** A command of the image, in its folder and with nothing of this environment but the path to programs. */
export function runIn(image: Image, [program, ...args]: readonly string[], environment: Record<string, string>) {
  expect(program).toBe('node')
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...image.env, ...environment }
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: image.folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let out = ''
  let err = ''
  child.stdout?.on('data', (data: Buffer) => (out += data))
  child.stderr?.on('data', (data: Buffer) => (err += data))
  const ended = new Promise<{ code: number | null; out: string; err: string }>(done =>
    child.once('close', code => done({ code, out, err })),
  )
  return { child, ended, out: () => out }
}

/** The image's own command, once it is ready. */
export async function startImage(image: Image, environment: Record<string, string>) {
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const ports = { PORT: `${port}`, SANDBOX_PORT: `${sandboxPort}` }
  const running = runIn(image, image.command, { ...ports, ...environment })
  const url = `http://localhost:${port}`
  const ready = vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), {
    timeout: 150_000,
    interval: 200,
  })
  const over = running.ended.then(({ err }) => Promise.reject(new Error(`it ended before it was ready: ${err}`)))
  await Promise.race([ready, over])
  return { ...running, url, sandboxUrl: `http://127.0.0.1:${sandboxPort}` }
}
