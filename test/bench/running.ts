import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../support/free-port.ts'
import { temporaryFolderOf } from './temporary-folder.ts'

/** A folder for CPU profiles of the app, where somebody wants to see where its time goes. */
const PROFILES = process.env.CPU_PROFILES
const PROFILED = PROFILES ? ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`] : []

/** The app with its sandbox in a process of its own, as `npm start` runs it; nobody is told to come more slowly. */
export async function startBenchApp(name: string, environment: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolderOf(name)
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const child = spawn(
    process.execPath,
    [...PROFILED, '--env-file=src/sandbox/sandbox.env', '--import', 'tsx', 'src/main.ts'],
    {
      env: {
        ...process.env,
        PORT: `${port}`,
        SANDBOX_PORT: `${sandboxPort}`,
        DATA_DIR: folder.path,
        LOG_LEVEL: 'error',
        LIMIT_FAILURES: '1000000',
        LIMIT_LAUNCHES: '1000000',
        LIMIT_WRITES: '1000000',
        ...environment,
      },
      stdio: 'ignore',
    },
  )
  const url = `http://localhost:${port}`
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await once(child, 'close')
    folder.remove()
  }
  try {
    await answers(`${url}/readyz`)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, sandboxUrl: `http://127.0.0.1:${sandboxPort}`, dataDir: folder.path, child, stop }
}

export async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const status = await fetch(url).then(
      answer => answer.status,
      () => 0,
    )
    if (status === 200) return
    await sleep(100)
  }
  throw new Error(`nothing answers at ${url}`)
}

/** A consultation that a clinician has opened. */
export async function launched(sandboxUrl: string): Promise<{ url: string; cookie: string }> {
  const body = new URLSearchParams({ patient: 'patient-typical', clinician: 'gp' })
  let answer = await fetch(`${sandboxUrl}/launch`, { method: 'POST', body, redirect: 'manual' })
  let url = sandboxUrl
  let cookie = ''
  for (let location = answer.headers.get('location'); location !== null; location = answer.headers.get('location')) {
    url = new URL(location, url).href
    answer = await fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } })
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
  }
  return { url, cookie }
}

/** Milliseconds of processor time that a process has had, where the system says so (Linux, in hundredths of a second). */
export function processorTimeOf({ pid }: ChildProcess): number | undefined {
  try {
    const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
    const fields = after.split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return undefined
  }
}
